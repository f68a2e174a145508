import { z } from "zod";
import { teamNamePattern } from "../names";
import { partitionTypes } from "../roster/rosterComputeSchema";
import { formatPath } from "../issue";

/**
 * The two types of task governance as CloudFormation and the SageMaker API have them: patterns and
 * limits stand here once, for the types in TypeScript and for the check before serialising. Cloud
 * Control would say "Model validation failed" after the rollout has begun; the roster's own checks
 * should have said it long before, so what this finds is a mistake of the program's.
 */

const policyName = z.string().regex(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/);
const clusterArn = z
    .string()
    .max(256)
    .regex(/^arn:aws[a-z-]{0,12}:sagemaker:[a-z0-9-]{1,30}:\d{12}:cluster\/[a-z0-9]{12}$/);
const kueueName = z.string().regex(teamNamePattern);
const tags = z
    .array(z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) }))
    .max(50)
    .readonly();
const amount = z.int().min(0).max(10_000_000);
const share = z.number().min(0);

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ComputeQuotaResourceConfig.html */
const quotaResource = z
    .strictObject({
        InstanceType: z.string().regex(/^ml\.[a-z0-9-]{1,30}\.[a-z0-9-]{1,30}$/),
        Count: amount.optional(),
        Accelerators: amount.optional(),
        VCpu: share.optional(),
        MemoryInGiB: share.optional(),
        AcceleratorPartition: z
            .strictObject({ Type: z.enum(partitionTypes), Count: amount })
            .optional(),
    })
    .refine((one) => waysOf(one) === 1, { error: "expected exactly one form of an amount" });
const quotaResources = z.array(quotaResource).max(15).readonly();

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sagemaker-computequota.html */
export const computeQuotaProperties = z.strictObject({
    Name: policyName,
    ClusterArn: clusterArn,
    Description: z.string().max(1024).optional(),
    ActivationState: z.enum(["Enabled", "Disabled"]),
    ComputeQuotaConfig: z.strictObject({
        ComputeQuotaResources: quotaResources,
        ResourceSharingConfig: z
            .strictObject({
                Strategy: z.enum(["Lend", "DontLend", "LendAndBorrow"]),
                BorrowLimit: z.int().min(1).max(500).optional(),
                AbsoluteBorrowLimits: quotaResources.optional(),
            })
            .refine(
                ({ Strategy, BorrowLimit, AbsoluteBorrowLimits }) =>
                    Strategy === "LendAndBorrow" ||
                    (BorrowLimit === undefined && AbsoluteBorrowLimits === undefined),
                { error: "expected limits on borrowing with LendAndBorrow alone" },
            ),
        PreemptTeamTasks: z.enum(["Never", "LowerPriority"]),
    }),
    ComputeQuotaTarget: z.strictObject({
        TeamName: kueueName,
        FairShareWeight: z.int().min(0).max(100),
    }),
    Tags: tags,
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sagemaker-clusterschedulerconfig.html */
export const schedulerConfigProperties = z.strictObject({
    Name: policyName,
    ClusterArn: clusterArn,
    SchedulerConfig: z.strictObject({
        PriorityClasses: z
            .array(z.strictObject({ Name: kueueName, Weight: z.int().min(0).max(100) }))
            .max(10)
            .refine((all) => new Set(all.map(({ Name }) => Name)).size === all.length, {
                error: "expected each name once",
            })
            .readonly(),
        FairShare: z.enum(["Enabled", "Disabled"]),
        IdleResourceSharing: z.enum(["Enabled", "Disabled"]).optional(),
    }),
    Tags: tags,
});

export type ComputeQuotaProperties = z.output<typeof computeQuotaProperties>;
export type QuotaResource = z.output<typeof quotaResource>;
export type SchedulerConfigProperties = z.output<typeof schedulerConfigProperties>;

/** The JSON text of a desired state, after every limit that AWS documents was held against it. */
export function desiredStateText<T>(
    schema: z.ZodType<T>,
    properties: T & { Name: string },
): string {
    const checked = schema.safeParse(properties);
    if (!checked.success) {
        const problems = checked.error.issues.map(
            ({ path, message }) =>
                `${formatPath(path.filter((key) => typeof key !== "symbol"))}: ${message}`,
        );
        throw new Error(
            `"${properties.Name}" is nothing that AWS would take: ${problems.join("; ")}`,
        );
    }
    return JSON.stringify(properties);
}

function waysOf(one: {
    readonly Count?: unknown;
    readonly Accelerators?: unknown;
    readonly VCpu?: unknown;
    readonly MemoryInGiB?: unknown;
    readonly AcceleratorPartition?: unknown;
}): number {
    const shares = [one.Accelerators, one.VCpu, one.MemoryInGiB];
    return [
        one.Count !== undefined,
        shares.some((each) => each !== undefined),
        one.AcceleratorPartition !== undefined,
    ].filter(Boolean).length;
}
