import type { Sandbox } from "../sandbox";
import { readAccount } from "./accountState";
import type { Role } from "./accountState";
import { roleByArn } from "./pinnedPrincipals";
import { weigh } from "./weighPolicy";
import type { Asker, Subject, Weight } from "./weighPolicy";

/** Whoever asks: who that is in the accounts, what he brings along, and what his own policies say. */

export function askerOf(sandbox: Sandbox, principal: string): Asker | undefined {
    if (!principal.startsWith("arn:")) {
        return { name: principal };
    }
    const role: Role | undefined = roleByArn(sandbox, principal);
    return role === undefined
        ? undefined
        : {
              name: role.arn,
              role,
              accountId: accountOf(role.arn),
              organizationId: orgOf(sandbox, role),
          };
}

/** Keys about the caller come from the caller: whatever a request claims about itself is dropped. */
export function contextOf(
    asker: Asker,
    claimed: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
    const context = new Map(
        Object.entries(claimed)
            .map(([key, value]) => [key.toLowerCase(), value] as const)
            .filter(([key]) => !/^aws:principal(?!tag\/)/.test(key)),
    );
    if (asker.role !== undefined) {
        context.set("aws:principalarn", asker.role.arn);
        context.set("aws:principalaccount", asker.accountId ?? "");
        context.set("aws:principalorgid", asker.organizationId ?? "");
    }
    return context;
}

/** What all that a role brings along says together, and whether it is its boundary that denies. */
export interface OwnWeight extends Weight {
    readonly isBeyondBoundary?: boolean;
}

/**
 * What a role's own policies say. Beyond its boundary a role is denied even what another's policy
 * grants it by name: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function ownWeight(sandbox: Sandbox, asker: Asker, subject: Subject): OwnWeight {
    const own = identityWeight(asker, subject);
    const { permissionsBoundary } = asker.role ?? {};
    if (permissionsBoundary === undefined) {
        return own;
    }
    const policies = known(sandbox, accountOf(permissionsBoundary))?.managedPolicies;
    const limit = weigh(policies?.[permissionsBoundary] ?? "{}", subject, true);
    return limit.denied || limit.allowedBy === undefined
        ? { denied: true, isBeyondBoundary: true }
        : own;
}

function identityWeight(asker: Asker, subject: Subject): Weight {
    const weights = (asker.role?.inlinePolicies ?? []).map(({ text }) =>
        weigh(text, subject, true),
    );
    const allowing = weights.find(({ allowedBy }) => allowedBy !== undefined);
    return {
        denied: weights.some(({ denied }) => denied),
        ...(allowing?.allowedBy === undefined ? {} : { allowedBy: allowing.allowedBy }),
    };
}

export function known(sandbox: Sandbox, accountId: string) {
    return accountId === "" ? undefined : readAccount(sandbox, accountId);
}

export function accountOf(arn: string): string {
    return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? "";
}

function orgOf(sandbox: Sandbox, role: Role): string {
    return known(sandbox, accountOf(role.arn))?.organizationId ?? "";
}
