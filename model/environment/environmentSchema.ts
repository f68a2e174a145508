import { z } from "zod";
import { expected, oneOf, text, wholeNumber } from "../expectation";
import { instanceType } from "../roster/rosterForms";
import { foreignStatement } from "./foreignStatementSchema";
import { addOns, taskGovernance } from "./governanceSchema";
import { accountLimits } from "../roster/serviceLimits";
import { alias, availabilityZone, keyArn, region } from "./environmentForms";
import { stackName, teamName } from "../roster/rosterForms";
import { fileSystem } from "./fileSystemSchema";
import { protection } from "./protection";

/**
 * What differs between environments: the shape of the project's own keys in Pulumi.<stack>.yaml.
 * The only source of that shape; the types below and every check come from it.
 */

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

const permissionsBoundary = text(
    'the ARN of a managed policy, "arn:aws:iam::<account id>:policy/<name>", or "none"',
    /^(none|arn:aws[a-z-]{0,12}:iam::\d{12}:policy\/[\w+=,.@/-]{1,512})$/,
);

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
    /** The bootstrap's own unless another is named. */
    previewRoleArn: roleArn.optional(),
    /** The bootstrap's own unless another is named. */
    permissionsBoundary: permissionsBoundary.optional(),
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
    /** The add-ons that teams rest on. */
    addOns: addOns.prefault({}),
    /** Compute quotas and the scheduler configuration. */
    taskGovernance: taskGovernance.prefault({}),
    /** Its nodes' VPC, which buckets with `networkOrigin: vpc` let in. */
    vpcId: text(
        'a VPC\'s id, "vpc-" and 8 to 17 hexadecimal digits',
        /^vpc-[0-9a-f]{8,17}$/,
    ).optional(),
    /** Where its nodes are; the file systems made for it are compared with them. */
    availabilityZones: z.array(availabilityZone).min(1).optional(),
});

/** A customer's key: the one that AWS manages cannot be shared with another account. */
const key = z.strictObject({
    arn: keyArn,
    access: oneOf(["owner", "key-policy", "grants"]).default("owner"),
    account: alias.optional(),
    administrators: z
        .array(
            text(
                'the ARN of a role, or of an account\'s root, "arn:aws:iam::<account id>:root"',
                /^arn:aws[a-z-]{0,12}:iam::\d{12}:(root|role\/[\w+=,.@/-]{1,512})$/,
            ),
        )
        .optional(),
    /** What others have written into the key's policy, and the program keeps there. */
    foreignStatements: z.array(foreignStatement).optional(),
});

const bucket = z.strictObject({
    account: alias,
    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
    name: text(
        "a bucket's name: 3 to 63 lower-case letters, digits, hyphens and dots",
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    ),
    region: region.optional(),
    key: alias.optional(),
    /** Whether S3 Bucket Keys are on, and were when the objects were written. */
    bucketKey: z.boolean({ error: expected("true or false") }).default(false),
    /** Whence requests to its access points may come: from anywhere, or from the reader's cluster's VPC. */
    networkOrigin: oneOf(["internet", "vpc"]).default("internet"),
    /** What others have written into the bucket's policy, and the program keeps there. */
    foreignStatements: z.array(foreignStatement).default([]),
});

export const environmentSchema = z.strictObject({
    organizationId: text(
        'an organization id, "o-" and 10 to 32 letters and digits',
        /^o-[a-z0-9]{10,32}$/,
    ),
    /** Which of an account's two roles a run assumes. */
    assume: oneOf(["deploy", "preview"]).default("deploy"),
    accounts: z.record(alias, account),
    clusters: z.record(alias, cluster),
    keys: z.record(alias, key).default({}),
    buckets: z.record(alias, bucket).default({}),
    fileSystems: z.record(alias, fileSystem).default({}),
    ...protection,
    /** The stacks, other than the environment's own, that hold the teams of a group. */
    groups: z.record(teamName, stackName).default({}),
    /** The roster file, beside Pulumi.yaml. */
    roster: text("a file name that ends in .yaml or .yml", /^[\w./-]+\.ya?ml$/).default(
        "teams.yaml",
    ),
});

function limit(what: string, { usual, most }: { usual: number; most: number }) {
    return wholeNumber(`a whole number of ${what}`, 1, most).default(usual);
}

export type EnvironmentInput = z.infer<typeof environmentSchema>;
