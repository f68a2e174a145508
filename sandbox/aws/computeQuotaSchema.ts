import type { Shape } from "./cloudControlSchema";
import { description, hyperPodClusterArn, kueueName, policyName, tags } from "./governanceShapes";

const count = { kind: "integer", least: 0, most: 10_000_000 } as const;

const resources: Shape = {
    kind: "list",
    most: 15,
    members: {
        InstanceType: { kind: "text", required: true, pattern: /^ml\.[a-z0-9-]+\.[a-z0-9-]+$/ },
        Count: count,
        Accelerators: count,
        VCpu: { kind: "number", least: 0 },
        MemoryInGiB: { kind: "number", least: 0 },
        AcceleratorPartition: {
            kind: "object",
            members: {
                Type: {
                    kind: "text",
                    required: true,
                    pattern: /^mig-\d+g\.\d+gb(?:\.(?:me|all))?$/,
                },
                Count: { ...count, required: true },
            },
        },
    },
};

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sagemaker-computequota.html
 * with the limits of the CreateComputeQuota request. Instance types are checked by form alone.
 */
export const computeQuotaShape: Shape = {
    kind: "object",
    members: {
        Name: policyName,
        ClusterArn: hyperPodClusterArn,
        Description: description,
        ActivationState: { kind: "text", values: ["Enabled", "Disabled"] },
        ComputeQuotaConfig: {
            kind: "object",
            required: true,
            members: {
                ComputeQuotaResources: resources,
                ResourceSharingConfig: {
                    kind: "object",
                    members: {
                        Strategy: {
                            kind: "text",
                            required: true,
                            values: ["Lend", "DontLend", "LendAndBorrow"],
                        },
                        BorrowLimit: { kind: "integer", least: 0, most: 10_000 },
                        AbsoluteBorrowLimits: resources,
                    },
                },
                PreemptTeamTasks: { kind: "text", values: ["Never", "LowerPriority"] },
            },
        },
        ComputeQuotaTarget: {
            kind: "object",
            required: true,
            members: {
                TeamName: kueueName,
                FairShareWeight: { kind: "integer", least: 0, most: 100 },
            },
        },
        Tags: tags,
    },
};

interface QuotaResource {
    readonly InstanceType: string;
    readonly Count?: number;
    readonly Accelerators?: number;
    readonly VCpu?: number;
    readonly MemoryInGiB?: number;
    readonly AcceleratorPartition?: object;
}

/** The properties of a quota that has passed its schema. */
export interface ComputeQuotaProperties {
    readonly Name: string;
    readonly ClusterArn: string;
    readonly ComputeQuotaConfig: {
        readonly ComputeQuotaResources?: readonly QuotaResource[];
        readonly ResourceSharingConfig?: {
            readonly Strategy: string;
            readonly BorrowLimit?: number;
            readonly AbsoluteBorrowLimits?: readonly QuotaResource[];
        };
    };
    readonly ComputeQuotaTarget: { readonly TeamName: string };
}

/** The instance type whose amount is given in no way, or in two ways that exclude each other. */
export function ambiguousResource({
    ComputeQuotaConfig,
}: ComputeQuotaProperties): string | undefined {
    const { ComputeQuotaResources = [], ResourceSharingConfig } = ComputeQuotaConfig;
    const listed = [
        ...ComputeQuotaResources,
        ...(ResourceSharingConfig?.AbsoluteBorrowLimits ?? []),
    ];
    return listed.find((one) => {
        const shares = [one.Accelerators, one.VCpu, one.MemoryInGiB];
        const ways = [
            one.Count !== undefined,
            shares.some((share) => share !== undefined),
            one.AcceleratorPartition !== undefined,
        ];
        return ways.filter(Boolean).length !== 1;
    })?.InstanceType;
}

/** Limits on borrowing where nothing is borrowed, or out of the percentages that are documented. */
export function hasWrongBorrowLimit({ ComputeQuotaConfig }: ComputeQuotaProperties): boolean {
    const { Strategy, BorrowLimit, AbsoluteBorrowLimits } =
        ComputeQuotaConfig.ResourceSharingConfig ?? {};
    const limited = BorrowLimit !== undefined || AbsoluteBorrowLimits !== undefined;
    return (
        (limited && Strategy !== "LendAndBorrow") ||
        (BorrowLimit !== undefined && (BorrowLimit < 1 || BorrowLimit > 500))
    );
}
