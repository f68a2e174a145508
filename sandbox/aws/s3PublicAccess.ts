import type { PublicAccessBlock } from "./accountState";
import type { PolicyCondition, PolicyDocument, PolicyStatement } from "./policyDocument";

/** What buckets and access points have unless somebody says otherwise. */
export const blockAllPublicAccess: PublicAccessBlock = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
const fixingKeys = [
    "aws:principalorgid",
    "aws:principalarn",
    "aws:principalaccount",
    "aws:sourceip",
    "aws:sourcearn",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourceowner",
    "aws:sourceaccount",
    "aws:userid",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3:dataaccesspointaccount",
];
const accessPointArnKey = "s3:dataaccesspointarn";
const fixingOperators = /^(StringEquals|StringLike|ArnEquals|ArnLike|IpAddress)$/;

/**
 * S3's own notion of a public policy: one statement that lets in principals which nothing in it
 * fixes. In a bucket policy the ARN of an access point fixes them as well, in the policy of an
 * access point it does not.
 */
export function isPublic(document: PolicyDocument, policyOf: "bucket" | "access point"): boolean {
    return document.statements.some(
        (statement) => statement.effect === "Allow" && isPublicStatement(statement, policyOf),
    );
}

function isPublicStatement(
    { principals, conditions }: PolicyStatement,
    policyOf: "bucket" | "access point",
): boolean {
    const anybody = principals?.some(({ value }) => value === "*") ?? true;
    return anybody && !conditions.some((condition) => fixes(condition, policyOf));
}

function fixes(
    { operator, key, values }: PolicyCondition,
    policyOf: "bucket" | "access point",
): boolean {
    if (!fixingOperators.test(operator) || values.length === 0) {
        return false;
    }
    if (key.toLowerCase() === accessPointArnKey) {
        // The name may be a pattern as long as the account stands there in full.
        const fixedAccount = /^arn:aws:s3:[^:]*:\d{12}:accesspoint\//;
        return policyOf === "bucket" && values.every((value) => fixedAccount.test(value));
    }
    const wildcard = (value: string): boolean =>
        /[*?]/.test(value) || value === "0.0.0.0/0" || value === "::/0";
    return fixingKeys.includes(key.toLowerCase()) && !values.some(wildcard);
}
