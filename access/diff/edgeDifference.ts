import type { AccessGraph, Grant, GraphEdge } from "../../policypack/graph/graph";
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
    const lost = remainderOf(had, has);
    const undecided = reasonsOf(has).filter((reason) => !reasonsOf(had).includes(reason));
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

function reasonsOf(grants: readonly Grant[]): readonly string[] {
    return [...new Set(grants.flatMap(({ undecided }) => undecided))].sort();
}
