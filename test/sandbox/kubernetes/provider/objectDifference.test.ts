import * as assert from "node:assert/strict";
import { objectDifference } from "../../../../sandbox/kubernetes/provider/objectDifference";
import { unknown, type Properties } from "../../../../sandbox/provider/server";

const binding: Properties = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: "scientist", namespace: "hyperpod-ns-vision", labels: { team: "vision" } },
    roleRef: { name: "scientist" },
    subjects: [{ name: "scientists" }],
};

describe("objectDifference", () => {
    const metadata = binding.metadata as Properties;
    const cases: readonly {
        title: string;
        kind?: string;
        news: Properties;
        changes: readonly string[];
        replaces?: readonly string[];
        deleteBeforeReplace?: boolean;
    }[] = [
        { title: "finds nothing where nothing changed", news: { ...binding }, changes: [] },
        {
            title: "updates a list",
            news: { ...binding, subjects: [] },
            changes: ["subjects"],
        },
        {
            title: "updates labels",
            news: { ...binding, metadata: { ...metadata, labels: {} } },
            changes: ["metadata.labels"],
        },
        {
            title: "updates what only the rollout will know",
            news: { ...binding, subjects: [{ name: unknown }] },
            changes: ["subjects"],
        },
        {
            title: "replaces an object of another name, the new one first",
            news: { ...binding, metadata: { ...metadata, name: "other" } },
            changes: ["metadata.name"],
            replaces: ["metadata.name"],
        },
        {
            title: "replaces an object that moves to another namespace, the new one first",
            news: { ...binding, metadata: { ...metadata, namespace: "hyperpod-ns-speech" } },
            changes: ["metadata.namespace"],
            replaces: ["metadata.namespace"],
        },
        {
            title: "replaces a binding to another role, the old one first",
            news: { ...binding, roleRef: { name: "other" } },
            changes: ["roleRef"],
            replaces: ["roleRef"],
            deleteBeforeReplace: true,
        },
        {
            title: "updates that field in kinds that can change it",
            kind: "Other",
            news: { ...binding, roleRef: { name: "other" } },
            changes: ["roleRef"],
        },
        {
            title: "replaces a claim of another volume, the old one first",
            kind: "PersistentVolumeClaim",
            news: { ...binding, spec: { volumeName: "other" } },
            changes: ["spec"],
            replaces: ["spec"],
            deleteBeforeReplace: true,
        },
    ];
    for (const { title, kind = "RoleBinding", news, changes, ...expected } of cases) {
        it(title, () => {
            assert.deepEqual(objectDifference(kind, binding, news), {
                changes,
                replaces: expected.replaces ?? [],
                deleteBeforeReplace: expected.deleteBeforeReplace ?? false,
            });
        });
    }
});
