import { z } from "zod";
import { expected, text, wholeNumber } from "../expectation";
import { instanceType } from "../roster/rosterForms";
import { accountLimits } from "../roster/serviceLimits";

/**
 * What differs between environments: the shape of the project's own keys in Pulumi.<stack>.yaml.
 * The only source of that shape; the types below and every check come from it.
 */

const alias = text(
    "a short name of lower-case letters, digits and hyphens",
    /^[a-z0-9]([-a-z0-9]{0,28}[a-z0-9])?$/,
);

/** YAML reads unquoted digits as a number, and a leading zero is lost: quoting is not taste. */
const accountId = z
    .string({
        error: ({ input }) =>
            typeof input === "number"
                ? `got the number ${input}; expected an account id in quotes: "${String(input).padStart(12, "0")}"`
                : expected(`12 digits in quotes`)({ input }),
    })
    .regex(/^\d{12}$/, { error: expected("12 digits in quotes") });

const roleArn = text(
    'the ARN of an IAM role, "arn:aws:iam::<account id>:role/<name>"',
    /^arn:aws[a-z-]{0,12}:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/,
);

const region = text('a region, such as "us-west-2"', /^[a-z]{2,4}(-[a-z]{1,12}){1,3}-\d{1,2}$/);

/** Where AWS has raised a limit: the warnings and errors about it follow. */
const limits = z.strictObject({
    roles: limit("roles", accountLimits.roles),
    accessPoints: limit("access points", accountLimits.accessPoints),
    trustPolicyCharacters: limit("characters", accountLimits.trustPolicyCharacters),
});

const account = z.strictObject({
    id: accountId,
    region,
    deployRoleArn: roleArn,
    limits: limits.prefault({}),
});

const cluster = z.strictObject({
    account: alias,
    /** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html: 1-100 */
    eksClusterName: text("an EKS cluster's name, not its ARN", /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/),
    /** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateComputeQuota.html */
    hyperPodClusterArn: text(
        "the HyperPod cluster's ARN, \"arn:aws:sagemaker:<region>:<account id>:cluster/<12 characters>\" (the EKS cluster's ARN is another one)",
        /^arn:aws[a-z-]{0,12}:sagemaker:[a-z0-9-]{1,30}:\d{12}:cluster\/[a-z0-9]{12}$/,
    ),
    /** Both or neither: without them the program asks EKS (`getCluster`). */
    endpoint: text('an address, "https://…"', /^https:\/\/[^\s]+$/).optional(),
    certificateAuthorityData: text("base64 text", /^[A-Za-z0-9+/=]+$/).optional(),
    region: region.optional(),
    /** Instances by type; the teams' quotas are added up against it. */
    capacity: z
        .record(instanceType, wholeNumber("a whole number of instances", 0, 10_000_000))
        .optional(),
});

const bucket = z.strictObject({
    account: alias,
    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
    name: text(
        "a bucket's name: 3 to 63 lower-case letters, digits, hyphens and dots",
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    ),
    region: region.optional(),
    /** A customer's key: the one that AWS manages cannot be shared with another account. */
    kmsKeyArn: text(
        'the ARN of a KMS key, "arn:aws:kms:<region>:<account id>:key/<id>" (an alias names another key tomorrow)',
        /^arn:aws[a-z-]{0,12}:kms:[a-z0-9-]{1,30}:\d{12}:key\/[A-Za-z0-9-]{1,64}$/,
    ).optional(),
});

/** https://docs.aws.amazon.com/fsx/latest/APIReference/API_FileSystem.html */
const fileSystem = z.strictObject({
    account: alias,
    cluster: alias.optional(),
    id: text('a file system\'s id, "fs-" and 8 to 17 hexadecimal digits', /^fs-[0-9a-f]{8,17}$/),
    dnsName: text(
        'the DNS name of an FSx file system, "fs-….fsx.<region>.amazonaws.com"',
        /^fs-[0-9a-f]{8,17}\.fsx\.[a-z0-9-]{1,30}\.amazonaws\.com(\.cn)?$/,
    ),
    mountName: text(
        "a Lustre mount name: 1 to 8 letters, digits, hyphens and underscores",
        /^[A-Za-z0-9_-]{1,8}$/,
    ),
    capacityGiB: wholeNumber("a whole number of GiB", 1, 2_147_483_647),
    region: region.optional(),
});

export const environmentSchema = z.strictObject({
    organizationId: text(
        'an organization id, "o-" and 10 to 32 letters and digits',
        /^o-[a-z0-9]{10,32}$/,
    ),
    accounts: z.record(alias, account),
    clusters: z.record(alias, cluster),
    buckets: z.record(alias, bucket),
    fileSystems: z.record(alias, fileSystem).default({}),
    /** The roster file, beside Pulumi.yaml. */
    roster: text("a file name that ends in .yaml or .yml", /^[\w./-]+\.ya?ml$/).default(
        "teams.yaml",
    ),
});

function limit(what: string, { usual, most }: { usual: number; most: number }) {
    return wholeNumber(`a whole number of ${what}`, 1, most).default(usual);
}

export type EnvironmentInput = z.infer<typeof environmentSchema>;
