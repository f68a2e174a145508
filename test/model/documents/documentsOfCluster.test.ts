import assert from "node:assert/strict";
import { clusterReading } from "../../../model/documents/clusterReading";
import { entryRights } from "../../../model/documents/clusterAccessModes";
import {
    namespaceRoles,
    submitterRules,
    viewerRules,
} from "../../../model/documents/namespaceRules";
import type { FileSystem } from "../../../model/environment/fileSystem";
import { teamVolume } from "../../../model/documents/volumes";
import { exampleEnvironment } from "../../support/example";
import { audience, clusterOf, permissionSet, teamFixture } from "../../support/teamFixture";

const environment = exampleEnvironment();
const modes = ["group", "hyperpod-policies", "edit-policy"] as const;
const scope = { type: "namespace", namespaces: ["hyperpod-ns-vision"] };
const group = "hyperpod-ns-vision-namespace-level-group";
const { audiences: scientists } = teamFixture();
const viewers = audience("viewer", permissionSet(environment, "research", "VisionViewer"));

describe("the ways into the cluster", () => {
    it("gives submitters what the mode says", () => {
        const rights = modes.map((clusterAccess) =>
            entryRights(teamFixture({ clusterAccess }), "scientist"),
        );

        assert.deepEqual(rights, [
            {
                groups: [group],
                policies: [{ suffix: "view", name: "AmazonEKSViewPolicy", scope }],
            },
            {
                groups: [],
                policies: [
                    { suffix: "training", name: "AmazonSagemakerHyperpodTrainingPolicy", scope },
                    {
                        suffix: "user-cluster",
                        name: "AmazonSagemakerHyperpodUserClusterPolicy",
                        scope: { type: "cluster" },
                    },
                ],
            },
            {
                groups: [group],
                policies: [{ suffix: "edit", name: "AmazonEKSEditPolicy", scope }],
            },
        ]);
    });

    it("has a group beside HyperPod's policies where a Role gives commands in pods", () => {
        const rights = entryRights(
            teamFixture({ clusterAccess: "hyperpod-policies", extraRights: ["exec"] }),
            "scientist",
        );

        assert.deepEqual(rights.groups, [group]);
    });

    it("treats robots as it treats scientists", () => {
        for (const clusterAccess of modes) {
            const team = teamFixture({ clusterAccess });
            assert.deepEqual(entryRights(team, "robot"), entryRights(team, "scientist"));
        }
    });

    it("puts viewers into a group of their own in every mode", () => {
        for (const clusterAccess of modes) {
            assert.deepEqual(entryRights(teamFixture({ clusterAccess }), "viewer"), {
                groups: ["hyperpod-ns-vision-viewer-group"],
                policies: [{ suffix: "view", name: "AmazonEKSViewPolicy", scope }],
            });
        }
    });
});

describe("the Roles of a namespace", () => {
    it("is the submitters' alone for a team without viewers, none where EKS decides", () => {
        const names = modes.map((clusterAccess) =>
            namespaceRoles(teamFixture({ clusterAccess })).map(({ name }) => name),
        );

        assert.deepEqual(names, [["hyperpod-team-scientist"], [], ["hyperpod-team-scientist"]]);
    });

    it("has one for viewers in every mode", () => {
        const { audiences } = teamFixture();
        const kinds = modes.map((clusterAccess) =>
            namespaceRoles(teamFixture({ clusterAccess, audiences: [...audiences, viewers] })).map(
                ({ kind }) => kind,
            ),
        );

        assert.deepEqual(kinds, [["scientist", "viewer"], ["viewer"], ["scientist", "viewer"]]);
    });

    it("lets viewers read and do nothing else", () => {
        const verbs = new Set(viewerRules.flatMap((rule) => rule.verbs));

        assert.deepEqual([...verbs].sort(), ["get", "list", "watch"]);
    });

    it("lets submitters run every kind of training job and read what becomes of it", () => {
        const all = ["get", "list", "watch", "create", "update", "patch", "delete"];

        assert.deepEqual(submitterRules, [
            {
                apiGroups: ["sagemaker.amazonaws.com"],
                resources: ["hyperpodpytorchjobs"],
                verbs: all,
            },
            {
                apiGroups: ["kubeflow.org"],
                resources: ["pytorchjobs", "mpijobs", "tfjobs"],
                verbs: all,
            },
            {
                apiGroups: ["ray.io"],
                resources: ["rayclusters", "rayjobs", "raycronjobs"],
                verbs: all,
            },
            { apiGroups: ["batch"], resources: ["jobs"], verbs: all },
            {
                apiGroups: [""],
                resources: ["pods"],
                verbs: ["get", "list", "watch", "create", "delete"],
            },
            { apiGroups: [""], resources: ["configmaps"], verbs: all },
            {
                apiGroups: [""],
                resources: [
                    "pods/log",
                    "events",
                    "serviceaccounts",
                    "services",
                    "persistentvolumeclaims",
                ],
                verbs: ["get", "list", "watch"],
            },
            {
                apiGroups: ["kueue.x-k8s.io"],
                resources: ["localqueues", "workloads"],
                verbs: ["get", "list", "watch"],
            },
        ]);
    });

    it("adds commands in pods, and nothing else, for submitters of a team with that right", () => {
        const [plain, extra] = [[], ["exec"] as const].map((extraRights) =>
            namespaceRoles(teamFixture({ extraRights, audiences: [...scientists, viewers] })),
        );

        assert.deepEqual(extra, [
            {
                ...plain?.[0],
                rules: [
                    ...submitterRules,
                    { apiGroups: [""], resources: ["pods/exec"], verbs: ["get", "create"] },
                ],
            },
            plain?.[1],
        ]);
    });

    it("gives nobody secrets, another identity, a shell or the quota by itself", () => {
        const resources = [...submitterRules, ...viewerRules].flatMap((rule) => rule.resources);

        for (const never of ["secrets", "pods/exec", "clusterqueues", "networkpolicies", "*"]) {
            assert.equal(resources.includes(never), false, never);
        }
    });
});

describe("what a team reads of the cluster", () => {
    it("is what hyp asks for and its own queue, for all of its groups", () => {
        assert.deepEqual(clusterReading(teamFixture({ audiences: [...scientists, viewers] })), {
            name: "hyperpod-ns-vision-cluster-role",
            bindingName: "hyperpod-ns-vision-cluster-role-binding",
            rules: [
                { apiGroups: [""], resources: ["namespaces", "nodes"], verbs: ["get", "list"] },
                {
                    apiGroups: ["kueue.x-k8s.io"],
                    resources: ["clusterqueues"],
                    resourceNames: ["hyperpod-ns-vision-clusterqueue"],
                    verbs: ["get", "list", "watch"],
                },
                {
                    apiGroups: ["kueue.x-k8s.io"],
                    resources: ["resourceflavors", "workloadpriorityclasses"],
                    verbs: ["get", "list", "watch"],
                },
            ],
            groups: [group, "hyperpod-ns-vision-viewer-group"],
        });
    });

    it("is the viewers' alone, or nobody's, where an access policy reads as much", () => {
        const groups = [scientists, [...scientists, viewers]].map(
            (audiences) =>
                clusterReading(teamFixture({ audiences, clusterAccess: "hyperpod-policies" }))
                    ?.groups,
        );

        assert.deepEqual(groups, [undefined, ["hyperpod-ns-vision-viewer-group"]]);
    });
});

describe("a team's volume", () => {
    it("is named after the namespace and the file system, its claim after the file system", () => {
        const { account, region } = clusterOf(environment, "training");
        const fileSystem: FileSystem = {
            kind: "existing",
            alias: "scratch",
            account,
            id: "fs-0123456789abcdef0",
            dnsName: "fs-0123456789abcdef0.fsx.us-west-2.amazonaws.com",
            mountName: "abcdefgh",
            capacityGiB: 1200,
            region,
        };

        assert.deepEqual(teamVolume(teamFixture({ name: "sight" }), fileSystem), {
            volumeName: "hyperpod-ns-vision-scratch",
            claimName: "scratch",
            namespace: "hyperpod-ns-vision",
            capacity: "1200Gi",
        });
    });
});
