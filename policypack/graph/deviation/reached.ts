import type { Declared, GraphEdge } from "../graph";
import { makesPods } from "../kubernetes/podMakers";
import type { GraphIndex } from "./graphIndex";

/** An edge that a team's people or machines come to, and the edges that lead to it. */
export interface ReachedEdge {
    readonly edge: GraphEdge;
    /** Ids, in order, the edge itself at the end. */
    readonly path: readonly string[];
}

/** Being somewhere: as somebody, or in a namespace or cluster as one who may make pods there. */
interface Place {
    readonly id: string;
    readonly path: readonly string[];
}

/** Everything that a team comes to; the shortest way to each. */
export function reachedBy(index: GraphIndex, declared: Declared): readonly ReachedEdge[] {
    const reached: ReachedEdge[] = [];
    const met = new Set<string>();
    // What was registered for the team and nobody comes to is walked from as well: pods are nobody's.
    const own = [...index.ownedBy(declared.team), ...declared.namespaces];
    for (const starts of [index.comingAs(declared), own]) {
        const open: Place[] = [];
        for (const id of starts) {
            visit({ id, path: [] }, met, open);
        }
        for (const { id, path } of open) {
            for (const edge of index.from(id)) {
                if (isOwnersAlone(edge, index)) {
                    continue;
                }
                const further = [...path, edge.id];
                reached.push({ edge, path: further });
                if (leadsOn(edge)) {
                    visit({ id: edge.to, path: further }, met, open);
                }
            }
        }
    }
    return reached;
}

function visit(place: Place, met: Set<string>, open: Place[]): void {
    if (!met.has(place.id)) {
        met.add(place.id);
        open.push(place);
    }
}

function leadsOn(edge: GraphEdge): boolean {
    switch (edge.kind) {
        case "assume":
        case "access-entry":
        case "member":
        case "pods":
        case "pod-identity":
        case "mount":
            return true;
        case "kubernetes":
            return makesPods(edge);
        case "link":
        case "data":
        case "key":
        case "aws":
            return false;
    }
}

/**
 * What an account's own policies decide on anyway: that a bucket or a key names its own account gives
 * nobody in it anything that it would not have by them.
 */
function isOwnersAlone({ kind, from, to }: GraphEdge, index: GraphIndex): boolean {
    const [source, target] = [index.node(from), index.node(to)];
    return (
        (kind === "data" || kind === "key") &&
        source?.kind === "account" &&
        source.account === target?.account
    );
}
