import { readAccount } from "../accountState";
import type { Asked, AwsCall, Calls } from "../awsCall";
import { roleByName } from "../roles";
import { heldBoundary } from "./iamRole";

function roleName({ id, properties }: Asked): string {
    return typeof properties.role === "string" ? properties.role : (id.split(":")[0] ?? "");
}

function roleArn(asked: Asked): string {
    const { session } = asked;
    const name = roleName(asked);
    const state = readAccount(session.sandbox, session.accountId);
    return (
        (state && roleByName(state, name)?.arn) ?? `arn:aws:iam::${session.accountId}:role/${name}`
    );
}

const put: AwsCall = {
    action: "iam:PutRolePolicy",
    on: roleArn,
    context: (asked) => heldBoundary(asked, roleName(asked)),
};

export const iamRolePolicyCalls: Calls = {
    source: "hashicorp/terraform-provider-aws internal/service/iam/role_policy.go",
    create: [put],
    read: [{ action: "iam:GetRolePolicy", on: roleArn }],
    update: [put],
    delete: [{ ...put, action: "iam:DeleteRolePolicy" }],
};
