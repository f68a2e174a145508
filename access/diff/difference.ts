import type { AccessGraph, Declared, GraphNode } from "../../policypack/graph/graph";
import type {
    AccessChange,
    AccessDifference,
    ChangeKind,
    TeamDifference,
    TeamStatus,
} from "./accessDifference";
import { changesOf } from "./change";
import { Claims } from "./claims";
import { edgeDifferences } from "./edgeDifference";
import { GraphWalk } from "./reach";

/**
 * Compares two graphs by what they allow, and says what that means for each team. Who and what is a
 * team's own is said by what the head's teams declare; where they declare nothing, nobody is a member.
 */
export function differenceOf(
    base: AccessGraph,
    head: AccessGraph,
    declared: readonly Declared[] = [],
): AccessDifference {
    const edges = edgeDifferences(base, head);
    const before = new GraphWalk(base);
    const after = new GraphWalk(head);
    const changes = changesOf(edges, before, after, new Claims(declared));
    const known = new Set(base.unread);
    return {
        teams: teamsOf(before, after, changes),
        changes,
        edges,
        nodes: [...new Map([...before.nodes, ...after.nodes]).values()].sort(byId),
        unread: head.unread.filter((what) => !known.has(what)),
    };
}

function teamsOf(
    before: GraphWalk,
    after: GraphWalk,
    changes: readonly AccessChange[],
): readonly TeamDifference[] {
    const kinds = new Map<string, Set<ChangeKind>>();
    const exposed = new Set<string>();
    for (const { kind, subjects, owners, shared } of changes) {
        for (const team of subjects) {
            kinds.set(team, (kinds.get(team) ?? new Set()).add(kind));
        }
        for (const team of kind === "gained" ? [...owners, ...shared] : []) {
            if (subjects.length !== 1 || subjects[0] !== team) {
                exposed.add(team);
            }
        }
    }
    return [...new Set([...before.teams, ...after.teams])].sort().map((team) => ({
        team,
        status: !before.teams.has(team)
            ? "new"
            : !after.teams.has(team)
              ? "removed"
              : statusOf(kinds.get(team) ?? new Set()),
        exposed: exposed.has(team),
    }));
}

function statusOf(kinds: ReadonlySet<ChangeKind>): TeamStatus {
    if (kinds.has("gained")) {
        return kinds.has("lost") ? "both" : "gained";
    }
    if (kinds.has("lost")) {
        return "lost";
    }
    return kinds.size === 0 ? "unchanged" : "moved";
}

function byId(one: GraphNode, other: GraphNode): number {
    return one.id < other.id ? -1 : 1;
}
