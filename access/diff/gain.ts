import type { EdgeKind, Evidence, Grant, GraphEdge, GraphNode } from "../../policypack/graph/graph";
import { joinedEvidence, keyOfGrant } from "../../policypack/graph/grants";
import type { GraphWalk } from "./reach";
import { remainderOf } from "./remainder";

/** An edge that opened, or opened wider: as it stands, and what of it is new. */
export interface Door {
    readonly edge: GraphEdge;
    readonly grants: readonly Grant[];
}

/** One thing that somebody gets at and did not. */
export interface ReachItem {
    readonly kind: EdgeKind;
    readonly from: string;
    readonly to: string;
    readonly via: string;
    readonly grants: readonly Grant[];
    /** What was allowed there already. */
    readonly was: readonly Grant[];
}

/** What one cause opens: doors that begin at the same node, and all that lies behind them. */
export interface Gain {
    readonly from: string;
    readonly doors: readonly Door[];
    /** Who comes through: ids of nodes, sorted. */
    readonly sources: readonly string[];
    /** The teams whose nodes they pass on the way to the doors. */
    readonly teams: readonly string[];
    /** What is new to them; nothing where it was theirs by another way. */
    readonly items: readonly ReachItem[];
    /** Nodes that did not exist before and that the doors lead to: they are somebody else's right only then. */
    readonly passages: readonly ReachItem[];
    /** The edges that they pass behind the doors. */
    readonly behind: readonly GraphEdge[];
    readonly because: readonly Evidence[];
    /** Who came by the same doors before, more or less widely named. */
    readonly instead?: readonly string[];
}

/** Edges that only lead on to somebody else's rights. */
const passages: readonly EdgeKind[] = ["assume", "access-entry", "member", "pods", "pod-identity"];

export function isPassage(kind: EdgeKind): boolean {
    return passages.includes(kind);
}

/**
 * What doors open, one gain for each node that they begin at. A door behind a new node that another
 * door leads to is part of what that one opens: one cause is told once.
 */
export function gainsOf(
    all: readonly Door[],
    before: GraphWalk,
    after: GraphWalk,
): readonly Gain[] {
    const doors = all.filter(
        (door) => !isOtherHalf(door, all, after) && !isToldByWider(door, all, after),
    );
    const open = new Set(doors.map(({ edge }) => edge.id));
    const isRoot = ({ edge }: Door) =>
        before.nodes.has(edge.from) || !after.into(edge.from).some(({ id }) => open.has(id));
    const gains = byStart(doors.filter(isRoot)).map((same) => gainOf(same, before, after));
    const told = new Set(
        gains.flatMap((gain) => [...gain.doors.map(({ edge }) => edge), ...gain.behind]).map(idOf),
    );
    // Doors in a ring, and those behind a namespace that is only looked at, have no root before them.
    const untold = doors.filter(({ edge }) => !told.has(edge.id));
    return withoutEchoes([...gains, ...byStart(untold).map((same) => gainOf(same, before, after))]);
}

/**
 * Without what Kubernetes itself adds to a gain: that every namespace has a service account, which then
 * counts among everybody, is nobody's change.
 */
function withoutEchoes(gains: readonly Gain[]): readonly Gain[] {
    const isEcho = (gain: Gain, other: Gain) => {
        const passed = new Set(gain.behind.map(idOf));
        const told = new Set(other.items.map(placeOf));
        return (
            gain !== other &&
            other.doors.every(({ edge }) => passed.has(edge.id)) &&
            gain.items.every((item) => told.has(placeOf(item)))
        );
    };
    return gains.filter(
        (gain) =>
            gain.because.length === 0 ||
            gain.because.some(({ urn }) => urn !== "") ||
            !gains.some((other) => isEcho(gain, other)),
    );
}

function placeOf({ kind, from, to, via }: ReachItem): string {
    return [kind, from, to, via].join("|");
}

const podIdentity = "service:pods.eks.amazonaws.com";

/**
 * EKS takes a role on for the pods of an association, and a target role from that one. Where the trust
 * lets it do so for just those pods that another door is about, that door says it.
 */
function isOtherHalf({ edge, grants }: Door, doors: readonly Door[], after: GraphWalk): boolean {
    const isForPods =
        edge.from === podIdentity ||
        (after.into(edge.from).length > 0 &&
            after
                .into(edge.from)
                .every(({ kind, from }) => kind === "pod-identity" || from === podIdentity));
    if (edge.kind !== "assume" || !isForPods) {
        return false;
    }
    const pods = doors
        .filter((door) => door.edge.kind === "pod-identity" && door.edge.to === edge.to)
        .map((door) => door.edge.from.split("/").slice(-2).join("/"));
    return grants.every(({ when }) => {
        const only = (tag: string) => {
            const tags = when.filter(
                ({ operator, key }) =>
                    operator === "StringEquals" && key === `aws:requesttag/${tag}`,
            );
            return tags.length === 1 && tags[0]?.values.length === 1 ? tags[0].values[0] : "";
        };
        return pods.includes(
            `${only("kubernetes-namespace")}/${only("kubernetes-service-account")}`,
        );
    });
}

/** Whether the same has opened to everybody among whom whoever comes through a door counts. */
function isToldByWider({ edge, grants }: Door, doors: readonly Door[], after: GraphWalk): boolean {
    const node = after.nodes.get(edge.from);
    const wider = node === undefined ? [] : after.containersOf(node);
    return (
        wider.length > 0 &&
        remainderOf(
            grants,
            doors
                .filter((door) => wider.includes(door.edge.from) && door.edge.to === edge.to)
                .flatMap((door) => door.grants),
        ).length === 0
    );
}

function byStart(doors: readonly Door[]): readonly (readonly Door[])[] {
    const starts = new Map<string, Door[]>();
    for (const door of doors) {
        const same = starts.get(door.edge.from);
        if (same === undefined) {
            starts.set(door.edge.from, [door]);
        } else {
            same.push(door);
        }
    }
    return [...starts.values()];
}

function gainOf(doors: readonly Door[], before: GraphWalk, after: GraphWalk): Gain {
    const comers = doors.map(({ edge }) => after.comersThrough(edge));
    const all = new Map(comers.flatMap((each) => each.sources).map((node) => [node.id, node]));
    // Whoever has it already must not hide that a service gains it; of EKS, the pods' own edge tells.
    const asking = [...all.values()].filter(({ id }) => id !== podIdentity || all.size === 1);
    const sources = new Map(peopleFirst([...all.values()]).map((node) => [node.id, node]));
    const own = new Set(doors.map(({ edge }) => edge.id));
    const behind = new Map(
        doors
            .flatMap(({ edge }) => after.reachBehind(edge).edges)
            .filter(({ id }) => !own.has(id))
            .map((edge) => [edge.id, edge]),
    );
    const asked = [
        ...doors,
        ...[...behind.values()].map((edge) => ({ edge, grants: edge.grants })),
    ].filter(({ edge }) => own.has(edge.id) || !isPassage(edge.kind));
    const items = asked.flatMap((door) => itemOf(door, asking, before) ?? []);
    const isNewPassage = ({ kind, to }: ReachItem) => isPassage(kind) && !before.nodes.has(to);
    return {
        from: doors[0]?.edge.from ?? "",
        doors,
        sources: [...sources.keys()].sort(),
        teams: [...new Set(comers.flatMap(({ teams }) => teams))].sort(),
        items: items.filter((item) => !isNewPassage(item)),
        passages: items.filter(isNewPassage),
        behind: [...behind.values()],
        because: doors
            .flatMap(({ grants }) => grants.map(({ because }) => because))
            .reduce(joinedEvidence, []),
    };
}

/** A service comes for others: it is named only where nobody else comes. */
export function peopleFirst(sources: readonly GraphNode[]): readonly GraphNode[] {
    const people = sources.filter(({ kind }) => kind !== "service");
    return people.length === 0 ? sources : people;
}

function itemOf(
    { edge, grants }: Door,
    sources: readonly GraphNode[],
    before: GraphWalk,
): ReachItem | undefined {
    const gained = new Map<string, Grant>();
    const was = new Map<string, Grant>();
    for (const source of sources) {
        const known = before.grantsOn(before.reachOf(source), edge.to);
        for (const grant of remainderOf(grants, known)) {
            gained.set(keyOfGrant(grant), grant);
            for (const each of known) {
                was.set(keyOfGrant(each), each);
            }
        }
    }
    const { kind, from, to, via } = edge;
    return gained.size === 0
        ? undefined
        : { kind, from, to, via, grants: [...gained.values()], was: [...was.values()] };
}

function idOf({ id }: { readonly id: string }): string {
    return id;
}
