import assert from "node:assert/strict";
import { runIndex } from "./support/runIndex";
import { exampleEnvironment } from "./support/example";

const { hyperPodClusterArn } = exampleEnvironment().clusters.get("training") ?? assert.fail();

/** The example's cluster with another answer to who owns what. */
function clusterWith(change: object): Readonly<Record<string, unknown>> {
    return {
        "hyperpod-teams:clusters": {
            training: {
                account: "platform",
                eksClusterName: "hyperpod-dev",
                hyperPodClusterArn,
                vpcId: "vpc-0a1b2c3d4e5f60718",
                ...change,
            },
        },
    };
}

const adoptedRoster = {
    "hyperpod-teams:roster": "../cases/rosters/quotasOfSomebodyElse.yaml",
};
const quotaUrn =
    "urn:pulumi:dev::hyperpod-teams::hyperpod-teams:components:Team$hyperpod-teams:components:ComputeAllocation$aws:cloudcontrol/resource:Resource::vision-compute-quota";
const quotaState = (status: string) => ({
    [quotaUrn]: {
        properties: JSON.stringify({
            ComputeQuotaArn: "arn:aws:sagemaker:us-west-2:111122223333:compute-quota/abc",
            ClusterArn: hyperPodClusterArn,
            ComputeQuotaTarget: { TeamName: "vision" },
            Status: status,
        }),
    },
});

describe("add-ons and task governance", () => {
    it("declares the program's add-ons, with the version where one is said", async () => {
        const registrations = await runIndex(
            {},
            clusterWith({
                addOns: {
                    podIdentityAgent: { management: "managed", version: "v1.3.8-eksbuild.2" },
                    taskGovernance: { management: "managed" },
                },
            }),
        );

        assert.deepEqual(
            registrations
                .filter(({ type }) => type === "aws:eks/addon:Addon")
                .map(({ inputs }) => inputs),
            [
                {
                    clusterName: "hyperpod-dev",
                    addonName: "amazon-sagemaker-hyperpod-taskgovernance",
                    resolveConflictsOnCreate: "NONE",
                    resolveConflictsOnUpdate: "PRESERVE",
                },
                {
                    clusterName: "hyperpod-dev",
                    addonName: "eks-pod-identity-agent",
                    addonVersion: "v1.3.8-eksbuild.2",
                    resolveConflictsOnCreate: "NONE",
                    resolveConflictsOnUpdate: "PRESERVE",
                },
            ],
        );
    });

    it("declares no add-on of somebody else's", async () => {
        const registrations = await runIndex({}, clusterWith({}));

        assert.deepEqual(
            registrations.filter(({ type }) => /addon|ClusterAddOns/.test(type)),
            [],
        );
    });

    it("declares neither quota nor scheduler configuration where both are somebody else's", async () => {
        const registrations = await runIndex(
            {},
            {
                ...clusterWith({ taskGovernance: { quotas: "adopted", scheduler: "adopted" } }),
                ...adoptedRoster,
            },
        );

        assert.deepEqual(
            registrations.filter(({ type }) =>
                /cloudcontrol|ComputeAllocation|ClusterScheduling/.test(type),
            ),
            [],
        );
        assert.deepEqual(
            registrations
                .filter(({ type }) => type === "kubernetes:core/v1:ServiceAccount")
                .map(({ inputs }) => (inputs.metadata as { namespace: string }).namespace),
            ["hyperpod-ns-vision"],
        );
    });

    it("declares a scheduler configuration beside quotas of somebody else's", async () => {
        const registrations = await runIndex(
            {},
            { ...clusterWith({ taskGovernance: { quotas: "adopted" } }), ...adoptedRoster },
        );

        assert.deepEqual(
            registrations
                .filter(({ type }) => type === "aws:cloudcontrol/resource:Resource")
                .map(({ name }) => name),
            ["training-scheduler"],
        );
    });

    it("refuses to delete a quota because it is called somebody else's", async () => {
        await assert.rejects(
            runIndex(quotaState("Created"), {
                ...clusterWith({ taskGovernance: { quotas: "adopted" } }),
                ...adoptedRoster,
            }),
            {
                message: `nothing was changed: cluster "training": the compute quota of team "vision" is this stack's, and would be deleted if somebody else owned it; have the stack forget it first: pulumi state delete '${quotaUrn}'`,
            },
        );
    });
});
