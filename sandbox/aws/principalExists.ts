import type { Sandbox } from "../sandbox";
import { readAccount } from "./accountState";
import { roleByArn, roleByUniqueId } from "./pinnedPrincipals";
import type { PolicyPrincipal } from "./policyDocument";

const webIdentityProviders = new Set([
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "graph.facebook.com",
    "www.amazon.com",
]);

/**
 * Whether AWS would take this principal into a policy: it resolves account ids, role ARNs and
 * unique ids on save, and refuses what names nobody. Users and identity providers of an account are
 * not simulated, so here they name nobody.
 */
export function principalExists(sandbox: Sandbox, { type, value }: PolicyPrincipal): boolean {
    switch (type) {
        case "*":
            return true;
        case "AWS":
            return awsPrincipalExists(sandbox, value);
        case "Service":
            return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/.test(value);
        case "Federated":
            return webIdentityProviders.has(value);
        default:
            return false;
    }
}

function awsPrincipalExists(sandbox: Sandbox, value: string): boolean {
    if (value === "*") {
        return true;
    }
    const accountId = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(value)?.[1];
    if (accountId !== undefined) {
        return readAccount(sandbox, accountId) !== undefined;
    }
    if (/^AROA[A-Z0-9]{17}$/.test(value)) {
        return roleByUniqueId(sandbox, value) !== undefined;
    }
    const session = /^arn:aws:sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\/[\w+=,.@-]+$/.exec(value);
    if (session !== null) {
        const roles = readAccount(sandbox, session[1] ?? "")?.roles ?? {};
        return Object.values(roles).some(({ name }) => name === session[2]);
    }
    return roleByArn(sandbox, value) !== undefined;
}
