import type { Draft } from "../draft";
import { isWord } from "../emptiness";
import type { GraphEstate } from "../estate";
import type { Knowledge } from "../knowledge";
import { overlaps } from "../../iam/pattern";
import {
    accountCaller,
    anyone,
    namedCaller,
    organizationCaller,
    principalCaller,
    roleCaller,
    serviceCaller,
} from "./caller";
import type { Caller } from "./caller";
import type { Clause } from "./clause";
import { fixedValues } from "./context";
import { sessionOf, wholeAccountOf } from "./naming";
import { registeredRoles } from "./roles";
import { rolesByReach } from "./reach";
import type { RolesByReach, Service } from "./reach";

/** Everybody who may ask: the registered roles, and whomever documents name. */
export interface World {
    readonly known: Knowledge;
    readonly roles: readonly Caller[];
    /** The role of an ARN, as a caller. */
    role(arn: string): Caller | undefined;
    /** The roles of an account; of all where it is not known. */
    inAccount(account: string | undefined): readonly Caller[];
    /** Roles whose own policies may reach a thing. */
    readonly reaching: RolesByReach;
    /** Whom the Allow statements name. */
    namedBy(clauses: readonly Clause[]): readonly Caller[];
    /** Who may come in at a thing by its document, or by it together with their own policies. */
    callersAt(thing: Thing): readonly Caller[];
    /** Adds the caller to the graph. */
    node(draft: Draft, caller: Caller): string;
}

export interface Thing {
    /** As policies name it. */
    readonly name: string;
    readonly service: Service;
    readonly account?: string;
    readonly clauses: readonly Clause[];
}

export function worldOf(estate: GraphEstate): World {
    const { known } = estate;
    const roles = registeredRoles(estate).map((role) => roleCaller(role, known));
    const byArn = new Map(roles.map((role) => [role.id, role]));
    const byName = rolesInOrder(roles);
    const byUniqueId = new Map(
        roles.flatMap((caller) =>
            caller.role?.uniqueId === undefined ? [] : [[caller.role.uniqueId, caller] as const],
        ),
    );
    const bySession = new Map(
        roles.map((caller) => [`${caller.account ?? ""}/${caller.label}`, caller]),
    );
    const unsure = roles.filter(({ id }) => !isWord(id));
    const matching = (pattern: string): readonly Caller[] => [
        // One text is no other role's than its own, which was looked up by it.
        ...(isWord(pattern) && !pattern.includes("${")
            ? []
            : byName(pattern).filter(({ id }) => isWord(id) && overlaps(pattern, id))),
        ...unsure.filter(({ id }) => overlaps(pattern, id)),
    ];
    const byOneArn = (arn: string): readonly Caller[] => {
        const role = isWord(arn) ? byArn.get(arn) : undefined;
        return role === undefined ? [principalCaller(arn, known), ...matching(arn)] : [role];
    };
    const reaching = rolesByReach(roles);
    const byAccount = new Map<string | undefined, Caller[]>();
    for (const caller of roles) {
        const list = byAccount.get(caller.account);
        if (list === undefined) {
            byAccount.set(caller.account, [caller]);
        } else {
            list.push(caller);
        }
    }
    const inAccount = (account: string | undefined): readonly Caller[] =>
        account === undefined
            ? roles
            : [...(byAccount.get(account) ?? []), ...(byAccount.get(undefined) ?? [])];

    /** All of an account, or its part that conditions leave. */
    const wide = (clause: Clause, account: string | undefined): readonly Caller[] => {
        const { callerArns: arns } = clause;
        if (arns !== undefined) {
            return arns
                .filter((arn) => account === undefined || mayBeIn(arn, account))
                .flatMap(byOneArn);
        }
        if (account !== undefined) {
            return [accountCaller(account, known)];
        }
        const accounts = fixedValues(clause.tests, "aws:principalaccount");
        if (accounts?.every(isWord) === true) {
            return accounts.map((each) => accountCaller(each, known));
        }
        const organizations = fixedValues(clause.tests, "aws:principalorgid");
        return organizations?.every(isWord) === true
            ? organizations.map(organizationCaller)
            : [anyone()];
    };
    const callersIn = (clause: Clause): readonly Caller[] => {
        if (clause.effect === "Deny") {
            return [];
        }
        if (clause.principals === undefined) {
            return wide(clause, undefined);
        }
        return clause.principals.flatMap(({ type, value }) => {
            const kind = type.toLowerCase();
            if (kind === "*" || (kind === "aws" && value === "*")) {
                return wide(clause, undefined);
            }
            switch (kind) {
                case "service":
                    return [serviceCaller(value)];
                case "federated":
                    return [namedCaller("federated", value)];
                case "canonicaluser":
                    return [namedCaller("principal", `canonical:${value}`)];
                default:
                    break;
            }
            const account = wholeAccountOf(value);
            const session = sessionOf(value);
            const ofSession =
                session === undefined
                    ? undefined
                    : bySession.get(`${session.account}/${session.role}`);
            if (account !== undefined) {
                return wide(clause, account);
            }
            if (ofSession !== undefined) {
                return [ofSession];
            }
            if (/^A[A-Z]{3}[A-Z0-9]{12,}$/.test(value)) {
                return [byUniqueId.get(value) ?? namedCaller("deleted-principal", value)];
            }
            return byOneArn(value);
        });
    };
    return {
        known,
        roles,
        reaching,
        inAccount,
        namedBy: (clauses) => uniqueCallers(clauses.flatMap(callersIn)),
        role: (arn) => byArn.get(arn),
        callersAt: ({ name, service, account, clauses }) => {
            const named = clauses.flatMap(callersIn);
            const through = named.flatMap((caller) =>
                caller.kind === "account"
                    ? reaching.of(name, service, caller.account)
                    : caller.kind === "organization" || caller.kind === "anyone"
                      ? reaching.of(name, service, undefined)
                      : [],
            );
            // In its own account it needs nobody's further policies to let in everybody.
            const isOpen = named.some(({ kind }) => kind === "account" || kind === "organization");
            const neighbours = isOpen && clauses.some(letsInEverybody) ? inAccount(account) : [];
            return uniqueCallers([...named, ...through, ...neighbours]);
        },
        node: (draft, { id, kind, label, account, role }) =>
            draft.node({
                id,
                kind,
                label,
                ...(account === undefined ? {} : { account }),
                ...(role?.team === undefined ? {} : { team: role.team }),
                ...(role === undefined ? {} : { urn: role.urn }),
            }),
    };
}

export function uniqueCallers(callers: readonly Caller[]): readonly Caller[] {
    return [...new Map(callers.map((caller) => [caller.id, caller])).values()];
}

export function letsInEverybody({ effect, principals }: Clause): boolean {
    return (
        effect === "Allow" &&
        (principals?.some(
            ({ type, value }) => type === "*" || (type.toLowerCase() === "aws" && value === "*"),
        ) ??
            true)
    );
}

function mayBeIn(arn: string, account: string): boolean {
    const found = arn.split(":")[4];
    return found === undefined || !/^\d{12}$/.test(found) || found === account;
}

/** Finds the roles whose ARN begins as a pattern does. */
function rolesInOrder(roles: readonly Caller[]): (pattern: string) => readonly Caller[] {
    const sorted = [...roles].sort((one, other) => (one.id < other.id ? -1 : 1));
    return (pattern) => {
        const start = pattern.slice(0, Math.max(0, pattern.search(/[*?]|\$\{/)));
        const first = lowerBound(sorted, start);
        let last = first;
        while (sorted[last]?.id.startsWith(start) === true) {
            last += 1;
        }
        return sorted.slice(first, last);
    };
}

function lowerBound(sorted: readonly Caller[], start: string): number {
    let [low, high] = [0, sorted.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((sorted[middle]?.id ?? "") < start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
