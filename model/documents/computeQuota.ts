import { computeQuotaName } from "../names";
import { cloudControlTags, teamTags } from "../tags";
import type { CloudControlTag } from "../tags";
import type { InstanceAllocation, Sharing, Team } from "../team";

/** The CloudFormation type that Cloud Control manages for us: no provider has a class for it yet. */
export const computeQuotaType = "AWS::SageMaker::ComputeQuota";

export interface QuotaResource {
    readonly InstanceType: string;
    readonly Count?: number;
    readonly Accelerators?: number;
    readonly VCpu?: number;
    readonly MemoryInGiB?: number;
    readonly AcceleratorPartition?: { readonly Type: string; readonly Count: number };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sagemaker-computequota.html */
export interface ComputeQuotaProperties {
    readonly Name: string;
    readonly ClusterArn: string;
    readonly Description?: string;
    readonly ActivationState: "Enabled" | "Disabled";
    readonly ComputeQuotaConfig: {
        readonly ComputeQuotaResources: readonly QuotaResource[];
        readonly ResourceSharingConfig: {
            readonly Strategy: "Lend" | "DontLend" | "LendAndBorrow";
            readonly BorrowLimit?: number;
            readonly AbsoluteBorrowLimits?: readonly QuotaResource[];
        };
        readonly PreemptTeamTasks: "Never" | "LowerPriority";
    };
    readonly ComputeQuotaTarget: { readonly TeamName: string; readonly FairShareWeight: number };
    readonly Tags: readonly CloudControlTag[];
}

/** Task governance names namespace and queues after `TeamName`, so a renamed team keeps it. */
export function computeQuota(team: Team): ComputeQuotaProperties {
    const { instances, sharing, preemption, fairShareWeight } = team.compute;
    return {
        Name: computeQuotaName(team.physicalName),
        ClusterArn: team.cluster.hyperPodClusterArn,
        ...(team.description === undefined ? {} : { Description: team.description }),
        ActivationState: "Enabled",
        ComputeQuotaConfig: {
            ComputeQuotaResources: instances.map(quotaResource),
            ResourceSharingConfig: resourceSharing(sharing),
            PreemptTeamTasks: preemption === "never" ? "Never" : "LowerPriority",
        },
        ComputeQuotaTarget: { TeamName: team.physicalName, FairShareWeight: fairShareWeight },
        Tags: cloudControlTags(teamTags(team)),
    };
}

export function computeQuotaText(team: Team): string {
    return JSON.stringify(computeQuota(team));
}

function quotaResource({ instanceType, amount }: InstanceAllocation): QuotaResource {
    switch (amount.by) {
        case "instances":
            return { InstanceType: instanceType, Count: amount.count };
        case "resources":
            return {
                InstanceType: instanceType,
                ...(amount.accelerators === undefined ? {} : { Accelerators: amount.accelerators }),
                ...(amount.vCpu === undefined ? {} : { VCpu: amount.vCpu }),
                ...(amount.memoryInGiB === undefined ? {} : { MemoryInGiB: amount.memoryInGiB }),
            };
        case "partition":
            return {
                InstanceType: instanceType,
                AcceleratorPartition: { Type: amount.type, Count: amount.count },
            };
    }
}

/** What a team asked for is guaranteed to it; lending and borrowing have to be chosen. */
function resourceSharing(
    sharing: Sharing,
): ComputeQuotaProperties["ComputeQuotaConfig"]["ResourceSharingConfig"] {
    switch (sharing.strategy) {
        case "dont-lend":
            return { Strategy: "DontLend" };
        case "lend":
            return { Strategy: "Lend" };
        case "lend-and-borrow":
            return {
                Strategy: "LendAndBorrow",
                BorrowLimit: sharing.borrowLimit,
                ...(sharing.absoluteBorrowLimits.length === 0
                    ? {}
                    : { AbsoluteBorrowLimits: sharing.absoluteBorrowLimits.map(quotaResource) }),
            };
    }
}
