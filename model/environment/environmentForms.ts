import { text } from "../expectation";

/** Forms that several parts of an environment share. */

export const alias = text(
    "a short name of lower-case letters, digits and hyphens",
    /^[a-z0-9]([-a-z0-9]{0,28}[a-z0-9])?$/,
);

export const region = text(
    'a region, such as "us-west-2"',
    /^[a-z]{2,4}(-[a-z]{1,12}){1,3}-\d{1,2}$/,
);

export const availabilityZone = text(
    'an availability zone by its name, such as "us-west-2a"',
    /^[a-z]{2,4}(-[a-z]{1,12}){1,3}-\d{1,2}[a-z]$/,
);

/** A customer's key: the one that AWS manages cannot be shared with another account. */
export const keyArn = text(
    'the ARN of a KMS key, "arn:aws:kms:<region>:<account id>:key/<id>" (an alias names another key tomorrow)',
    /^arn:aws[a-z-]{0,12}:kms:[a-z0-9-]{1,30}:\d{12}:key\/[A-Za-z0-9-]{1,64}$/,
);
