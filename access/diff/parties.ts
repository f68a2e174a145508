import type { GraphNode } from "../../policypack/graph/graph";
import type { Crossing } from "./accessDifference";
import type { Gain } from "./gain";
import type { GraphWalk } from "./reach";
import { isOutsider } from "./subject";

/** Whose gain it is. A principal is of those teams whose roles it could take already. */
export function subjectsOf(gain: Gain, before: GraphWalk, after: GraphWalk): readonly string[] {
    const start = after.nodes.get(gain.from);
    // A service comes to many teams' roles, and acts for the one whose role it takes.
    if (start?.kind === "service") {
        return unique(gain.doors.flatMap(({ edge }) => ownerOf(edge.to, before, after) ?? []));
    }
    if (start !== undefined && isOutsider(start)) {
        return unique(before.teamsOf(gain.from));
    }
    const team = ownerOf(gain.from, before, after);
    return team === undefined ? gain.teams : [team];
}

/** What several teams lay claim to has no owner; it is whose it was before. */
export function ownerOf(id: string, before: GraphWalk, after: GraphWalk): string | undefined {
    return after.nodes.get(id)?.team ?? before.nodes.get(id)?.team;
}

export interface Parties {
    readonly subjects: readonly string[];
    readonly owners: readonly string[];
    readonly shared: readonly string[];
}

export function crossingOf(
    { from, sources, doors }: Gain,
    { subjects, owners, shared }: Parties,
    after: GraphWalk,
): Crossing {
    const start = after.nodes.get(from);
    if ([from, ...sources].some((id) => isAnyone(after.nodes.get(id)))) {
        return "anyone";
    }
    if (start !== undefined && isOutsider(start) && subjects.length === 0) {
        return "outsider";
    }
    const isForeign = (team: string) => !subjects.includes(team);
    if (subjects.length > 1 || owners.some(isForeign) || shared.some(isForeign)) {
        return "team";
    }
    const account = (id: string) => after.nodes.get(id)?.account;
    return doors.some(
        ({ edge }) =>
            account(edge.from) !== undefined &&
            account(edge.to) !== undefined &&
            account(edge.from) !== account(edge.to),
    )
        ? "account"
        : "none";
}

function isAnyone(node: GraphNode | undefined): boolean {
    return (
        node?.kind === "anyone" ||
        (node?.kind === "group" && /\/system:(un)?authenticated$/.test(node.id)) ||
        (node?.kind === "cluster-identity" && node.id.endsWith("/system:anonymous"))
    );
}

function unique(texts: readonly string[]): readonly string[] {
    return [...new Set(texts)].sort();
}
