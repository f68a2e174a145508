import type { Refusal } from "../refusals";

const accessPoints =
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/creating-access-points.html";
const limits =
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations.html";
const errors = "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html";
const blockPublicAccess =
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html";
const quoted = "words quoted in public issues";

/** Bucket and access point policies are refused in the same words. */
function malformed(message: string, source: string): Refusal {
    return { service: "S3", status: 400, code: "MalformedPolicy", message, source };
}

export const s3Refusals = {
    "s3-access-point-vpc": {
        service: "S3 Control",
        status: 400,
        code: "InvalidRequest",
        message: "The VPC id is not valid",
        source: "the form of a VPC's id; AWS's own words are not known",
    },
    "s3-no-such-bucket": {
        service: "S3",
        status: 404,
        code: "NoSuchBucket",
        message: "The specified bucket does not exist",
        source: errors,
    },
    "s3-foreign-bucket": {
        service: "S3",
        status: 403,
        code: "AccessDenied",
        message: "Access Denied",
        source: errors,
    },
    "s3-bucket-region": {
        service: "S3",
        status: 301,
        code: "PermanentRedirect",
        message:
            "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
        source: errors,
    },
    "s3-policy-json": malformed(
        "Policies must be valid JSON and the first byte must be '{'",
        quoted,
    ),
    "s3-policy-syntax": malformed("Invalid policy syntax. ({what})", quoted),
    "s3-policy-duplicate-sid": malformed(
        "Statement IDs (SID) in a single policy must be unique",
        quoted,
    ),
    "s3-policy-principal": malformed("Invalid principal in policy", "versity/versitygw#649"),
    "s3-policy-no-principal": malformed("Missing required field Principal", quoted),
    "s3-policy-no-action": malformed("Missing required field Action", quoted),
    "s3-policy-no-resource": malformed("Missing required field Resource", quoted),
    "s3-policy-action": malformed("Policy has invalid action", quoted),
    "s3-policy-resource": malformed("Policy has invalid resource", quoted),
    "s3-policy-action-resource": malformed(
        "Action does not apply to any resource(s) in statement",
        quoted,
    ),
    "s3-policy-condition": malformed("Invalid Condition type : {operator}", quoted),
    "s3-policy-size": {
        service: "S3",
        status: 400,
        code: "PolicyTooLarge",
        message: "Your policy exceeds the maximum allowed document size of 20480 bytes",
        source: `${limits}; code and wording unconfirmed`,
    },
    "s3-public-bucket-policy": {
        service: "S3",
        status: 403,
        code: "AccessDenied",
        message:
            'User: {caller} is not authorized to perform: s3:PutBucketPolicy on resource: "{resource}" because public policies are blocked by the BlockPublicPolicy block public access setting.',
        source: blockPublicAccess,
    },
    "s3-public-access-point-policy": {
        service: "S3 Control",
        status: 403,
        code: "AccessDenied",
        message:
            'User: {caller} is not authorized to perform: s3:PutAccessPointPolicy on resource: "{resource}" because public policies are blocked by the BlockPublicPolicy block public access setting.',
        source: blockPublicAccess,
    },
    "s3-access-point-name": {
        service: "S3 Control",
        status: 400,
        code: "InvalidAccessPointName",
        message:
            "The specified accesspoint name is not valid. It must be 3 to 50 characters of lowercase letters, numbers and hyphens, begin and end with a letter or number, and not end with -s3alias.",
        source: `${accessPoints}; wording unconfirmed`,
    },
    "s3-access-point-exists": {
        service: "S3 Control",
        status: 409,
        code: "AccessPointAlreadyOwnedByYou",
        message:
            "Your previous request to create the named accesspoint succeeded and you already own it.",
        source: errors,
    },
    "s3-access-point-region": {
        service: "S3 Control",
        status: 400,
        code: "InvalidRequest",
        message: "The access point must be in the same region as the bucket",
        source: `${accessPoints}; wording unconfirmed`,
    },
    "s3-access-point-account": {
        service: "S3 Control",
        status: 403,
        code: "AccessDenied",
        message: "Access Denied",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-access-points.html: the owner's own credentials create it",
    },
    "s3-no-such-access-point": {
        service: "S3 Control",
        status: 404,
        code: "NoSuchAccessPoint",
        message: "The specified accesspoint does not exist",
        source: errors,
    },
} satisfies Readonly<Record<string, Refusal>>;
