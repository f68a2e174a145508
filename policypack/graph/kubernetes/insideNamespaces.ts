import type { Draft } from "../draft";
import type { EdgeKind, Grant } from "../graph";
import { matchesWord } from "../emptiness";
import type { Cluster } from "./clusters";
import { clusterNode } from "./clusters";
import type { Nodes } from "./nodes";

/** An edge out of a namespace: to what whoever makes pods there has in its hands. */
interface Inside {
    readonly kind: Extract<EdgeKind, "pods" | "mount">;
    readonly cluster: Cluster;
    readonly namespace: string;
    readonly to: string;
    readonly grant: Grant;
}

/**
 * What leads out of namespaces. The cluster is all of them, and so is a pattern of namespaces all that
 * it matches: from there the same edges lead on, and nobody needs an edge to every namespace.
 */
export class InsideNamespaces {
    readonly #edges: Inside[] = [];

    add(edge: Inside): void {
        this.#edges.push(edge);
    }

    draw(draft: Draft, nodes: Nodes): void {
        for (const { kind, cluster, namespace, to, grant } of this.#edges) {
            draft.grant({ kind, from: clusterNode(draft, cluster), to }, grant);
            draft.grant({ kind, from: nodes.namespace(cluster, namespace), to }, grant);
        }
        // What may be in any namespace leads out of each; a pattern is each that it matches.
        const anywhere = this.#edges.filter(({ namespace }) => namespace === "*");
        for (const { kind, cluster, to, grant } of anywhere) {
            for (const namespace of nodes.namespacesOf(cluster)) {
                draft.grant({ kind, from: nodes.namespace(cluster, namespace), to }, grant);
            }
        }
        for (const { cluster, namespace: pattern } of nodes.patterns()) {
            const from = nodes.namespace(cluster, pattern);
            for (const { kind, namespace, to, grant, ...edge } of this.#edges) {
                if (edge.cluster.arn === cluster.arn && matchesWord(pattern, namespace)) {
                    draft.grant({ kind, from, to }, grant);
                }
            }
        }
    }
}
