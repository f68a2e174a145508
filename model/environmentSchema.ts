import { z } from "zod";
import { expected, text } from "./expectation";

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
    /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
);

const account = z.strictObject({
    id: accountId,
    region: text('a region, such as "us-west-2"', /^[a-z]{2}(-[a-z]+)+-\d$/),
    deployRoleArn: roleArn,
});

const cluster = z.strictObject({
    account: alias,
    /** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html: 1-100 */
    eksClusterName: text("an EKS cluster's name, not its ARN", /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/),
    /** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateComputeQuota.html */
    hyperPodClusterArn: text(
        "the HyperPod cluster's ARN, \"arn:aws:sagemaker:<region>:<account id>:cluster/<12 characters>\" (the EKS cluster's ARN is another one)",
        /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:cluster\/[a-z0-9]{12}$/,
    ),
    /** Both or neither: without them the program asks EKS (`getCluster`). */
    endpoint: text('an address, "https://…"', /^https:\/\/[^\s]+$/).optional(),
    certificateAuthorityData: text("base64 text", /^[A-Za-z0-9+/=]+$/).optional(),
});

const bucket = z.strictObject({
    account: alias,
    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
    name: text(
        "a bucket's name: 3 to 63 lower-case letters, digits, hyphens and dots",
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    ),
});

export const environmentSchema = z.strictObject({
    organizationId: text(
        'an organization id, "o-" and 10 to 32 letters and digits',
        /^o-[a-z0-9]{10,32}$/,
    ),
    accounts: z.record(alias, account),
    clusters: z.record(alias, cluster),
    buckets: z.record(alias, bucket),
    /** The roster file, beside Pulumi.yaml. */
    roster: text("a file name that ends in .yaml or .yml", /^[\w./-]+\.ya?ml$/).default(
        "teams.yaml",
    ),
});

export type EnvironmentInput = z.infer<typeof environmentSchema>;
