import { computeQuotaName } from "./names";
import type { Team } from "./roster";

/** The CloudFormation type that Cloud Control manages for us: no provider has a class for it yet. */
export const computeQuotaType = "AWS::SageMaker::ComputeQuota";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sagemaker-computequota.html */
export interface ComputeQuotaProperties {
    readonly Name: string;
    readonly ClusterArn: string;
    readonly ActivationState: "Enabled" | "Disabled";
    readonly ComputeQuotaConfig: {
        readonly ComputeQuotaResources: readonly {
            readonly InstanceType: string;
            readonly Count: number;
        }[];
        readonly ResourceSharingConfig: {
            readonly Strategy: "Lend" | "DontLend" | "LendAndBorrow";
        };
        readonly PreemptTeamTasks: "Never" | "LowerPriority";
    };
    readonly ComputeQuotaTarget: { readonly TeamName: string; readonly FairShareWeight: number };
}

/** What a team asked for is guaranteed to it; lending and borrowing have to be chosen. */
export function computeQuota(team: Team): ComputeQuotaProperties {
    return {
        Name: computeQuotaName(team.name),
        ClusterArn: team.cluster.hyperPodClusterArn,
        ActivationState: "Enabled",
        ComputeQuotaConfig: {
            ComputeQuotaResources: team.compute.map(({ instanceType, count }) => ({
                InstanceType: instanceType,
                Count: count,
            })),
            ResourceSharingConfig: { Strategy: "DontLend" },
            PreemptTeamTasks: "LowerPriority",
        },
        ComputeQuotaTarget: { TeamName: team.name, FairShareWeight: 0 },
    };
}

export function computeQuotaText(team: Team): string {
    return JSON.stringify(computeQuota(team));
}
