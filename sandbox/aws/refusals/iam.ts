import type { Refusal } from "../refusals";

const grammar =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html; words quoted in public issues";
const quotas = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const api = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_";

function malformed(message: string, source = grammar): Refusal {
    return { service: "IAM", status: 400, code: "MalformedPolicyDocument", message, source };
}

function limit(message: string): Refusal {
    return { service: "IAM", status: 409, code: "LimitExceeded", message, source: quotas };
}

function validation(message: string, source: string): Refusal {
    return { service: "IAM", status: 400, code: "ValidationError", message, source };
}

export const iamRefusals = {
    "iam-invalid-json": malformed("This policy contains invalid Json"),
    "iam-policy-syntax": malformed("Syntax errors in policy. ({what})"),
    "iam-duplicate-sid": malformed("Statement IDs (SID) in a single policy must be unique."),
    "iam-sid-characters": malformed(
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    ),
    "iam-no-actions": malformed("Policy statement must contain actions."),
    "iam-action-vendor": malformed(
        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    ),
    "iam-condition-type": malformed("Invalid Condition type : {operator}."),
    "iam-no-resources": malformed("Policy statement must contain resources."),
    "iam-resource-format": malformed('Resource {resource} must be in ARN format or "*".'),
    "iam-identity-policy-principal": malformed("Policy document should not specify a principal."),
    "iam-trust-policy-resource": malformed("Has prohibited field Resource"),
    "iam-trust-policy-principal": malformed("Missing required field Principal"),
    "iam-trust-policy-action": malformed(
        "AssumeRole policy may only specify STS AssumeRole actions.",
    ),
    "iam-invalid-principal": malformed(
        'Invalid principal in policy: "{type}":"{value}"',
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html; hashicorp/terraform-provider-aws#8905",
    ),
    "iam-trust-policy-size": limit("Cannot exceed quota for ACLSizePerRole: 2048"),
    "iam-inline-policy-size": limit("Maximum policy size of 10240 bytes exceeded for role {role}"),
    "iam-no-such-boundary": {
        service: "IAM",
        status: 404,
        code: "NoSuchEntity",
        message: "Scope ARN: {policy} does not exist or is not attachable.",
        source: `${api}CreateRole.html; words quoted in public issues`,
    },
    "iam-role-exists": {
        service: "IAM",
        status: 409,
        code: "EntityAlreadyExists",
        message: "Role with name {role} already exists.",
        source: `${api}CreateRole.html`,
    },
    "iam-no-such-role": {
        service: "IAM",
        status: 404,
        code: "NoSuchEntity",
        message: "The role with name {role} cannot be found.",
        source: `${api}PutRolePolicy.html`,
    },
    "iam-delete-conflict": {
        service: "IAM",
        status: 409,
        code: "DeleteConflict",
        message: "Cannot delete entity, must delete policies first.",
        source: `${api}DeleteRole.html`,
    },
    "iam-role-name": validation(
        "1 validation error detected: Value '{role}' at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]{1,64}",
        `${api}CreateRole.html`,
    ),
    "iam-policy-name": validation(
        "1 validation error detected: Value '{policy}' at 'policyName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]{1,128}",
        `${api}PutRolePolicy.html`,
    ),
    "iam-role-path": validation(
        "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.",
        `${api}CreateRole.html`,
    ),
    "iam-session-duration": validation(
        "1 validation error detected: Value '{seconds}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value between 3600 and 43200",
        `${api}CreateRole.html; wording unconfirmed`,
    ),
} satisfies Readonly<Record<string, Refusal>>;
