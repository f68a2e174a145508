import type { Knowledge } from "../knowledge";
import type { NodeKind } from "../graph";
import type { Context, Known } from "./context";
import { accountOfArn } from "./roles";
import type { RegisteredRole } from "./roles";

/** Whoever asks, as a node of the graph: one principal, or all of an account, an organization, the world. */
export interface Caller {
    readonly id: string;
    readonly kind: NodeKind;
    readonly label: string;
    readonly account?: string;
    /** What it may do by its own policies is registered; of all others it counts as everything. */
    readonly role?: RegisteredRole;
    /** Of a session: the ARN that documents name. */
    readonly session?: string;
    readonly context: Context;
}

type Facts = Readonly<Record<string, Known | undefined>>;

export function anyone(): Caller {
    return { id: "anyone", kind: "anyone", label: "anyone", context: contextOf({}) };
}

export function roleCaller(role: RegisteredRole, known: Knowledge): Caller {
    return {
        id: role.arn,
        kind: "role",
        label: role.name,
        role,
        ...(role.account === undefined ? {} : { account: role.account }),
        context: contextOf({
            "aws:principalarn": { oneOf: [role.arn] },
            "aws:principaltype": { oneOf: ["AssumedRole"] },
            "aws:principalisawsservice": { oneOf: ["false"] },
            ...factsOfAccount(role.account, known),
        }),
    };
}

/** A principal by its ARN, or all whose ARN matches a pattern. */
export function principalCaller(arn: string, known: Knowledge): Caller {
    const account = accountOfArn(arn);
    return {
        id: arn,
        kind: "principal",
        label: arn.slice(Math.max(arn.lastIndexOf("/"), arn.lastIndexOf(":")) + 1),
        ...(account === undefined ? {} : { account }),
        context: contextOf({
            "aws:principalarn": { oneOf: [arn] },
            "aws:principalisawsservice": { oneOf: ["false"] },
            ...factsOfAccount(account, known),
        }),
    };
}

export function accountCaller(account: string, known: Knowledge): Caller {
    return {
        id: `arn:aws:iam::${account}:root`,
        kind: "account",
        label: account,
        account,
        context: contextOf({
            "aws:principalarn": { oneOf: [`arn:*:*::${account}:*`] },
            "aws:principalisawsservice": { oneOf: ["false"] },
            ...factsOfAccount(account, known),
        }),
    };
}

export function organizationCaller(organization: string): Caller {
    return {
        id: `organization:${organization}`,
        kind: "organization",
        label: organization,
        context: contextOf({ "aws:principalorgid": { oneOf: [organization] } }),
    };
}

export function serviceCaller(name: string): Caller {
    return {
        id: `service:${name}`,
        kind: "service",
        label: name,
        context: contextOf({
            "aws:principalisawsservice": { oneOf: ["true"] },
            "aws:principalservicename": { oneOf: [name] },
        }),
    };
}

/** Somebody whom an identity provider knows, or an id that is nobody's any more. */
export function namedCaller(
    kind: "federated" | "deleted-principal" | "principal",
    name: string,
): Caller {
    const id =
        kind === "federated"
            ? `federated:${name}`
            : kind === "principal"
              ? name
              : `deleted:${name}`;
    return { id, kind, label: name.slice(name.lastIndexOf("/") + 1), context: contextOf({}) };
}

function factsOfAccount(account: string | undefined, { organizations }: Knowledge): Facts {
    const organization = [...(organizations ?? [])].find(
        ([, accounts]) => account !== undefined && accounts.includes(account),
    )?.[0];
    return {
        "aws:principalaccount": account === undefined ? undefined : { oneOf: [account] },
        "aws:principalorgid": organization === undefined ? undefined : { oneOf: [organization] },
    };
}

export function contextOf(facts: Facts): Context {
    return new Map(
        Object.entries(facts).flatMap(([key, value]) =>
            value === undefined ? [] : [[key, value] as const],
        ),
    );
}

/** Both together; what the second says comes first. */
export function joinedContexts(one: Context, other: Context): Context {
    return other.size === 0 ? one : new Map([...one, ...other]);
}
