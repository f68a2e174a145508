import assert from "node:assert/strict";
import { computeQuota, computeQuotaText } from "../../../model/documents/computeQuota";
import { schedulerConfig } from "../../../model/documents/schedulerConfig";
import { schemaProblem } from "../../../sandbox/aws/cloudControlSchema";
import { computeQuotaShape } from "../../../sandbox/aws/computeQuotaSchema";
import { schedulerConfigShape } from "../../../sandbox/aws/schedulerConfigSchema";
import { exampleEnvironment } from "../../support/example";
import { clusterOf, teamFixture } from "../../support/teamFixture";

const environment = exampleEnvironment();
const vision = teamFixture();
const { compute = assert.fail() } = vision;

describe("the compute quota", () => {
    it("holds the team's instances and neither lends nor borrows", () => {
        assert.deepEqual(computeQuota(vision, compute), {
            Name: "vision-quota",
            ClusterArn: "arn:aws:sagemaker:us-west-2:111122223333:cluster/abcdef012345",
            ActivationState: "Enabled",
            ComputeQuotaConfig: {
                ComputeQuotaResources: [{ InstanceType: "ml.p5.48xlarge", Count: 2 }],
                ResourceSharingConfig: { Strategy: "DontLend" },
                PreemptTeamTasks: "LowerPriority",
            },
            ComputeQuotaTarget: { TeamName: "vision", FairShareWeight: 0 },
            Tags: [
                { Key: "managed-by", Value: "hyperpod-teams" },
                { Key: "team", Value: "vision" },
            ],
        });
    });

    it("says each form of an amount, lending with limits, preemption and weight", () => {
        const quota = computeQuota(
            teamFixture({
                description: "Perception models",
                tags: { "cost-center": "4711", team: "somebody-else" },
            }),
            {
                instances: [
                    {
                        instanceType: "ml.p4d.24xlarge",
                        amount: { by: "resources", accelerators: 8, memoryInGiB: 512.5 },
                    },
                    {
                        instanceType: "ml.c5.4xlarge",
                        amount: { by: "resources", vCpu: 16 },
                    },
                    {
                        instanceType: "ml.p5.48xlarge",
                        amount: { by: "partition", type: "mig-1g.10gb", count: 4 },
                    },
                ],
                sharing: {
                    strategy: "lend-and-borrow",
                    borrowLimit: 80,
                    absoluteBorrowLimits: [
                        {
                            instanceType: "ml.p4d.24xlarge",
                            amount: { by: "instances", count: 3 },
                        },
                    ],
                },
                preemption: "never",
                fairShareWeight: 60,
            },
        );

        assert.deepEqual(quota, {
            Name: "vision-quota",
            ClusterArn: "arn:aws:sagemaker:us-west-2:111122223333:cluster/abcdef012345",
            Description: "Perception models",
            ActivationState: "Enabled",
            ComputeQuotaConfig: {
                ComputeQuotaResources: [
                    { InstanceType: "ml.p4d.24xlarge", Accelerators: 8, MemoryInGiB: 512.5 },
                    { InstanceType: "ml.c5.4xlarge", VCpu: 16 },
                    {
                        InstanceType: "ml.p5.48xlarge",
                        AcceleratorPartition: { Type: "mig-1g.10gb", Count: 4 },
                    },
                ],
                ResourceSharingConfig: {
                    Strategy: "LendAndBorrow",
                    BorrowLimit: 80,
                    AbsoluteBorrowLimits: [{ InstanceType: "ml.p4d.24xlarge", Count: 3 }],
                },
                PreemptTeamTasks: "Never",
            },
            ComputeQuotaTarget: { TeamName: "vision", FairShareWeight: 60 },
            Tags: [
                { Key: "cost-center", Value: "4711" },
                { Key: "managed-by", Value: "hyperpod-teams" },
                { Key: "team", Value: "vision" },
            ],
        });
    });

    it("passes AWS's own check, whatever a team asks for", () => {
        const sharings = [
            { strategy: "dont-lend" },
            { strategy: "lend" },
            { strategy: "lend-and-borrow", borrowLimit: 50, absoluteBorrowLimits: [] },
        ] as const;

        const problems = sharings.map((sharing) =>
            schemaProblem(computeQuotaShape, computeQuota(vision, { ...compute, sharing })),
        );

        assert.deepEqual(problems, [undefined, undefined, undefined]);
    });

    it("is not serialised against a limit of AWS's", () => {
        const instances = Array.from({ length: 16 }, (_, index) => ({
            instanceType: `ml.p${index}.large`,
            amount: { by: "instances", count: 1 } as const,
        }));

        assert.equal(
            computeQuotaText(vision, compute),
            JSON.stringify(computeQuota(vision, compute)),
        );
        assert.throws(() => computeQuotaText(vision, { ...compute, instances }), {
            message:
                '"vision-quota" is nothing that AWS would take: ComputeQuotaConfig.ComputeQuotaResources: Too big: expected array to have <=15 items',
        });
    });
});

describe("the scheduler configuration", () => {
    const cluster = clusterOf(environment, "training");
    const config = schedulerConfig({
        cluster,
        priorityClasses: [
            { name: "inference", weight: 100 },
            { name: "training", weight: 80 },
        ],
        fairShare: "enabled",
    });

    it("holds the cluster's priority classes and leaves to the service what nobody said", () => {
        assert.deepEqual(config, {
            Name: "training-scheduler",
            ClusterArn: "arn:aws:sagemaker:us-west-2:111122223333:cluster/abcdef012345",
            SchedulerConfig: {
                PriorityClasses: [
                    { Name: "inference", Weight: 100 },
                    { Name: "training", Weight: 80 },
                ],
                FairShare: "Enabled",
            },
            Tags: [{ Key: "managed-by", Value: "hyperpod-teams" }],
        });
        assert.equal(schemaProblem(schedulerConfigShape, config), undefined);
    });

    it("shares idle resources, or does not, where somebody said so", () => {
        const { SchedulerConfig } = schedulerConfig({
            cluster,
            priorityClasses: [],
            fairShare: "disabled",
            idleResourceSharing: "enabled",
        });

        assert.deepEqual(SchedulerConfig, {
            PriorityClasses: [],
            FairShare: "Disabled",
            IdleResourceSharing: "Enabled",
        });
    });
});
