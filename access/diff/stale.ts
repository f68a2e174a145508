import { isWord } from "../../policypack/graph/emptiness";
import type { Door } from "./gain";
import type { GraphWalk } from "./reach";
import { remainderOf } from "./remainder";

/**
 * Those doors that open to nobody: AWS puts a unique id in the place of a name whose role or user is
 * gone. Written by hand, an id is a name like any other, and AWS makes the ARN of a living principal
 * of it. So an id counts as stale only where a name has gone from the same place, and gives no more
 * than that one had; each name has one id.
 */
export function staleDoors(
    opened: readonly Door[],
    closed: readonly Door[],
    before: GraphWalk,
    after: GraphWalk,
): ReadonlySet<Door> {
    const ids = opened.filter(
        ({ edge }) => after.nodes.get(edge.from)?.kind === "deleted-principal",
    );
    return new Set(
        ids.filter((door) => {
            const names = closed.filter(
                (each) => placeOf(each) === placeOf(door) && isGoneName(each, before, after),
            );
            const others = ids.filter((each) => placeOf(each) === placeOf(door));
            return (
                names.length >= others.length &&
                names.some(({ grants }) => remainderOf(door.grants, grants).length === 0)
            );
        }),
    );
}

function placeOf({ edge: { kind, to, via } }: Door): string {
    return [kind, to, via].join("|");
}

/** A role or a user by its whole name, which does not come in by this edge any more. */
function isGoneName({ edge }: Door, before: GraphWalk, after: GraphWalk): boolean {
    const kind = before.nodes.get(edge.from)?.kind;
    return (
        (kind === "role" || kind === "principal") &&
        isWord(edge.from) &&
        !after.into(edge.to).some(({ id }) => id === edge.id)
    );
}
