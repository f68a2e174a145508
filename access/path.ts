import { grantMakesPods } from "../policypack/graph/kubernetes/podMakers";
import type { AccessGraph, Grant, GraphEdge, GraphNode } from "../policypack/graph/graph";
import { Containers } from "./diff/subject";
import type { Question } from "./question";

/** A way to what was asked about: edge by edge, the last one with the grants that answer. */
export interface Path {
    readonly edges: readonly GraphEdge[];
    readonly grants: readonly Grant[];
}

/** Where somebody gets on the way, and how. */
interface Place {
    readonly id: string;
    /** Whether they came with a right that makes pods; without, a namespace leads nowhere. */
    readonly pods: boolean;
    readonly by?: { readonly edge: GraphEdge; readonly before: Place };
}

export interface Search {
    readonly path?: Path;
    /** The nodes that somebody gets to, themselves included. */
    readonly reached: ReadonlySet<string>;
    /** Edges about the same thing that they get to the beginning of, and that do not allow it. */
    readonly refusing: readonly GraphEdge[];
}

/** The shortest way from somebody to what was asked about; sure ways before those that are not. */
export function search(graph: AccessGraph, from: GraphNode, question: Question): Search {
    const sure = walk(graph, from, question, (grant) => grant.undecided.length === 0);
    return sure.path === undefined ? walk(graph, from, question, () => true) : sure;
}

function walk(
    graph: AccessGraph,
    from: GraphNode,
    question: Question,
    counts: (grant: Grant) => boolean,
): Search {
    const outgoing = new Map<string, GraphEdge[]>();
    for (const edge of graph.edges) {
        const edges = outgoing.get(edge.from);
        if (edges === undefined) {
            outgoing.set(edge.from, [edge]);
        } else {
            edges.push(edge);
        }
    }
    const open: Place[] = new Containers(graph).of(from).map((id) => ({ id, pods: true }));
    const met = new Map<string, boolean>();
    const refusing: GraphEdge[] = [];
    // What is found on the way is looked at as well, after all that is nearer.
    for (const place of open) {
        if (met.get(place.id) === true || met.get(place.id) === place.pods) {
            continue;
        }
        met.set(place.id, place.pods);
        for (const edge of outgoing.get(place.id) ?? []) {
            const isInside = edge.kind === "pods" || edge.kind === "mount";
            const grants = edge.grants.filter(counts);
            if (grants.length === 0 || (isInside && !place.pods)) {
                continue;
            }
            const answers = question.answers({ ...edge, grants });
            if (answers.length > 0) {
                const path = { edges: [...edgesTo(place), edge], grants: answers };
                return { path, reached: new Set(met.keys()), refusing: [] };
            }
            if (question.concerns(edge)) {
                refusing.push(edge);
            }
            const pods = edge.kind === "kubernetes" && grants.some(grantMakesPods);
            open.push({ id: edge.to, pods, by: { edge, before: place } });
        }
    }
    return { reached: new Set(met.keys()), refusing };
}

function edgesTo(place: Place): readonly GraphEdge[] {
    const edges: GraphEdge[] = [];
    for (let at = place.by; at !== undefined; at = at.before.by) {
        edges.unshift(at.edge);
    }
    return edges;
}
