import { CanonicalEdges } from "./canonicalEdge";
import type { AccessGraph, EdgeKind, Grant, GraphEdge, GraphNode } from "./graph";

type Edge = Omit<GraphEdge, "grants">;

/** A graph that is being made: the halves add to it, in any order and as often as they like. */
export interface Draft {
    /** Says what a node is; who says more of it later adds that. */
    node(node: GraphNode): string;
    /** One more way from one node to another. */
    grant(edge: Pick<GraphEdge, "kind" | "from" | "to"> & { via?: string }, grant: Grant): void;
    /** What is known of a node so far. */
    known(id: string): GraphNode | undefined;
    /** The edges of a kind that lead to a node so far. */
    leadingTo(id: string, kind: EdgeKind): readonly GraphEdge[];
    /** Something that might grant, and is not read. */
    unread(what: string): void;
    graph(): AccessGraph;
}

export function newDraft(): Draft {
    const nodes = new Map<string, GraphNode>();
    const edges = new Map<string, { edge: Edge; grants: Grant[] }>();
    const incoming = new Map<string, string[]>();
    const unread = new Set<string>();
    const canonical = new CanonicalEdges();
    return {
        node(node) {
            nodes.set(node.id, { ...node, ...nodes.get(node.id) });
            return node.id;
        },
        grant({ kind, from, to, via = "" }, grant) {
            const id = edgeId(kind, from, to, via);
            const known = edges.get(id);
            if (known === undefined) {
                const others = incoming.get(to);
                if (others === undefined) {
                    incoming.set(to, [id]);
                } else {
                    others.push(id);
                }
                edges.set(id, { edge: { id, kind, from, to, via }, grants: [grant] });
            } else {
                known.grants.push(grant);
            }
        },
        known: (id) => nodes.get(id),
        leadingTo: (id, kind) =>
            (incoming.get(id) ?? [])
                .flatMap((each) => edges.get(each) ?? [])
                .filter(({ edge }) => edge.kind === kind)
                .map(({ edge, grants }) => ({ ...edge, grants: canonical.grants(grants) })),
        unread(what) {
            unread.add(what);
        },
        graph: () => ({
            nodes: [...nodes.values()].sort(byId),
            edges: [...edges.values()]
                .map(({ edge, grants }) => ({ ...edge, grants: canonical.grants(grants) }))
                // What a denial takes away in full is no edge.
                .filter(({ grants }) => grants.length > 0)
                .sort(byId),
            unread: [...unread].sort(),
        }),
    };
}

export function edgeId(kind: EdgeKind, from: string, to: string, via: string): string {
    return `${kind}|${from}|${to}|${via}`;
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
    return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
