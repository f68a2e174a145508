import { makesPods } from "../../policypack/graph/kubernetes/podMakers";
import type { AccessGraph, Grant, GraphEdge, GraphNode } from "../../policypack/graph/graph";
import { isOutsider } from "../diff/subject";
import { holds } from "../../policypack/graph/sets";

/** What a team reaches, and who comes in as the team, in a few words each. */
export interface TeamSummary {
    readonly team: string;
    /** Who takes on a role of the team from outside of what is registered. */
    readonly comers: readonly string[];
    readonly namespaces: readonly string[];
    readonly data: readonly string[];
    readonly keys: readonly string[];
    readonly fileSystems: readonly string[];
    /** What of it is not certain, and so taken for access. */
    readonly undecided: number;
}

/** Pods are nobody who comes in: who makes them says what they get. */
const pods = "service:pods.eks.amazonaws.com";

/** One summary a team, by name. */
export function teamSummaries(graph: AccessGraph): readonly TeamSummary[] {
    const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    const drafts = new Map<string, Lines>();
    for (const { team } of graph.nodes) {
        if (team !== undefined) {
            drafts.set(team, drafts.get(team) ?? newLines());
        }
    }
    for (const edge of graph.edges) {
        const from = nodes.get(edge.from);
        const to = nodes.get(edge.to);
        if (from !== undefined && to !== undefined) {
            tell(drafts, edge, from, to);
        }
    }
    return [...drafts]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([team, { undecided, ...lines }]) => ({
            team,
            comers: [...lines.comers].sort(),
            namespaces: [...lines.namespaces].sort(),
            data: [...lines.data].sort(),
            keys: [...lines.keys].sort(),
            fileSystems: [...lines.fileSystems].sort(),
            undecided,
        }));
}

interface Lines {
    readonly comers: Set<string>;
    readonly namespaces: Set<string>;
    readonly data: Set<string>;
    readonly keys: Set<string>;
    readonly fileSystems: Set<string>;
    undecided: number;
}

function newLines(): Lines {
    return {
        comers: new Set(),
        namespaces: new Set(),
        data: new Set(),
        keys: new Set(),
        fileSystems: new Set(),
        undecided: 0,
    };
}

function tell(
    drafts: ReadonlyMap<string, Lines>,
    edge: GraphEdge,
    from: GraphNode,
    to: GraphNode,
): void {
    const { kind, grants } = edge;
    const mine = drafts.get(from.team ?? "");
    if (kind === "assume" && isOutsider(from) && from.id !== pods) {
        drafts.get(to.team ?? "")?.comers.add(placed(from));
    }
    if (mine === undefined) {
        return;
    }
    mine.undecided += grants.filter(({ undecided }) => undecided.length > 0).length;
    switch (kind) {
        case "kubernetes":
            mine.namespaces.add(`${placeOf(edge, to)} (${rightsIn(edge)})`);
            break;
        case "data":
        case "link":
            for (const line of grants.flatMap((grant) => dataLines(to, grant))) {
                mine.data.add(line);
            }
            break;
        case "key":
            mine.keys.add(placed(to));
            break;
        case "mount":
            mine.fileSystems.add(to.label);
            break;
        default:
            break;
    }
}

function placed({ label, account, kind }: GraphNode): string {
    const name = kind === "account" ? "any principal" : label;
    return account === undefined ? name : `${name} (${account})`;
}

/** How many of a cluster's things are named before they are counted. */
const mostNamed = 3;

/** What is named of a cluster: usually the few things that are in no namespace. */
function placeOf({ grants }: GraphEdge, { kind, label }: GraphNode): string {
    if (kind !== "cluster") {
        return label;
    }
    const patterns = grants
        .flatMap(({ on }) => on.map(({ all }) => all[0] ?? "*"))
        .filter((thing) => !thing.startsWith(questions));
    // "kueue.x-k8s.io/clusterqueues:one" is a group, a kind and a name.
    const kinds = [
        ...new Set(patterns.map((pattern) => /^[^/]*\/([^/:]+)/.exec(pattern)?.[1] ?? "*")),
    ].sort();
    if (kinds.some((each) => each.includes("*"))) {
        return `all of cluster ${label}`;
    }
    const named = kinds.slice(0, mostNamed).join(", ");
    const more = kinds.length > mostNamed ? ` and ${kinds.length - mostNamed} more kinds` : "";
    return kinds.length === 0 ? `cluster ${label}` : `${named}${more} of cluster ${label}`;
}

/** Asking what one may do oneself is no more than reading. */
const questions = "authorization.k8s.io/";

function rightsIn(edge: GraphEdge): string {
    if (makesPods(edge)) {
        return "runs pods";
    }
    const reads = ["get", "list", "watch"];
    const isReading = edge.grants.every(
        ({ actions, on }) =>
            actions.every(({ all }) => all.some((verb) => reads.includes(verb))) ||
            on.every(({ all }) => all.some((thing) => thing.startsWith(questions))),
    );
    return isReading ? "reads" : "writes";
}

function dataLines({ label }: GraphNode, { actions, on }: Grant): readonly string[] {
    const can = (action: string) => holds(actions, action, { ignoreCase: true });
    const rights = [
        ...(can("s3:GetObject") ? ["reads"] : []),
        ...(can("s3:PutObject") || can("s3:DeleteObject") ? ["writes"] : []),
    ];
    return rights.length === 0
        ? []
        : on
              .flatMap(({ all }) => all)
              .filter((thing) => thing === "*" || thing.startsWith("object/"))
              .map(
                  (thing) =>
                      `s3://${label}/${thing.replace(/^object\//, "")} (${rights.join(", ")})`,
              );
}
