import { readAccount } from "../accountState";
import type { Asked, AwsCall, Calls, CallContext } from "../awsCall";
import { changes, retagCalls, tagAtCreation, tagContext } from "../callTags";
import { roleByName } from "../roles";

const boundaryKey = "iam:PermissionsBoundary";

function arn({ session, id, properties }: Asked): string {
    if (typeof properties.arn === "string") {
        return properties.arn;
    }
    const { path = "/", name = id } = properties;
    return `arn:aws:iam::${session.accountId}:role${String(path)}${String(name)}`;
}

/** The boundary in the request, or where a request says none, the one that the role has. */
function requestedBoundary({ properties }: Asked): CallContext {
    const { permissionsBoundary } = properties;
    return typeof permissionsBoundary === "string" ? { [boundaryKey]: permissionsBoundary } : {};
}

/** As IAM fills the key in for every change of a role: the boundary that it has. */
export function heldBoundary({ session }: Asked, roleName: string): CallContext {
    const state = readAccount(session.sandbox, session.accountId);
    const held = state && roleByName(state, roleName)?.permissionsBoundary;
    return held === undefined ? {} : { [boundaryKey]: held };
}

const ownBoundary = (asked: Asked): CallContext =>
    heldBoundary(asked, arn(asked).replace(/^.*\//, ""));

const hasBoundary = ({ properties }: Asked) => properties.permissionsBoundary !== undefined;
const changesBoundary = changes("permissionsBoundary");

export const iamRoleCalls: Calls = {
    source: "hashicorp/terraform-provider-aws internal/service/iam/role.go",
    create: [
        {
            action: "iam:CreateRole",
            on: arn,
            context: (asked) => ({ ...tagContext(asked), ...requestedBoundary(asked) }),
        },
        tagAtCreation("iam:TagRole", "iam:CreateRole", arn),
    ],
    // Inline policies and attachments are attributes of the role, so it reads them all.
    read: [
        ...["iam:GetRole", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies"].map(
            (action): AwsCall => ({ action, on: arn }),
        ),
    ],
    update: [
        {
            action: "iam:UpdateAssumeRolePolicy",
            on: arn,
            context: ownBoundary,
            when: changes("assumeRolePolicy"),
        },
        {
            action: "iam:UpdateRoleDescription",
            on: arn,
            context: ownBoundary,
            when: changes("description"),
        },
        {
            action: "iam:UpdateRole",
            on: arn,
            context: ownBoundary,
            when: (asked) =>
                asked.properties.maxSessionDuration !== undefined &&
                changes("maxSessionDuration")(asked),
        },
        {
            action: "iam:PutRolePermissionsBoundary",
            on: arn,
            context: requestedBoundary,
            when: (asked) => changesBoundary(asked) && hasBoundary(asked),
        },
        {
            action: "iam:DeleteRolePermissionsBoundary",
            on: arn,
            context: ownBoundary,
            when: (asked) => changesBoundary(asked) && !hasBoundary(asked),
        },
        ...retagCalls("iam:TagRole", "iam:UntagRole", arn),
    ],
    // Whether the role is in an instance profile is asked before each deletion.
    delete: [
        { action: "iam:ListInstanceProfilesForRole", on: arn },
        { action: "iam:DeleteRole", on: arn, context: ownBoundary },
    ],
};
