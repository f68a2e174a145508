import type { Sandbox } from "../sandbox";
import { accountOf, askerOf, contextOf, ownWeight } from "./asker";
import { refused } from "./authorization";
import type { Authorization } from "./authorization";
import { documentAsRead, roleByArn } from "./pinnedPrincipals";
import { weigh } from "./weighPolicy";

export interface AssumeRoleRequest {
    /** A role's ARN, or the name of a service. */
    readonly principal: string;
    readonly roleArn: string;
    readonly actions: readonly string[];
    readonly context: Readonly<Record<string, string>>;
}

/** STS AssumeRole, with the further actions that session tags and source identities need. */
export function authorizeAssumeRole(sandbox: Sandbox, request: AssumeRoleRequest): Authorization {
    const target = roleByArn(sandbox, request.roleArn);
    if (target === undefined) {
        return refused(`there is no role "${request.roleArn}"`);
    }
    const asker = askerOf(sandbox, request.principal);
    if (asker === undefined) {
        return refused(`there is no role "${request.principal}"`);
    }
    const context = contextOf(asker, request.context);
    for (const action of request.actions) {
        const subject = { asker, action, resource: target.arn, context };
        const trust = weigh(documentAsRead(sandbox, target.trustPolicy), subject);
        const own = ownWeight(sandbox, asker, subject);
        const what = `${action} on "${target.arn}" by "${request.principal}"`;
        if (trust.denied || own.denied) {
            return refused(
                `${what} is denied by the ${trust.denied ? "trust" : "identity"} policy`,
            );
        }
        const sameAccount = asker.accountId === accountOf(target.arn);
        const trustIsEnough =
            asker.role === undefined || (sameAccount && trust.allowedBy === "name");
        if (trust.allowedBy === undefined) {
            return refused(`${what} is not allowed by the trust policy`);
        }
        if (!trustIsEnough && own.allowedBy === undefined) {
            return refused(`${what} is not allowed by the identity policy`);
        }
    }
    return { allowed: true, because: `"${request.principal}" may assume "${target.arn}"` };
}
