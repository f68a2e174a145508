/**
 * What AWS allows, each with the page that says so. Those of an account can be raised by AWS; the
 * raised number then stands under the account's `limits` in Pulumi.<stack>.yaml.
 */

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const accountLimits = {
    /** Roles in an account. AWS raises it to 10,000 at most. */
    roles: { usual: 1_000, most: 10_000 },
    /** Access points in one Region: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations.html */
    accessPoints: { usual: 10_000, most: 10_000_000 },
    /** A role's trust policy. AWS raises it to 8,192 at most. */
    trustPolicyCharacters: { usual: 2_048, most: 8_192 },
} as const;

/** Not adjustable (L-C56B9FC3): https://docs.aws.amazon.com/general/latest/gr/eks.html */
export const accessEntriesPerCluster = 3_000;

/** Not adjustable: https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html */
export const podIdentityAssociationsPerCluster = 5_000;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
export const bucketPolicyBytes = 20 * 1_024;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations.html */
export const accessPointPolicyBytes = 20 * 1_024;

/** https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
export const keyPolicyBytes = 32_768;

/**
 * All inline policies of a role together, white space not counted.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const inlinePolicyCharacters = 10_240;

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_SchedulerConfig.html */
export const priorityClassesPerCluster = 10;

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
export const tagsPerResource = 50;

/** From this share of a limit on there is a warning. */
export const warningShare = 0.8;
