import type { Grant } from "../graph";
import type { Caller } from "./caller";
import type { Clause } from "./clause";
import type { Context } from "./context";
import type { Place } from "./place";
import { afterDenials, bothAllow, ownWeight, resourceWeight } from "./weigh";
import type { Denial, Weight } from "./weigh";

/** One resource that a request has to pass, with the policies that it answers to. */
export interface Door {
    readonly place: Place;
    readonly account?: string;
    readonly clauses: readonly Clause[];
    readonly context: Context;
    /** What a caller's own policies alone are good for in the resource's account. */
    readonly ownAccount: "enough" | "never enough";
    /** A public policy lets in nobody of another account past a public access block. */
    readonly closedToOthers?: boolean;
}

export interface Own {
    readonly allows: readonly Grant[];
    readonly denies: readonly Denial[];
    /** What the permissions boundary leaves of what others grant by name. */
    limited(grants: readonly Grant[]): readonly Grant[];
}

const nobodyElse: Own = { allows: [], denies: [], limited: (grants) => grants };

/** What a role may do by its own policies, within its boundary; of all others that is not known. */
export function ownOf(caller: Caller, place: Place, context: Context): Own {
    const { role } = caller;
    if (role === undefined) {
        return nobodyElse;
    }
    const identity = ownWeight(role.identity, caller, place, context);
    if (role.boundary === undefined) {
        return { ...identity, limited: (grants) => grants };
    }
    const boundary = ownWeight(role.boundary, caller, place, context);
    const limited = (grants: readonly Grant[]) => bothAllow(grants, boundary.allows);
    return {
        allows: limited(identity.allows),
        denies: [...identity.denies, ...boundary.denies],
        limited,
    };
}

/**
 * What a caller may do at a door, before denials: across accounts both sides must allow; inside of one
 * account either may. A service has no policies of its own, and of whoever is not registered they count
 * as allowing all.
 */
export function allowedAt(door: Door, caller: Caller, own: Own, weight: Weight): readonly Grant[] {
    const { role } = caller;
    const named = [...weight.itself, ...weight.everybody];
    if (
        door.closedToOthers === true &&
        caller.kind !== "service" &&
        caller.account !== door.account
    ) {
        return [];
    }
    if (role === undefined) {
        return [...named, ...weight.account];
    }
    const byBoth = bothAllow(own.allows, [...named, ...weight.account]);
    const mayBeSame =
        caller.account === door.account ||
        caller.account === undefined ||
        door.account === undefined;
    return mayBeSame
        ? [
              ...own.limited(weight.itself),
              ...weight.everybody,
              ...(door.ownAccount === "enough" ? own.allows : byBoth),
          ]
        : byBoth;
}

/** What a caller may do past one door, or past several in a row that its own policies open once. */
export function grantsPast(doors: readonly Door[], caller: Caller): readonly Grant[] {
    const [first] = doors;
    if (first === undefined) {
        return [];
    }
    const own = ownOf(caller, first.place, first.context);
    let grants: readonly Grant[] | undefined;
    const denials = [...own.denies];
    for (const door of doors) {
        const weight = resourceWeight(door.clauses, caller, door.place, door.context);
        const allowed = allowedAt(door, caller, own, weight);
        grants = grants === undefined ? allowed : bothAllow(grants, allowed);
        if (grants.length === 0) {
            return grants;
        }
        denials.push(...weight.denies);
    }
    return afterDenials(grants ?? [], denials);
}
