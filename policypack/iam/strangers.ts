import { teamIn } from "../naming";
import type { PolicyDocument, Principal, Statement } from "./document";
import { judgeFence } from "./fence";
import { isKnownRole, wholeAccount } from "./knownPrincipals";
import type { KnownPrincipals } from "./knownPrincipals";

/**
 * Everybody whom a resource policy lets in without the configuration knowing them: one phrase per
 * statement and principal, in the document's order. A Deny statement lets nobody in.
 */
export function strangersIn(
    document: PolicyDocument,
    known: KnownPrincipals,
    team: string | undefined,
): readonly string[] {
    return document.statements.flatMap((statement, index) => {
        if (statement.effect === "Deny") {
            return [];
        }
        const sid = statement.sid === undefined ? "" : ` "${statement.sid}"`;
        return strangersOf(statement, known, team).map(
            (stranger) => `${stranger} in statement ${index + 1}${sid}`,
        );
    });
}

function strangersOf(
    statement: Statement,
    known: KnownPrincipals,
    team: string | undefined,
): readonly string[] {
    if (statement.notPrincipals !== undefined) {
        return ["NotPrincipal, which lets in everybody else,"];
    }
    if (statement.principals === undefined) {
        return ["no Principal"];
    }
    return statement.principals.flatMap(
        (principal) => strangeness(principal, statement, known, team) ?? [],
    );
}

/** Why a principal is a stranger, or nothing when it is known. */
function strangeness(
    { type, value }: Principal,
    statement: Statement,
    known: KnownPrincipals,
    team: string | undefined,
): string | undefined {
    const kind = type.toLowerCase();
    const named = type === "*" ? `principal "${value}"` : `${type} principal "${value}"`;
    if (value === "*" && (kind === "aws" || kind === "*")) {
        return unfenced(named, statement, known, team);
    }
    if (/[*?]/.test(value)) {
        return `the wildcard ${named}`;
    }
    if (kind === "service") {
        return known.services.includes(value) ? undefined : `the unknown ${named}`;
    }
    if (kind !== "aws") {
        return `the unknown ${named}`;
    }
    if (/^A[A-Z0-9]{3}[A-Z0-9]{12,}$/.test(value)) {
        return `the id "${value}", left over from a deleted principal,`;
    }
    const account = wholeAccount(value);
    if (account !== undefined) {
        return known.wholeAccounts.includes(account)
            ? undefined
            : unfenced(`the whole account "${account}"`, statement, known, team);
    }
    if (isKnownRole(value, known, team)) {
        return undefined;
    }
    const owner = teamIn(known.roles, value);
    return owner === undefined
        ? `the unknown ${named}`
        : `team "${owner}" with its role "${value}"`;
}

/** A principal too wide to stand alone: it needs one condition that fixes who it is. */
function unfenced(
    named: string,
    statement: Statement,
    known: KnownPrincipals,
    team: string | undefined,
): string | undefined {
    const reasons: string[] = [];
    for (const condition of statement.conditions) {
        const verdict = judgeFence(condition, known, team);
        if (verdict.fence) {
            return undefined;
        }
        reasons.push(verdict.reason);
    }
    return reasons.length === 0
        ? `${named} without a condition`
        : `${named} without a fence (${reasons.join("; ")})`;
}
