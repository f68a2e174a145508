import type { Principal } from "../../iam/document";
import { isWord, matchesWord } from "../emptiness";
import type { Caller } from "./caller";
import type { Clause } from "./clause";

/**
 * How a statement speaks of a caller: by its own name, as one of everybody, through its account, which
 * hands the decision on to the caller's own policies, or not at all.
 */
export interface Naming {
    readonly by: "name" | "everybody" | "account";
    /** Of one session alone. */
    readonly session?: string;
    readonly undecided: readonly string[];
}

/** At most, for what a statement allows. */
export function namingOf(clause: Clause, caller: Caller): Naming | undefined {
    const { principals, notPrincipals, callerArns } = clause;
    if (callerArns !== undefined && ["anyone", "account", "organization"].includes(caller.kind)) {
        return undefined;
    }
    if (principals === undefined) {
        return {
            by: "everybody",
            undecided: notPrincipals === undefined ? ["it names nobody"] : [],
        };
    }
    let found: Naming | undefined;
    for (const principal of principals) {
        const naming = namingBy(principal, caller);
        if (naming !== undefined && (found === undefined || rank(naming) < rank(found))) {
            found = naming;
        }
    }
    return found;
}

function rank({ by, session, undecided }: Naming): number {
    return (
        (by === "account" ? 4 : 0) +
        (undecided.length > 0 ? 2 : 0) +
        (session === undefined ? 0 : 1)
    );
}

function namingBy({ type, value }: Principal, caller: Caller): Naming | undefined {
    const kind = type.toLowerCase();
    const surely = (by: Naming["by"]): Naming => ({ by, undecided: [] });
    if (kind === "*" || (kind === "aws" && value === "*")) {
        return surely("everybody");
    }
    const maybe: Naming = {
        by: "name",
        undecided: [
            isWord(value)
                ? `whether the role is named "${value}" is not known`
                : `AWS takes no pattern for a principal, and "${value}" is one`,
        ],
    };
    switch (caller.kind) {
        case "service":
            return kind !== "service"
                ? undefined
                : caller.label === value
                  ? surely("name")
                  : !isWord(value) && matchesWord(value, caller.label)
                    ? maybe
                    : undefined;
        case "federated":
            return kind === "federated" && caller.id === `federated:${value}`
                ? surely("name")
                : undefined;
        case "deleted-principal":
            return kind === "aws" && caller.id === `deleted:${value}` ? surely("name") : undefined;
        default:
            break;
    }
    if (kind === "canonicaluser") {
        return caller.id === `canonical:${value}` ? surely("name") : undefined;
    }
    if (kind !== "aws") {
        return undefined;
    }
    if (caller.id === value && caller.kind !== "account") {
        return surely("name");
    }
    const account = wholeAccountOf(value);
    if (account !== undefined) {
        return account === caller.account ? surely("account") : undefined;
    }
    if (value === caller.role?.uniqueId) {
        return surely("name");
    }
    const session = sessionOf(value);
    if (session !== undefined && caller.role !== undefined) {
        const { role } = caller;
        return session.account === role.account && session.role === role.name
            ? { by: "name", session: session.name, undecided: [] }
            : undefined;
    }
    // Whom the pattern of another one means has a node of its own; who has no certain name is meant too.
    const isMeant =
        isWord(value) === isWord(caller.id)
            ? false
            : isWord(value)
              ? caller.role !== undefined && matchesWord(caller.id, value)
              : matchesWord(value, caller.id);
    return isMeant ? maybe : undefined;
}

/** At least, for what a statement denies. */
export function isNamedForSure(clause: Clause, caller: Caller): boolean {
    const { principals, notPrincipals } = clause;
    if (principals === undefined) {
        return notPrincipals === undefined
            ? false
            : notPrincipals.every((each) => isOther(each, caller));
    }
    return principals.some(({ type, value }) => {
        const kind = type.toLowerCase();
        if (kind === "*" || (kind === "aws" && value === "*")) {
            return true;
        }
        switch (caller.kind) {
            case "service":
                return kind === "service" && value === caller.label;
            case "federated":
                return kind === "federated" && caller.id === `federated:${value}`;
            default:
                return (
                    kind === "aws" &&
                    ((isWord(caller.id) && value === caller.id) ||
                        value === caller.role?.uniqueId ||
                        wholeAccountOf(value) === (caller.account ?? ""))
                );
        }
    });
}

/** Whether a principal is certainly somebody else: no role, no session, no account of the caller. */
function isOther({ type, value }: Principal, caller: Caller): boolean {
    const kind = type.toLowerCase();
    if (caller.kind !== "role" || kind === "*" || !isWord(value) || !isWord(caller.id)) {
        return false;
    }
    if (kind !== "aws") {
        return kind === "service";
    }
    if (/^A[A-Z]{3}[A-Z0-9]{12,}$/.test(value)) {
        return caller.role?.uniqueId !== undefined && value !== caller.role.uniqueId;
    }
    const [, , , , account] = /^\d{12}$/.test(value) ? ["", "", "", "", value] : value.split(":");
    const whole = wholeAccountOf(value);
    const session = sessionOf(value);
    return (
        account !== caller.account ||
        (whole === undefined && session === undefined && value !== caller.id) ||
        (session !== undefined && session.role !== caller.label)
    );
}

export function wholeAccountOf(principal: string): string | undefined {
    return /^\d{12}$/.test(principal)
        ? principal
        : /^arn:[^:*?]+:iam::(\d{12}):root$/.exec(principal)?.[1];
}

export function sessionOf(
    principal: string,
): { account: string; role: string; name: string } | undefined {
    const [, account, role, name] =
        /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/.exec(principal) ?? [];
    return account === undefined || role === undefined || name === undefined
        ? undefined
        : { account, role, name };
}
