import type { Refusal } from "../refusals";

const putKeyPolicy = "https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html";
const createGrant = "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html";
const quotas = "https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html";
const quoted = "words quoted in public issues";

function kms(code: string, message: string, source: string): Refusal {
    return { service: "KMS", status: 400, code, message, source };
}

export const kmsRefusals = {
    "kms-no-such-key": kms("NotFoundException", "Key '{key}' does not exist", putKeyPolicy),
    "kms-denied": kms(
        "AccessDeniedException",
        "User: {caller} is not authorized to perform: kms:{operation} on resource: {key} because no resource-based policy allows the kms:{operation} action",
        quoted,
    ),
    "kms-policy-syntax": kms(
        "MalformedPolicyDocumentException",
        "The new key policy is not valid ({what})",
        `${putKeyPolicy}; wording unconfirmed`,
    ),
    "kms-policy-principal": kms(
        "MalformedPolicyDocumentException",
        "Policy contains a statement with one or more invalid principals.",
        quoted,
    ),
    "kms-policy-lockout": kms(
        "MalformedPolicyDocumentException",
        "The new key policy will not allow you to update the key policy in the future.",
        quoted,
    ),
    "kms-policy-size": kms(
        "LimitExceededException",
        "The key policy is larger than 32768 bytes",
        `${putKeyPolicy}; wording unconfirmed`,
    ),
    "kms-grant-principal": kms(
        "InvalidArnException",
        "ARN does not refer to a valid principal: {principal}",
        `${createGrant}; wording unconfirmed`,
    ),
    "kms-grant-operation": kms(
        "ValidationException",
        "1 validation error detected: Value '{operation}' at 'operations' failed to satisfy constraint: Member must satisfy enum value set",
        `${createGrant}; wording unconfirmed`,
    ),
    "kms-grant-constraint": kms(
        "ValidationException",
        "More than one constraint supplied",
        "words quoted in the source of the AWS provider",
    ),
    "kms-grant-limit": kms(
        "LimitExceededException",
        "The number of grants of key {key} is at its limit of 50000",
        `${quotas}; wording unconfirmed`,
    ),
} satisfies Readonly<Record<string, Refusal>>;
