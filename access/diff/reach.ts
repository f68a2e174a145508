import type { AccessGraph, Grant, GraphEdge, GraphNode } from "../../policypack/graph/graph";
import { makesPods } from "../../policypack/graph/kubernetes/podMakers";
import { SharedData } from "./sharedData";
import { Containers, isOutsider } from "./subject";

/** Everything that somebody gets at: what was passed on the way, and what is allowed on each target. */
export interface Reach {
    readonly edges: readonly GraphEdge[];
    readonly grants: ReadonlyMap<string, readonly Grant[]>;
}

/** Who comes through an edge, and whose nodes they pass on the way. */
export interface Comers {
    readonly sources: readonly GraphNode[];
    readonly teams: readonly string[];
}

const ownGroup = /^group:.*\/system:(authenticated|unauthenticated|serviceaccounts(:[^/]*)?)$/s;

/**
 * Walks an access graph. A namespace is passed on to what its pods get only by those who may make pods
 * in it: whoever may merely look reaches the namespace and no more.
 */
export class GraphWalk {
    readonly nodes: ReadonlyMap<string, GraphNode>;
    readonly teams: ReadonlySet<string>;
    readonly shared: SharedData;
    private readonly containers: Containers;
    private readonly outgoing = new Map<string, GraphEdge[]>();
    private readonly incoming = new Map<string, GraphEdge[]>();
    private readonly reaches = new Map<string, Reach>();

    constructor(graph: AccessGraph) {
        this.nodes = new Map(graph.nodes.map((node) => [node.id, node]));
        this.teams = new Set(graph.nodes.flatMap(({ team }) => team ?? []));
        this.shared = new SharedData(this);
        this.containers = new Containers(graph);
        for (const edge of graph.edges) {
            add(this.outgoing, edge.from, edge);
            add(this.incoming, edge.to, edge);
        }
    }

    into(id: string): readonly GraphEdge[] {
        return this.incoming.get(id) ?? [];
    }

    private from(id: string): readonly GraphEdge[] {
        return this.outgoing.get(id) ?? [];
    }

    /** What a principal gets at, with all that is open to those among whom it counts. */
    reachOf(node: GraphNode): Reach {
        const known = this.reaches.get(node.id);
        if (known !== undefined) {
            return known;
        }
        const reach = this.reachFrom(this.containers.of(node).map((id) => ({ id, pods: true })));
        this.reaches.set(node.id, reach);
        return reach;
    }

    /** Whose a node is. A principal is of those teams whose roles it may take: no document says more of it. */
    teamsOf(id: string): readonly string[] {
        const node = this.nodes.get(id);
        if (node === undefined || !isOutsider(node)) {
            return node?.team === undefined ? [] : [node.team];
        }
        return [...new Set(this.from(id).flatMap(({ to }) => this.nodes.get(to)?.team ?? []))];
    }

    /** What lies behind an edge that is passed, that edge included. */
    reachBehind(edge: GraphEdge): Reach {
        const reach = this.reachFrom([{ id: edge.to, pods: makesPods(edge) }]);
        return { ...reach, edges: [edge, ...reach.edges] };
    }

    /** What is allowed on a target; what holds for a cluster holds in its namespaces. */
    grantsOn(reach: Reach, target: string): readonly Grant[] {
        const cluster = clusterOf(target);
        const own = reach.grants.get(target) ?? [];
        const above = cluster === undefined ? undefined : reach.grants.get(cluster);
        return above === undefined ? own : [...own, ...above];
    }

    /** Who can come through an edge: those that nobody leads to, or where nobody does, where it begins. */
    comersThrough(edge: GraphEdge): Comers {
        const met = new Set<string>();
        const sources = new Set<string>();
        const teams = new Set<string>();
        const open: GraphEdge[] = [edge];
        for (let way = open.pop(); way !== undefined; way = open.pop()) {
            const needsPods = way.kind === "pods" || way.kind === "mount";
            const place = `${String(needsPods)}|${way.from}`;
            if (met.has(place)) {
                continue;
            }
            met.add(place);
            const ways = needsPods ? this.podMakersIn(way.from) : this.into(way.from);
            open.push(...ways.filter((each) => !this.isIdle(each)));
            if (ways.length === 0) {
                sources.add(way.from);
            }
            const team = this.nodes.get(way.from)?.team;
            if (team !== undefined) {
                teams.add(team);
            }
        }
        // Roles that only lead to each other: nobody outside comes to them.
        const ids = sources.size === 0 ? [edge.from] : [...sources];
        return { sources: ids.flatMap((id) => this.nodes.get(id) ?? []), teams: [...teams] };
    }

    /**
     * Whether an edge is a way that somebody opens: nobody puts an identity into Kubernetes' own groups,
     * such as "system:authenticated".
     */
    isOpened(edge: GraphEdge): boolean {
        return !this.isIdle(edge) && !(edge.kind === "member" && ownGroup.test(edge.to));
    }

    /** A cluster leads to what all of its pods get: nobody's way where nobody makes pods in all of it. */
    private isIdle({ kind, from }: GraphEdge): boolean {
        return (
            (kind === "pods" || kind === "mount") &&
            this.nodes.get(from)?.kind === "cluster" &&
            this.podMakersIn(from).length === 0
        );
    }

    /** Who stands for a node among others, itself left out. */
    containersOf(node: GraphNode): readonly string[] {
        return this.containers.of(node).filter((id) => id !== node.id);
    }

    private podMakersIn(namespace: string): readonly GraphEdge[] {
        const cluster = clusterOf(namespace);
        return [
            ...this.into(namespace),
            ...(cluster === undefined ? [] : this.into(cluster)),
        ].filter((edge) => makesPods(edge));
    }

    private reachFrom(starts: readonly { readonly id: string; readonly pods: boolean }[]): Reach {
        const edges = new Set<GraphEdge>();
        const grants = new Map<string, Grant[]>();
        const met = new Map<string, boolean>();
        const open = [...starts];
        for (let place = open.pop(); place !== undefined; place = open.pop()) {
            const before = met.get(place.id);
            if (before === true || before === place.pods) {
                continue;
            }
            met.set(place.id, place.pods);
            for (const edge of this.from(place.id)) {
                if ((edge.kind === "pods" || edge.kind === "mount") && !place.pods) {
                    continue;
                }
                if (!edges.has(edge)) {
                    edges.add(edge);
                    add(grants, edge.to, ...edge.grants);
                }
                open.push({ id: edge.to, pods: makesPods(edge) });
            }
        }
        return { edges: [...edges], grants };
    }
}

/** The cluster's node that a namespace's belongs to. */
function clusterOf(id: string): string | undefined {
    const cluster = /^namespace:(.*)\/[^/]*$/s.exec(id)?.[1];
    return cluster === undefined ? undefined : `cluster:${cluster}`;
}

function add<Value>(lists: Map<string, Value[]>, key: string, ...values: readonly Value[]): void {
    const list = lists.get(key);
    if (list === undefined) {
        lists.set(key, [...values]);
    } else {
        list.push(...values);
    }
}
