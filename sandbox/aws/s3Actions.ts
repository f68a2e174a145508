/**
 * The S3 actions that a policy here may name, by what they act on. A name outside these lists is
 * refused as S3 refuses a misspelt one; bucket administration is not simulated.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const objectActions = [
    "AbortMultipartUpload",
    "BypassGovernanceRetention",
    "DeleteObject",
    "DeleteObjectTagging",
    "DeleteObjectVersion",
    "DeleteObjectVersionTagging",
    "GetObject",
    "GetObjectAcl",
    "GetObjectAttributes",
    "GetObjectLegalHold",
    "GetObjectRetention",
    "GetObjectTagging",
    "GetObjectVersion",
    "GetObjectVersionAcl",
    "GetObjectVersionAttributes",
    "GetObjectVersionTagging",
    "ListMultipartUploadParts",
    "PutObject",
    "PutObjectAcl",
    "PutObjectLegalHold",
    "PutObjectRetention",
    "PutObjectTagging",
    "PutObjectVersionAcl",
    "PutObjectVersionTagging",
    "RestoreObject",
];
const bucketActions = [
    "GetBucketLocation",
    "GetBucketNotification",
    "GetBucketPolicy",
    "ListBucket",
    "ListBucketMultipartUploads",
    "ListBucketVersions",
    "PutBucketNotification",
];

export type ActionReach = "object" | "bucket" | "both";

/** `undefined`: there is no such action. */
export function actionReach(action: string): ActionReach | undefined {
    if (action === "*") {
        return "both";
    }
    const name = /^s3:(.+)$/i.exec(action)?.[1];
    if (name === undefined) {
        return undefined;
    }
    const pattern = new RegExp(
        `^${name
            .replace(/[^\w*?]/g, "")
            .replace(/\*/g, ".*")
            .replace(/\?/g, ".")}$`,
        "i",
    );
    const object = objectActions.some((one) => pattern.test(one));
    const bucket = bucketActions.some((one) => pattern.test(one));
    if (object && bucket) {
        return "both";
    }
    return object ? "object" : bucket ? "bucket" : undefined;
}
