import type { Properties } from "../provider/server";
import { readAccount, updateAccount, type AccountState } from "./accountState";
import { iamRolePolicyCalls } from "./calls/iamRolePolicy";
import { text } from "./inputValues";
import { checkIdentityPolicy, lengthWithoutWhiteSpace } from "./policyRules";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import { roleByName, withRole } from "./roles";
import type { Session } from "./session";

const operation = "PutRolePolicy";
const inlineQuota = 10240;

/** An inline policy of a role. Putting one is the same request for a new and for an old one. */
export const iamRolePolicy: ResourceType = {
    token: "aws:iam/rolePolicy:RolePolicy",
    label: "IAM Role Policy",
    calls: iamRolePolicyCalls,
    arguments: {
        name: { kind: "string", required: true, replaces: true },
        role: { kind: "string", required: true, replaces: true },
        policy: { kind: "string", required: true, policy: "kept" },
    },
    displayName: (inputs) => `${String(inputs.role)}:${String(inputs.name)}`,
    preview: (_session, inputs) => inputs,

    async create(session, inputs) {
        const outputs = await put(session, inputs);
        return { id: idOf(text(inputs, "role"), text(inputs, "name")), outputs };
    },

    read(session, id) {
        const state = readAccount(session.sandbox, session.accountId);
        const { role, name } = partsOf(id);
        const found = inlinePolicy(state, role, name);
        if (found === undefined) {
            return undefined;
        }
        const outputs = { id, role, name, namePrefix: "", policy: found.text };
        return { id, outputs, inputs: outputs };
    },

    update: (session, _id, news) => put(session, news),

    async delete(session, id) {
        const { role: roleName, name } = partsOf(id);
        await updateAccount(session.sandbox, session.accountId, (state) => {
            const role = roleByName(state, roleName);
            if (role === undefined) {
                return { state, result: undefined };
            }
            const inlinePolicies = role.inlinePolicies.filter((policy) => policy.name !== name);
            return { state: withRole(state, { ...role, inlinePolicies }), result: undefined };
        });
    },

    find(session, inputs) {
        const state = readAccount(session.sandbox, session.accountId);
        const [role, name] = [text(inputs, "role"), text(inputs, "name")];
        return inlinePolicy(state, role, name) && idOf(role, name);
    },
};

function put(session: Session, inputs: Properties): Promise<Properties> {
    const [roleName, name] = [text(inputs, "role"), text(inputs, "name")];
    const policy = text(inputs, "policy");
    if (!/^[\w+=,.@-]{1,128}$/.test(name)) {
        throw new RefusedRequest("iam-policy-name", operation, { policy: name });
    }
    return updateAccount(session.sandbox, session.accountId, (state) => {
        const role = roleByName(state, roleName);
        if (role === undefined) {
            throw new RefusedRequest("iam-no-such-role", operation, { role: roleName });
        }
        checkIdentityPolicy(operation, policy);
        const others = role.inlinePolicies.filter((other) => other.name !== name);
        const inlinePolicies = [...others, { name, text: policy }];
        const size = inlinePolicies.reduce(
            (sum, { text: one }) => sum + lengthWithoutWhiteSpace(one),
            0,
        );
        if (size > inlineQuota) {
            throw new RefusedRequest("iam-inline-policy-size", operation, { role: roleName });
        }
        return {
            state: withRole(state, { ...role, inlinePolicies }),
            result: { ...inputs, id: idOf(roleName, name), namePrefix: "" },
        };
    });
}

function inlinePolicy(state: AccountState | undefined, role: string, name: string) {
    const policies = state && roleByName(state, role)?.inlinePolicies;
    return policies?.find((policy) => policy.name === name);
}

function idOf(role: string, name: string): string {
    return `${role}:${name}`;
}

/** Neither name can hold a colon. */
function partsOf(id: string): { role: string; name: string } {
    const [role = "", name = ""] = id.split(":");
    return { role, name };
}
