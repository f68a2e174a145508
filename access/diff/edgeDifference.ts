import type { AccessGraph, Grant, GraphEdge } from "../../policypack/graph/graph";
import { denialsOf, keyOfDenial } from "../../policypack/graph/openDenials";
import { remainderOf } from "./remainder";

/** An edge that is not the same on both sides, by what it allows. */
export interface EdgeDifference {
    readonly id: string;
    readonly change: EdgeChange;
    /** As it was, or none. */
    readonly base?: GraphEdge;
    /** As it will be, or none. */
    readonly head?: GraphEdge;
    /** What is allowed that was not. */
    readonly gained: readonly Grant[];
    /** What was allowed and is not any more. */
    readonly lost: readonly Grant[];
    /** Why it can no longer be told what it allows, where it could. */
    readonly undecided: readonly string[];
}

export type EdgeChange =
    | "gained"
    | "lost"
    | "widened"
    | "narrowed"
    /** Some is gained and some is lost. */
    | "both"
    /** Nothing that counts as access has changed, but less of it is certain. */
    | "undecided";

/** The edges that differ, by id; another text for the same access is no difference. */
export function edgeDifferences(base: AccessGraph, head: AccessGraph): readonly EdgeDifference[] {
    const before = new Map(base.edges.map((edge) => [edge.id, edge]));
    const after = new Map(head.edges.map((edge) => [edge.id, edge]));
    return [...new Set([...before.keys(), ...after.keys()])]
        .sort()
        .flatMap((id) => differenceOfEdge(id, before.get(id), after.get(id)) ?? []);
}

function differenceOfEdge(
    id: string,
    base: GraphEdge | undefined,
    head: GraphEdge | undefined,
): EdgeDifference | undefined {
    const had = base?.grants ?? [];
    const has = head?.grants ?? [];
    const gained = remainderOf(has, had);
    // What may be denied now, and may still be allowed, is not lost: it is less certain.
    const lost = remainderOf(had, has, "prove nothing");
    const undecided = newReasons(had, has);
    const change = changeOf(
        { gone: head === undefined, made: base === undefined },
        { gained: gained.length > 0, lost: lost.length > 0, undecided: undecided.length > 0 },
    );
    return change === undefined
        ? undefined
        : {
              id,
              change,
              ...(base === undefined ? {} : { base }),
              ...(head === undefined ? {} : { head }),
              gained,
              lost,
              undecided,
          };
}

function changeOf(
    { gone, made }: { readonly gone: boolean; readonly made: boolean },
    is: { readonly gained: boolean; readonly lost: boolean; readonly undecided: boolean },
): EdgeChange | undefined {
    if (made) {
        return is.gained ? "gained" : undefined;
    }
    if (gone) {
        return is.lost ? "lost" : undefined;
    }
    if (is.gained) {
        return is.lost ? "both" : "widened";
    }
    if (is.lost) {
        return "narrowed";
    }
    return is.undecided ? "undecided" : undefined;
}

/** Denials are compared by what they deny: other words for the same are no other reason. */
function newReasons(had: readonly Grant[], has: readonly Grant[]): readonly string[] {
    const denials = has.flatMap(denialsOf);
    const ofDenials = new Set(denials.map(({ why }) => why));
    const before = new Set(had.flatMap(({ undecided }) => undecided));
    const others = has
        .flatMap(({ undecided }) => undecided)
        .filter((reason) => !before.has(reason) && !ofDenials.has(reason));
    const known = new Set(had.flatMap(denialsOf).map(keyOfDenial));
    const isMoreDenied = remainderOf(had, has).length > 0;
    const more = isMoreDenied ? denials.filter((each) => !known.has(keyOfDenial(each))) : [];
    return [...new Set([...others, ...more.map(({ why }) => why)])].sort();
}
