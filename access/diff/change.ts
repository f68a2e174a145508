import { joinedEvidence, keyOfGrant } from "../../policypack/graph/grants";
import { changeKinds, crossings } from "./accessDifference";
import type { AccessChange, ChangeKind } from "./accessDifference";
import { isWidening } from "./allowance";
import type { Claims } from "./claims";
import type { EdgeDifference } from "./edgeDifference";
import { gainsOf, isPassage } from "./gain";
import type { Door, Gain, ReachItem } from "./gain";
import { matched } from "./moves";
import { isNobodys, notOwnOf } from "./notOwn";
import { partition } from "./partition";
import { crossingOf, ownerOf, subjectsOf } from "./parties";
import type { GraphWalk } from "./reach";
import { staleDoors } from "./stale";
import { joinedTeams } from "./wholeTeam";

/** The edges that differ, sorted by cause: what each one gives or takes, and to whom. */
export function changesOf(
    edges: readonly EdgeDifference[],
    before: GraphWalk,
    after: GraphWalk,
    claims: Claims,
): readonly AccessChange[] {
    const told = (kind: ChangeKind, gain: Gain) => changeOf(kind, gain, before, after, claims);
    const lost = (kind: ChangeKind, loss: Gain) => changeOf(kind, loss, after, before, claims);
    const opened = doorsOf(edges, "head").filter(({ edge }) => after.isOpened(edge));
    const closed = doorsOf(edges, "base").filter(({ edge }) => before.isOpened(edge));
    const stale = staleDoors(opened, closed, before, after);
    const isStale = (door: Door) => stale.has(door);
    const added = joinedTeams(
        opened.filter((door) => !isStale(door)),
        before,
        after,
        (team, id) => claims.isMember(team, id),
    );
    // Whoever was let in by a team that is gone has lost it with the team.
    const removed = joinedTeams(closed, after, before, () => true);
    const { gains, losses, moves } = matched(
        gainsOf(added.others, before, after),
        gainsOf(removed.others, after, before),
        before,
        after,
    );
    return merged([
        ...added.teams.flatMap((gain) => teamChanges("team-added", gain, before, after, claims)),
        ...removed.teams.flatMap((gain) =>
            teamChanges("team-removed", gain, after, before, claims),
        ),
        ...gains.map((gain) => told("gained", gain)),
        ...losses.map((loss) => lost("lost", loss)),
        ...moves.map((move) => told("moved", move)),
        ...gainsOf(opened.filter(isStale), before, after).map((gain) => told("stale", gain)),
        ...edges
            .filter(({ change }) => change === "undecided")
            .map((edge) => undecidedChange(edge, after)),
    ]);
}

function doorsOf(edges: readonly EdgeDifference[], side: "base" | "head"): readonly Door[] {
    return edges.flatMap((each) => {
        const edge = each[side];
        const grants = side === "head" ? each.gained : each.lost;
        return edge === undefined || grants.length === 0 ? [] : [{ edge, grants }];
    });
}

function teamChanges(
    kind: "team-added" | "team-removed",
    gain: Gain & { readonly team: string },
    before: GraphWalk,
    after: GraphWalk,
    claims: Claims,
): readonly AccessChange[] {
    const isForeign = ({ to }: ReachItem) => {
        const owner = after.nodes.get(to)?.team;
        return owner !== undefined && owner !== gain.team;
    };
    const [foreign, others] = partition(gain.items, isForeign);
    // What is nobody's comes with no team by itself: whoever gains it is told apart, as in any team.
    const [strange, own] =
        kind === "team-added"
            ? partition(others, (item) => isNobodys(item, [gain.team], claims, before, after))
            : [[], others];
    const other = kind === "team-added" ? "gained" : "lost";
    const told = (each: ChangeKind, part: Partial<Gain>) =>
        changeOf(each, { ...gain, ...part }, before, after, claims);
    // The first of its doors may begin at a member, who was of no team before.
    const whole = told(kind, { from: `team:${gain.team}`, items: own });
    return [
        { ...whole, from: [gain.from], subjects: [gain.team] },
        ...(foreign.length === 0 ? [] : [told(other, { items: foreign })]),
        ...unique(strange.map(({ from }) => from)).map((from) =>
            told(other, { from, items: strange.filter((item) => item.from === from) }),
        ),
    ];
}

function changeOf(
    kind: ChangeKind,
    gain: Gain,
    before: GraphWalk,
    after: GraphWalk,
    claims: Claims,
): AccessChange {
    const { doors, items, sources, because } = gain;
    const isLoss = kind === "lost" || kind === "team-removed";
    // A stranger is of no team by being let in; whoever is shut out was of it.
    const subjects = subjectsOf(gain, isLoss ? after : before, after);
    const owners = unique(
        [...doors.map(({ edge }) => edge.to), ...items.map(({ to }) => to)].flatMap(
            (id) => ownerOf(id, before, after) ?? [],
        ),
    );
    const shared = unique(items.flatMap((item) => after.shared.teamsOn(item))).filter(
        (team) => !subjects.includes(team) && !owners.includes(team),
    );
    return {
        kind,
        crossing: kind === "stale" ? "none" : crossingOf(gain, { subjects, owners, shared }, after),
        from: [gain.from],
        instead: unique(gain.instead ?? []),
        sources,
        subjects,
        owners,
        shared,
        notOwn: isWidening({ kind }) ? notOwnOf(gain, subjects, claims, before, after) : [],
        items,
        edges: unique(doors.map(({ edge }) => edge.id)),
        because,
        undecided: unique(items.flatMap(({ grants }) => grants.flatMap((each) => each.undecided))),
    };
}

function undecidedChange(edge: EdgeDifference, after: GraphWalk): AccessChange {
    const { from = "", to = "", grants = [] } = edge.head ?? {};
    return {
        kind: "undecided",
        crossing: "none",
        from: [from],
        instead: [],
        sources: [],
        subjects: after.teamsOf(from),
        owners: unique([after.nodes.get(to)?.team ?? []].flat()),
        shared: [],
        notOwn: [],
        items: [],
        edges: [edge.id],
        because: grants.map(({ because }) => because).reduce(joinedEvidence, []),
        undecided: edge.undecided,
    };
}

/** Several that gain the very same are told at once; then the most dangerous first. */
function merged(changes: readonly AccessChange[]): readonly AccessChange[] {
    const groups = new Map<string, AccessChange>();
    for (const change of changes) {
        const key = keyOf(change);
        const known = groups.get(key);
        groups.set(key, known === undefined ? change : both(known, change));
    }
    return [...groups.values()].sort(
        (one, other) =>
            changeKinds.indexOf(one.kind) - changeKinds.indexOf(other.kind) ||
            crossings.indexOf(one.crossing) - crossings.indexOf(other.crossing) ||
            (textOf(one) < textOf(other) ? -1 : 1),
    );
}

function keyOf(change: AccessChange): string {
    const { kind, crossing, from, items, edges, subjects } = change;
    if (kind === "moved" && subjects.length > 0) {
        return JSON.stringify([kind, subjects]);
    }
    if (!["gained", "lost", "stale"].includes(kind)) {
        return JSON.stringify([kind, edges]);
    }
    const ends = items.filter((item) => !isPassage(item.kind));
    const what = (ends.length === 0 ? items : ends).map((item) => [
        item.kind,
        from.includes(item.from) ? "" : item.from,
        item.to,
        item.via,
        item.grants.map(keyOfGrant),
    ]);
    return JSON.stringify([kind, crossing, what]);
}

function both(one: AccessChange, other: AccessChange): AccessChange {
    return {
        ...one,
        from: unique([...one.from, ...other.from]),
        instead: unique([...one.instead, ...other.instead]),
        sources: unique([...one.sources, ...other.sources]),
        subjects: unique([...one.subjects, ...other.subjects]),
        owners: unique([...one.owners, ...other.owners]),
        notOwn: unique([...one.notOwn, ...other.notOwn]),
        items: [...one.items, ...other.items.filter(({ kind }) => isPassage(kind))],
        edges: unique([...one.edges, ...other.edges]),
        because: joinedEvidence(one.because, other.because),
    };
}

function textOf({ subjects, owners, edges }: AccessChange): string {
    return JSON.stringify([subjects, owners, edges]);
}

function unique(texts: readonly string[]): readonly string[] {
    return [...new Set(texts)].sort();
}
