import { alternativesOf, implies, keyOfCondition, simplifiedConditions } from "./conditions";
import type { Grant, GraphCondition, OpenDenial } from "./graph";
import {
    cells,
    cut,
    joinedBothWays,
    keyOfRectangle,
    meetRectangles,
    withoutNarrower,
} from "./rectangles";
import type { Rectangle } from "./rectangles";
import { groupedBy } from "../groupedBy";

export function denialsOf({ denials = [] }: Pick<Grant, "denials">): readonly OpenDenial[] {
    return denials;
}

/** The member of a grant; a grant that nothing may deny has none. */
export function withDenials(denials: readonly OpenDenial[]): Pick<Grant, "denials"> {
    return denials.length === 0 ? {} : { denials };
}

/**
 * What some may deny and the others do not deny whenever those do. Two denials for two values of a
 * condition are the same as one for both.
 */
export function beyondDenials(
    some: readonly OpenDenial[],
    others: readonly OpenDenial[],
    when: readonly GraphCondition[],
): readonly Rectangle[] {
    const known = new Set(others.map(keyOfDenial));
    return some
        .filter((each) => !known.has(keyOfDenial(each)))
        .flatMap((denial) =>
            alternativesOf(denial.when).flatMap((alternative) =>
                others
                    .filter((other) => implies([...alternative, ...when], other.when))
                    .reduce<readonly Rectangle[]>(cut, [denial]),
            ),
        )
        .map(({ actions, on }) => ({ actions, on }));
}

/** One action on one thing each, without doubles and what is narrower, in a fixed order. */
export function denialCells(denials: readonly OpenDenial[]): readonly OpenDenial[] {
    const simple = denials.map((each) => ({ ...each, when: simplifiedConditions(each.when) }));
    return [...groupedBy(simple, circumstances)]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .flatMap(([, group]) => {
            const [first] = group;
            return first === undefined
                ? []
                : withoutNarrower(group.flatMap(cells)).map((cell) => ({ ...first, ...cell }));
        });
}

/** What may be denied of some, with the reasons that are left then. */
export function denialsMeeting(
    place: Rectangle,
    { denials, undecided }: Required<Pick<Grant, "denials" | "undecided">>,
): Pick<Grant, "denials" | "undecided"> {
    const own = denials.filter((each) => meetRectangles(place, each) !== undefined);
    const reasons = new Set(own.map(({ why }) => why));
    const others = new Set(denials.map(({ why }) => why).filter((why) => !reasons.has(why)));
    return { ...withDenials(own), undecided: undecided.filter((why) => !others.has(why)) };
}

export function joinedDenials(denials: readonly OpenDenial[]): readonly OpenDenial[] {
    return joinedBothWays(denials, circumstances).sort((one, other) =>
        keyOfDenial(one) < keyOfDenial(other) ? -1 : 1,
    );
}

/** What makes a denial: all but the words for it. */
export function keyOfDenial(denial: OpenDenial): string {
    return `${keyOfRectangle(denial)}|${JSON.stringify(denial.when.map(keyOfCondition))}`;
}

function circumstances({ when, why }: OpenDenial): string {
    return JSON.stringify([when.map(keyOfCondition), why]);
}
