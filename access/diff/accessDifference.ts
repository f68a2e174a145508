import type { Evidence, GraphNode } from "../../policypack/graph/graph";
import type { EdgeDifference } from "./edgeDifference";
import type { ReachItem } from "./gain";

/** What a change does to who reaches what. */
export interface AccessDifference {
    /** Every team of both sides, by name. */
    readonly teams: readonly TeamDifference[];
    /** One for each cause, the most dangerous first. */
    readonly changes: readonly AccessChange[];
    /** Every edge that is not the same, for whoever wants to see it; the changes say what it means. */
    readonly edges: readonly EdgeDifference[];
    /** Nodes of both sides: of those that are on both, as they will be. */
    readonly nodes: readonly GraphNode[];
    /** Registered and not read, now and not before: it may grant anything. */
    readonly unread: readonly string[];
}

export interface TeamDifference {
    readonly team: string;
    /** What becomes of what its own people and pods reach. */
    readonly status: TeamStatus;
    /** Whether others gain something of what is its. */
    readonly exposed: boolean;
}

export type TeamStatus = "new" | "removed" | "gained" | "lost" | "both" | "moved" | "unchanged";

export interface AccessChange {
    readonly kind: ChangeKind;
    /** How far apart those are who gain something and what they gain. */
    readonly crossing: Crossing;
    /** Where it begins: ids of nodes; the same change may begin at several. */
    readonly from: readonly string[];
    /** Who was named there before, where it is only named more or less widely: ids of nodes. */
    readonly instead: readonly string[];
    /** Who comes that way: ids of nodes, sorted. */
    readonly sources: readonly string[];
    /** The teams of whoever gains or loses something. */
    readonly subjects: readonly string[];
    /** The teams whose things are reached. */
    readonly owners: readonly string[];
    /** Other teams that reach some of the same data. */
    readonly shared: readonly string[];
    /** Who gains it from outside, and what of it is nobody's: ids of nodes that no team's name allows. */
    readonly notOwn: readonly string[];
    readonly items: readonly ReachItem[];
    /** Ids of the edges that changed. */
    readonly edges: readonly string[];
    readonly because: readonly Evidence[];
    readonly undecided: readonly string[];
}

export const changeKinds = [
    "gained",
    "lost",
    /** The same access by another door: nobody has gained anything. */
    "moved",
    "team-added",
    "team-removed",
    /** A document names a unique id whose owner is gone. */
    "stale",
    /** Less of it is certain than before. */
    "undecided",
] as const;

export type ChangeKind = (typeof changeKinds)[number];

export const crossings = [
    /** Whoever there is gains something. */
    "anyone",
    /** A principal that no resource of the estate makes. */
    "outsider",
    /** One team gains something of another one's. */
    "team",
    /** It leads from one account into another one. */
    "account",
    "none",
] as const;

export type Crossing = (typeof crossings)[number];
