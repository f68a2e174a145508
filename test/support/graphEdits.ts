import type { AccessGraph, Grant, GraphEdge, GraphNode } from "../../policypack/graph/graph";

/** The graph with one more edge, and the node that it comes from where that is new. */
export function withEdge(graph: AccessGraph, edge: GraphEdge, ...nodes: GraphNode[]): AccessGraph {
    return { ...graph, nodes: [...graph.nodes, ...nodes], edges: [...graph.edges, edge] };
}

/** The graph with the grants of the edges that are meant made anew. */
export function withGrants(
    graph: AccessGraph,
    isMeant: (edge: GraphEdge) => boolean,
    change: (grant: Grant) => Grant | readonly Grant[],
): AccessGraph {
    return {
        ...graph,
        edges: graph.edges.map((edge) =>
            isMeant(edge) ? { ...edge, grants: edge.grants.flatMap(change) } : edge,
        ),
    };
}

/** The graph with a name written differently wherever it stands. */
export function renamed(graph: AccessGraph, from: string, to: string): AccessGraph {
    return JSON.parse(JSON.stringify(graph).split(from).join(to)) as AccessGraph;
}
