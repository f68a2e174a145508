import { unknown, type Properties } from "../provider/server";
import { readAccount, updateAccount, type AccountState, type Role } from "./accountState";
import { iamRoleCalls } from "./calls/iamRole";
import { newRoleUniqueId, now } from "./identifiers";
import { number, optionalText, text } from "./inputValues";
import { documentAsRead } from "./pinnedPrincipals";
import { checkTrustPolicy } from "./policyRules";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import { roleByName, withoutRole, withRole } from "./roles";
import type { Session } from "./session";
import { allTags, tagOutputs } from "./tagging";

const defaultSessionSeconds = 3600;

export const iamRole: ResourceType = {
    token: "aws:iam/role:Role",
    label: "IAM Role",
    calls: iamRoleCalls,
    arguments: {
        name: { kind: "string", required: true, replaces: true },
        path: { kind: "string", replaces: true, default: "/" },
        assumeRolePolicy: { kind: "string", required: true, policy: "rewritten" },
        description: { kind: "string", default: "" },
        maxSessionDuration: { kind: "number", default: defaultSessionSeconds },
        permissionsBoundary: { kind: "string" },
        tags: { kind: "tags", default: {} },
    },
    displayName: (inputs) => String(inputs.name),

    preview(session, inputs) {
        return {
            ...inputs,
            arn: arnAtPreview(session, inputs),
            createDate: unknown,
            uniqueId: unknown,
            tagsAll: allTags(session, inputs),
        };
    },

    create(session, inputs) {
        const operation = "CreateRole";
        const name = text(inputs, "name");
        if (!/^[\w+=,.@-]{1,64}$/.test(name)) {
            throw new RefusedRequest("iam-role-name", operation, { role: name });
        }
        const path = optionalText(inputs, "path") ?? "/";
        if (!/^\/(?:[\x21-\x7e]+\/)?$/.test(path)) {
            throw new RefusedRequest("iam-role-path", operation);
        }
        return updateAccount(session.sandbox, session.accountId, (state) => {
            if (roleByName(state, name) !== undefined) {
                throw new RefusedRequest("iam-role-exists", operation, { role: name });
            }
            const role: Role = {
                uniqueId: newRoleUniqueId(),
                arn: `arn:aws:iam::${session.accountId}:role${path}${name}`,
                name,
                path,
                createDate: now(),
                inlinePolicies: [],
                ...settings(session, operation, operation, inputs),
                ...boundaryOf(state, operation, inputs),
            };
            const result = { id: name, outputs: outputsOf(session, role) };
            return { state: withRole(state, role), result };
        });
    },

    read(session, id) {
        const state = readAccount(session.sandbox, session.accountId);
        const role = state && roleByName(state, id);
        if (role === undefined) {
            return undefined;
        }
        const outputs = outputsOf(session, role);
        return { id, outputs, inputs: outputs };
    },

    update(session, id, news) {
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const before = roleByName(state, id);
            if (before === undefined) {
                throw new RefusedRequest("iam-no-such-role", "UpdateRole", { role: id });
            }
            const { permissionsBoundary: _replaced, ...bare } = before;
            const role: Role = {
                ...bare,
                ...settings(session, "UpdateRole", "UpdateAssumeRolePolicy", news),
                ...boundaryOf(state, "PutRolePermissionsBoundary", news),
            };
            return { state: withRole(state, role), result: outputsOf(session, role) };
        });
    },

    async delete(session, id) {
        await updateAccount(session.sandbox, session.accountId, (state) => {
            const role = roleByName(state, id);
            if (role === undefined) {
                return { state, result: undefined };
            }
            if (role.inlinePolicies.length > 0) {
                throw new RefusedRequest("iam-delete-conflict", "DeleteRole");
            }
            return { state: withoutRole(state, role), result: undefined };
        });
    },

    find(session, inputs) {
        const state = readAccount(session.sandbox, session.accountId);
        return state && roleByName(state, text(inputs, "name"))?.name;
    },
};

/** What may change during a role's life. */
function settings(
    session: Session,
    operation: string,
    trustOperation: string,
    inputs: Properties,
): Pick<Role, "description" | "maxSessionDuration" | "trustPolicy" | "tags"> {
    const seconds = number(inputs, "maxSessionDuration", defaultSessionSeconds);
    if (seconds < 3600 || seconds > 43200) {
        throw new RefusedRequest("iam-session-duration", operation, { seconds: String(seconds) });
    }
    return {
        description: optionalText(inputs, "description") ?? "",
        maxSessionDuration: seconds,
        trustPolicy: checkTrustPolicy(session, trustOperation, text(inputs, "assumeRolePolicy")),
        tags: allTags(session, inputs),
    };
}

/** A boundary that is not there is refused; one that vanishes later leaves the role without rights. */
function boundaryOf(
    state: AccountState,
    operation: string,
    inputs: Properties,
): Pick<Role, "permissionsBoundary"> {
    const permissionsBoundary = optionalText(inputs, "permissionsBoundary");
    if (permissionsBoundary === undefined) {
        return {};
    }
    if (state.managedPolicies?.[permissionsBoundary] === undefined) {
        throw new RefusedRequest("iam-no-such-boundary", operation, {
            policy: permissionsBoundary,
        });
    }
    return { permissionsBoundary };
}

function arnAtPreview(session: Session, inputs: Properties): string | typeof unknown {
    const { name, path = "/" } = inputs;
    return typeof name === "string" && typeof path === "string"
        ? `arn:aws:iam::${session.accountId}:role${path}${name}`
        : unknown;
}

function outputsOf(session: Session, role: Role): Properties {
    return {
        id: role.name,
        arn: role.arn,
        assumeRolePolicy: documentAsRead(session.sandbox, role.trustPolicy),
        createDate: role.createDate,
        description: role.description,
        forceDetachPolicies: false,
        maxSessionDuration: role.maxSessionDuration,
        name: role.name,
        namePrefix: "",
        path: role.path,
        ...(role.permissionsBoundary === undefined
            ? {}
            : { permissionsBoundary: role.permissionsBoundary }),
        uniqueId: role.uniqueId,
        ...tagOutputs(session, role.tags),
    };
}
