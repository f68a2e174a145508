import type { PatternSet } from "./graph";
import { groupedBy } from "../groupedBy";
import { irredundant } from "./irredundant";
import { actionCase, meetActions } from "./sharedSets";
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

/** One action on one thing each. */
export function cells({ actions, on }: Rectangle): readonly Rectangle[] {
    const things = simplified(on);
    return simplified(actions, actionCase).flatMap((action) =>
        things.map((thing) => ({ actions: [action], on: [thing] })),
    );
}

export function isCutAway(cell: Rectangle, except: readonly Rectangle[]): boolean {
    return except.reduce<readonly Rectangle[]>(cut, [cell]).length === 0;
}

/** Without doubles and what another one holds, in a fixed order. */
export function withoutNarrower(rectangles: readonly Rectangle[]): readonly Rectangle[] {
    return irredundant(
        rectangles,
        keyOfRectangle,
        (each, other) => cut([each], other).length === 0,
    );
}

export function keyOfRectangle({ actions, on }: Rectangle): string {
    return `${keyOfSet(actions, actionCase)}|${keyOfSet(on)}`;
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

/** The same for both sides, one after the other. */
export function joinedBothWays<Each extends Rectangle>(
    rectangles: readonly Each[],
    circumstances: (each: Each) => string,
    join?: (one: Each, other: Each) => Partial<Each>,
): Each[] {
    const byThings = joined(
        rectangles,
        (each) => `${keyOfSet(each.on)}|${circumstances(each)}`,
        join,
    );
    return joined(
        byThings,
        (each) => `${keyOfSet(each.actions, actionCase)}|${circumstances(each)}`,
        join,
    );
}

export function joinedRectangles(rectangles: readonly Rectangle[]): readonly Rectangle[] {
    return joinedBothWays(rectangles, () => "").sort((one, other) =>
        keyOfRectangle(one) < keyOfRectangle(other) ? -1 : 1,
    );
}

function uniqueParts(sets: readonly PatternSet[], ignoreCase: boolean): PatternSet {
    const parts = new Map(sets.flat().map((part) => [keyOfPart(part, { ignoreCase }), part]));
    return [...parts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, part]) => part);
}
