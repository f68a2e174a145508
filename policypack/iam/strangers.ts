import { teamIn } from "../naming";
import type { PolicyDocument, Principal, Statement } from "./document";
import { judgeFence } from "./fence";
import { quoted } from "./quoted";
import { fixedAccount, isKnownRole, wholeAccount } from "./knownPrincipals";
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
        const sid = statement.sid === undefined ? "" : ` ${quoted(statement.sid)}`;
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
    const named =
        type === "*" ? `principal ${quoted(value)}` : `${type} principal ${quoted(value)}`;
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
    if (/^A(?:ROA|IDA|GPA|NPA|IPA)[A-Z0-9]{12,}$/.test(value)) {
        return `the id ${quoted(value)}, left over from a deleted principal,`;
    }
    const account = wholeAccount(value);
    if (account !== undefined) {
        return known.wholeAccounts.includes(account)
            ? undefined
            : unfenced(`the whole account "${account}"`, statement, known, team);
    }
    // A session's name is chosen by whoever starts it, and a grant to a session escapes the role's
    // permissions boundary: a known role does not make its sessions known.
    const isPrincipal = fixedAccount(value, "iam") !== undefined;
    if (isPrincipal && isKnownRole(value, known, team)) {
        return undefined;
    }
    // Whom a fence keeps out may be named: with "*" in the place of the name even more would be.
    if (isPrincipal && isFenced(statement, known, team)) {
        return undefined;
    }
    const owner = teamIn(known.roles, value);
    return owner === undefined
        ? `the unknown ${named}`
        : `team "${owner}" with its role ${quoted(value)}`;
}

function isFenced(statement: Statement, known: KnownPrincipals, team: string | undefined): boolean {
    return statement.conditions.some((condition) => judgeFence(condition, known, team).fence);
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
