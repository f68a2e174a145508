import assert from "node:assert/strict";
import { entryRights } from "../../../model/documents/clusterAccessModes";
import {
    namespaceRoles,
    submitterRules,
    viewerRules,
} from "../../../model/documents/namespaceRules";
import { teamVolume } from "../../../model/documents/volumes";
import { exampleEnvironment } from "../../support/example";
import { audience, clusterOf, permissionSet, teamFixture } from "../../support/teamFixture";

const environment = exampleEnvironment();
const modes = ["group", "hyperpod-policies", "edit-policy"] as const;
const scope = { type: "namespace", namespaces: ["hyperpod-ns-vision"] };
const group = "hyperpod-ns-vision-namespace-level-group";
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

    it("gives nobody secrets, another identity, a shell or the quota", () => {
        const resources = [...submitterRules, ...viewerRules].flatMap((rule) => rule.resources);

        for (const never of ["secrets", "pods/exec", "clusterqueues", "networkpolicies", "*"]) {
            assert.equal(resources.includes(never), false, never);
        }
    });
});

describe("a team's volume", () => {
    it("is named after the namespace and the file system, its claim after the file system", () => {
        const { account, region } = clusterOf(environment, "training");
        const fileSystem = {
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
            volumeHandle: "fs-0123456789abcdef0",
            dnsName: "fs-0123456789abcdef0.fsx.us-west-2.amazonaws.com",
            mountName: "abcdefgh",
        });
    });
});
