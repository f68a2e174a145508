import { makesPods } from "../../policypack/graph/kubernetes/podMakers";
import type {
    AccessGraph,
    Deviation,
    Grant,
    GraphEdge,
    GraphNode,
} from "../../policypack/graph/graph";
import type { AccessDifference } from "../diff/accessDifference";
import type { EdgeChange } from "../diff/edgeDifference";
import { headline } from "../report/changeWords";
import { NodeWords } from "../report/nodeWords";
import { plain } from "../report/phrase";

export interface PageContent {
    readonly title: string;
    /** As it is, or as it will be after the change. */
    readonly graph: AccessGraph;
    readonly difference?: AccessDifference;
    readonly deviations?: readonly Deviation[];
}

/** What the page's script reads. An edge's id would only repeat its other members. */
export interface PageData {
    readonly title: string;
    readonly nodes: readonly GraphNode[];
    readonly edges: readonly PageEdge[];
    readonly unread: readonly string[];
    readonly deviations: readonly Deviation[];
    /** What the change comes to, the worst first; none if the page shows no change. */
    readonly changes?: readonly PageChange[];
}

export interface PageEdge extends Omit<GraphEdge, "id"> {
    /** Whoever comes this way may make pods, and so becomes what pods are and mounts what they mount. */
    readonly makesPods?: true;
    readonly change?: EdgeChange;
    /** Of an edge that was there before and is still: what is new of its grants, and what is gone. */
    readonly gained?: readonly Grant[];
    readonly lost?: readonly Grant[];
}

export interface PageChange {
    readonly sentence: string;
    readonly kind: string;
    readonly teams: readonly string[];
}

/** One picture of both sides: what is lost stands beside what is there now. */
export function pageData({ title, graph, difference, deviations = [] }: PageContent): PageData {
    const changed = new Map(difference?.edges.map((edge) => [edge.id, edge]));
    const lost = (difference?.edges ?? []).flatMap(({ base, head }) =>
        base !== undefined && head === undefined ? [base] : [],
    );
    return {
        title,
        nodes: withThose(graph.nodes, difference?.nodes ?? [], lost),
        edges: [...graph.edges, ...lost].map(({ id, ...edge }) => {
            const differs = changed.get(id);
            const stays = differs?.base !== undefined && differs.head !== undefined;
            return {
                ...edge,
                ...(makesPods(edge) ? { makesPods: true } : {}),
                ...(differs === undefined ? {} : { change: differs.change }),
                ...(stays ? { gained: differs.gained, lost: differs.lost } : {}),
            };
        }),
        unread: graph.unread,
        deviations,
        ...(difference === undefined ? {} : { changes: changesOf(difference) }),
    };
}

function changesOf({ changes, edges, nodes }: AccessDifference): readonly PageChange[] {
    const context = {
        nodes: new NodeWords(nodes),
        edges: new Map(edges.map((edge) => [edge.id, edge])),
    };
    return changes.map((change) => ({
        sentence: plain(headline(change, context)),
        kind: change.kind,
        teams: [...new Set([...change.subjects, ...change.owners])].sort(),
    }));
}

/** All nodes of now, and those of before that a lost edge still needs. */
function withThose(
    nodes: readonly GraphNode[],
    former: readonly GraphNode[],
    lost: readonly GraphEdge[],
): readonly GraphNode[] {
    const known = new Set(nodes.map(({ id }) => id));
    const needed = new Set(lost.flatMap(({ from, to }) => [from, to]));
    return [...nodes, ...former.filter(({ id }) => !known.has(id) && needed.has(id))];
}
