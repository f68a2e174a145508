import { computeQuotaName } from "../names";
import { computeQuotaProperties, desiredStateText } from "./governanceProperties";
import type { ComputeQuotaProperties, QuotaResource } from "./governanceProperties";
import { cloudControlTags, teamTags } from "../tags";
import type { ComputeAllocation, InstanceAllocation, Sharing, Team } from "../team";

/** The CloudFormation type that Cloud Control manages for us: no provider has a class for it yet. */
export const computeQuotaType = "AWS::SageMaker::ComputeQuota";

/** Task governance names namespace and queues after `TeamName`, so a renamed team keeps it. */
export function computeQuota(team: Team, compute: ComputeAllocation): ComputeQuotaProperties {
    const { instances, sharing, preemption, fairShareWeight } = compute;
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

export function computeQuotaText(team: Team, compute: ComputeAllocation): string {
    return desiredStateText(computeQuotaProperties, computeQuota(team, compute));
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
