import { isDeepStrictEqual } from "node:util";
import { containsUnknown, type Difference, type Properties } from "../../provider/server";
import { objectAt } from "./objectShape";

/** Fields that an API server never changes in place, beside those that are the object's identity. */
const immutableFields: Readonly<Record<string, readonly string[]>> = {
    RoleBinding: ["roleRef"],
    ClusterRoleBinding: ["roleRef"],
    // The official provider replaces these too, so that pods see a new object.
    ConfigMap: ["data", "binaryData"],
    Secret: ["data", "stringData", "type"],
    PersistentVolumeClaim: ["spec"],
};

const identityPaths = ["apiVersion", "kind", "metadata.name", "metadata.namespace"];

/** What changes, from the inputs alone: a preview must not need the API server. */
export function objectDifference(kind: string, olds: Properties, news: Properties): Difference {
    const changes = changedPaths(olds, news);
    const replacing = new Set([...identityPaths, ...(immutableFields[kind] ?? [])]);
    const replaces = changes.filter((path) => replacing.has(path));
    const sameObject = !changes.some((path) => identityPaths.includes(path));
    return {
        changes,
        replaces,
        // Two objects cannot have one name, so the old one has to go first.
        deleteBeforeReplace: replaces.length > 0 && sameObject,
    };
}

function changedPaths(olds: Properties, news: Properties): readonly string[] {
    const { metadata: oldMetadata, ...oldFields } = olds;
    const { metadata: newMetadata, ...newFields } = news;
    return [
        ...changedKeys(oldFields, newFields),
        ...changedKeys(objectAt(oldMetadata), objectAt(newMetadata)).map(
            (key) => `metadata.${key}`,
        ),
    ];
}

function changedKeys(olds: Properties, news: Properties): readonly string[] {
    return [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
        (key) => containsUnknown(news[key]) || !isDeepStrictEqual(olds[key], news[key]),
    );
}
