import { actionCase } from "./sharedSets";
import { implies, keyOfCondition, simplifiedConditions } from "./conditions";
import type { Evidence, Grant, PatternPart, PatternSet } from "./graph";
import { groupedBy } from "../groupedBy";
import {
    beyondDenials,
    denialCells,
    denialsMeeting,
    denialsOf,
    joinedDenials,
    keyOfDenial,
    withDenials,
} from "./openDenials";
import {
    cells,
    cut,
    isCutAway,
    joinedBothWays,
    joinedRectangles,
    keyOfRectangle,
    meetRectangles,
    withoutNarrower,
} from "./rectangles";
import type { Rectangle } from "./rectangles";
import { simplified } from "./sets";

/** Whether what may be denied to others alone is beyond them. */
export type OpenDenials = "count" | "prove nothing";

/**
 * What one grant allows beyond the others, as rectangles; none if it is certain that they allow all of
 * it. Another grant counts only where its conditions hold whenever those of the one do; one that is
 * not decided counts in full, as access does everywhere.
 */
export function beyondGrants(
    grant: Grant,
    others: readonly Grant[],
    denials: OpenDenials = "prove nothing",
): readonly Rectangle[] {
    let left: readonly Rectangle[] = [{ actions: grant.actions, on: grant.on }];
    for (const denied of grant.except) {
        left = cut(left, denied);
    }
    for (const other of others) {
        if (left.length === 0) {
            return left;
        }
        if (implies(grant.when, other.when)) {
            const open =
                denials === "count"
                    ? beyondDenials(denialsOf(other), denialsOf(grant), grant.when)
                    : [];
            const denied = [...other.except, ...open].flatMap((except) =>
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
    if (only !== undefined && more.length === 0 && isPlain(only)) {
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
    return joinedBothWays(kept, circumstances, (one, other) => ({
        because: joinedEvidence(one.because, other.because),
    }))
        .map((each) => ({
            ...each,
            ...(each.except.length < 2 ? {} : { except: joinedRectangles(each.except) }),
            ...withDenials(joinedDenials(denialsOf(each))),
        }))
        .sort((one, other) => (keyOfGrant(one) < keyOfGrant(other) ? -1 : 1));
}

function isPlain({ except, denials }: Grant): boolean {
    return except.length === 0 && denials === undefined;
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
    const denials = denialCells(denialsOf(grant));
    return cells(grant).flatMap((cell) => {
        const except = denied.filter((each) => meetRectangles(cell, each) !== undefined);
        return isCutAway(cell, except)
            ? []
            : [
                  {
                      ...cell,
                      when,
                      except,
                      ...denialsMeeting(cell, { denials, undecided }),
                      because: grant.because,
                  },
              ];
    });
}

/** What makes a grant: all but why. */
export function keyOfGrant(grant: Grant): string {
    return `${keyOfRectangle(grant)}|${circumstances(grant)}`;
}

function circumstances({ when, except, undecided, denials = [] }: Grant): string {
    return JSON.stringify([
        when.map(keyOfCondition),
        except.map(keyOfRectangle),
        undecided,
        denials.map(keyOfDenial),
    ]);
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
        other.undecided.every((why) => atom.undecided.includes(why)) &&
        beyondGrants(atom, [other], "count").length === 0
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
