import { actionCase, meetActions } from "./sharedSets";
import { implies, keyOfCondition, simplifiedConditions } from "./conditions";
import type { Evidence, Grant, PatternPart, PatternSet } from "./graph";
import { groupedBy } from "../groupedBy";
import { areDisjoint, keyOfPart, keyOfSet, meet, minus, nothing, simplified } from "./sets";

/** Actions times things. */
export interface Rectangle {
    readonly actions: PatternSet;
    readonly on: PatternSet;
}

export function meetRectangles(one: Rectangle, other: Rectangle): Rectangle | undefined {
    const actions = meetActions(one.actions, other.actions);
    const on = actions.length === 0 ? nothing : meet(one.on, other.on);
    return on.length === 0 ? undefined : { actions, on };
}

/** What is left of rectangles when one is cut out: beside its actions, and under them beside its things. */
export function cut(
    rectangles: readonly Rectangle[],
    { actions, on }: Rectangle,
): readonly Rectangle[] {
    return rectangles.flatMap((each) => {
        const shared = meetActions(each.actions, actions);
        if (shared.length === 0 || areDisjoint(each.on, on)) {
            return [each];
        }
        const beside = minus(each.actions, actions, actionCase);
        const under = minus(each.on, on);
        return [
            ...(beside.length === 0 ? [] : [{ actions: beside, on: each.on }]),
            ...(under.length === 0 ? [] : [{ actions: shared, on: under }]),
        ];
    });
}

/**
 * What one grant allows beyond the others, as rectangles; none if it is certain that they allow all of
 * it. Another grant counts only where its conditions hold whenever those of the one do; one that is
 * not decided counts in full, as access does everywhere.
 */
export function beyondGrants(grant: Grant, others: readonly Grant[]): readonly Rectangle[] {
    let left: readonly Rectangle[] = [{ actions: grant.actions, on: grant.on }];
    for (const denied of grant.except) {
        left = cut(left, denied);
    }
    for (const other of others) {
        if (left.length === 0) {
            return left;
        }
        if (implies(grant.when, other.when)) {
            const denied = other.except.flatMap((except) =>
                left.flatMap((each) => meetRectangles(each, except) ?? []),
            );
            left = [...cut(left, other), ...denied];
        }
    }
    return left;
}

/** Whether it is certain that the others together allow all that the one does. */
export function grantWithin(grant: Grant, others: readonly Grant[]): boolean {
    return beyondGrants(grant, others).length === 0;
}

export function grantsWithin(some: readonly Grant[], others: readonly Grant[]): boolean {
    return some.every((each) => grantWithin(each, others));
}

/**
 * The same access in always the same grants, however statements are split, ordered and named: taken
 * apart into one action on one thing each, without those that another one holds, then joined again.
 */
export function canonicalGrants(grants: readonly Grant[]): readonly Grant[] {
    const [only, ...more] = grants;
    if (only !== undefined && more.length === 0 && only.except.length === 0) {
        return simpleGrant(only);
    }
    const atoms = new Map<string, Grant>();
    for (const grant of grants) {
        for (const atom of atomsOf(grant)) {
            const key = keyOfGrant(atom);
            const known = atoms.get(key);
            atoms.set(
                key,
                known === undefined
                    ? atom
                    : { ...known, because: joinedEvidence(known.because, atom.because) },
            );
        }
    }
    const kept = withoutCovered(atoms);
    const because = (one: Grant, other: Grant) => ({
        because: joinedEvidence(one.because, other.because),
    });
    const byThings = joined(kept, (each) => `${keyOfSet(each.on)}|${circumstances(each)}`, because);
    return joined(
        byThings,
        (each) => `${keyOfSet(each.actions, actionCase)}|${circumstances(each)}`,
        because,
    )
        .map((each) =>
            each.except.length < 2 ? each : { ...each, except: joinedRectangles(each.except) },
        )
        .sort((one, other) => (keyOfGrant(one) < keyOfGrant(other) ? -1 : 1));
}

/** What the long way makes of one grant from which nothing is taken away. */
function simpleGrant(grant: Grant): readonly Grant[] {
    const actions = simplified(grant.actions, actionCase);
    const on = simplified(grant.on);
    return actions.length === 0 || on.length === 0
        ? []
        : [
              {
                  ...grant,
                  actions,
                  on,
                  when: simplifiedConditions(grant.when),
                  undecided: [...new Set(grant.undecided)].sort(),
              },
          ];
}

function atomsOf(grant: Grant): readonly Grant[] {
    const when = simplifiedConditions(grant.when);
    const undecided = [...new Set(grant.undecided)].sort();
    const denied = grant.except.length === 0 ? [] : withoutNarrower(grant.except.flatMap(cells));
    return cells(grant).flatMap((cell) => {
        const except = denied.filter((each) => meetRectangles(cell, each) !== undefined);
        return isCutAway(cell, except)
            ? []
            : [{ ...cell, when, except, undecided, because: grant.because }];
    });
}

/** One action on one thing each. */
function cells({ actions, on }: Rectangle): readonly Rectangle[] {
    const things = simplified(on);
    return simplified(actions, actionCase).flatMap((action) =>
        things.map((thing) => ({ actions: [action], on: [thing] })),
    );
}

function isCutAway(cell: Rectangle, except: readonly Rectangle[]): boolean {
    return except.reduce<readonly Rectangle[]>(cut, [cell]).length === 0;
}

/** Without doubles and what another one holds, in a fixed order. */
function withoutNarrower(rectangles: readonly Rectangle[]): readonly Rectangle[] {
    const parts = new Map(rectangles.map((each) => [keyOfRectangle(each), each]));
    const sorted = [...parts].sort(([one], [other]) => (one < other ? -1 : 1));
    return sorted
        .filter(
            ([key, each]) =>
                !sorted.some(
                    ([other, also]) =>
                        other !== key &&
                        cut([each], also).length === 0 &&
                        (other < key || cut([also], each).length > 0),
                ),
        )
        .map(([, each]) => each);
}

function keyOfRectangle({ actions, on }: Rectangle): string {
    return `${keyOfSet(actions, actionCase)}|${keyOfSet(on)}`;
}

/** What makes a grant: all but why. */
export function keyOfGrant(grant: Grant): string {
    return `${keyOfRectangle(grant)}|${circumstances(grant)}`;
}

function circumstances({ when, except, undecided }: Grant): string {
    return JSON.stringify([when.map(keyOfCondition), except.map(keyOfRectangle), undecided]);
}

/** Only what has a wildcard, or fewer conditions, can hold another: that keeps lists of names cheap. */
function withoutCovered(atoms: ReadonlyMap<string, Grant>): readonly Grant[] {
    const sorted = [...atoms]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, atom]) => atom);
    if (sorted.length < 2) {
        return sorted;
    }
    // First what is narrower on its face: with denials, two may hold one another.
    return withoutHeld(
        withoutHeld(
            sorted,
            (atom, other) => cut([atom], other).length === 0 && isHeld(atom, other),
        ),
        isHeld,
    );
}

function isHeld(atom: Grant, other: Grant): boolean {
    return (
        other.undecided.every((why) => atom.undecided.includes(why)) && grantWithin(atom, [other])
    );
}

function withoutHeld(
    atoms: readonly Grant[],
    holds: (atom: Grant, other: Grant) => boolean,
): readonly Grant[] {
    const wide = atoms.filter(({ actions, on }) => isWide(actions) || isWide(on));
    const byRectangle = groupedBy(atoms, keyOfRectangle);
    const dropped = new Set<Grant>();
    for (const atom of atoms) {
        const candidates = [...(byRectangle.get(keyOfRectangle(atom)) ?? []), ...wide];
        const isDropped = candidates.some(
            (other) => other !== atom && !dropped.has(other) && holds(atom, other),
        );
        if (isDropped) {
            dropped.add(atom);
        }
    }
    return dropped.size === 0 ? atoms : atoms.filter((atom) => !dropped.has(atom));
}

function isWide(set: PatternSet): boolean {
    return set.some(({ all }: PatternPart) => all.some((pattern) => /[*?]/.test(pattern)));
}

/** What is alike in one side, and in all circumstances, becomes one. */
function joined<Each extends Rectangle>(
    rectangles: readonly Each[],
    keyOf: (each: Each) => string,
    join: (one: Each, other: Each) => Partial<Each> = () => ({}),
): Each[] {
    return [...groupedBy(rectangles, keyOf).values()].flatMap((group) => {
        const [first, ...more] = group;
        if (first === undefined || more.length === 0) {
            return group;
        }
        return {
            ...more.reduce((one, other) => ({ ...one, ...join(one, other) }), first),
            actions: uniqueParts(
                group.map(({ actions }) => actions),
                true,
            ),
            on: uniqueParts(
                group.map(({ on }) => on),
                false,
            ),
        };
    });
}

function joinedRectangles(rectangles: readonly Rectangle[]): readonly Rectangle[] {
    const byThings = joined(rectangles, ({ on }) => keyOfSet(on));
    return joined(byThings, ({ actions }) => keyOfSet(actions, actionCase)).sort((one, other) =>
        keyOfRectangle(one) < keyOfRectangle(other) ? -1 : 1,
    );
}

function uniqueParts(sets: readonly PatternSet[], ignoreCase: boolean): PatternSet {
    const parts = new Map(sets.flat().map((part) => [keyOfPart(part, { ignoreCase }), part]));
    return [...parts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, part]) => part);
}

export function joinedEvidence(
    one: readonly Evidence[],
    other: readonly Evidence[],
): readonly Evidence[] {
    if (one === other) {
        return one;
    }
    const byText = new Map([...one, ...other].map((each) => [keyOfEvidence(each), each]));
    return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

function keyOfEvidence({ urn, document, statement }: Evidence): string {
    return JSON.stringify([urn, document, statement ?? ""]);
}
