import type { ShownEdge, ShownNode, ShownTeam } from "./estate";

/** A part of the graph: everything that leads to some nodes, and everything that they lead to. */
export interface Scope {
    readonly nodes: ReadonlySet<ShownNode>;
    readonly edges: ReadonlySet<ShownEdge>;
}

/**
 * Of what they share with others, such as a bucket, the others' ways are left out: an edge is in the
 * scope if it lies before or behind one of the nodes, on one walk.
 */
export function scopeOf(through: Iterable<ShownNode>): Scope {
    const nodes = new Set<ShownNode>(through);
    const edges = new Set<ShownEdge>();
    const start = [...nodes];
    for (const edge of walked(start, "incoming")) {
        edges.add(edge);
    }
    for (const edge of walked(start, "outgoing")) {
        edges.add(edge);
    }
    for (const { source, target } of edges) {
        nodes.add(source).add(target);
    }
    return { nodes, edges };
}

const scopes = new WeakMap<ShownTeam, Scope>();

export function scopeOfTeam(team: ShownTeam): Scope {
    const scope = scopes.get(team) ?? scopeOf(team.nodes);
    scopes.set(team, scope);
    return scope;
}

/** Everything that leads to an edge, the edge, and everything behind it. */
export function walksThrough(edge: ShownEdge): ReadonlySet<ShownEdge> {
    return new Set([...walkedOn([edge], "incoming"), ...walkedOn([edge], "outgoing")]);
}

/** Of a scope, the edges on walks from people or machines to data. */
export function pathsToData({ nodes, edges }: Scope): ReadonlySet<ShownEdge> {
    const members = [...nodes].filter(({ kind }) => isSource(kind));
    const data = [...nodes].filter(({ kind }) => isData(kind));
    const behind = walked(members, "outgoing");
    const before = walked(data, "incoming");
    return new Set([...edges].filter((edge) => behind.has(edge) && before.has(edge)));
}

export function isData(kind: ShownNode["kind"]): boolean {
    return kind === "bucket" || kind === "key" || kind === "file-system";
}

/** Whoever comes from outside of the stack: people, machines, strangers. */
export function isSource(kind: ShownNode["kind"]): boolean {
    return (
        kind === "principal" ||
        kind === "account" ||
        kind === "organization" ||
        kind === "anyone" ||
        kind === "federated" ||
        kind === "deleted-principal"
    );
}

function walked(
    start: readonly ShownNode[],
    direction: "incoming" | "outgoing",
): ReadonlySet<ShownEdge> {
    return walkedOn(
        start.flatMap((node) => node[direction]),
        direction,
    );
}

/** The edges themselves, and all that one comes to by them. */
function walkedOn(
    first: readonly ShownEdge[],
    direction: "incoming" | "outgoing",
): ReadonlySet<ShownEdge> {
    const edges = new Set(first.filter((edge) => !leadsNobody(edge)));
    // What is added while a set is gone through is gone through too.
    for (const edge of edges) {
        const onward =
            direction === "outgoing"
                ? edge.target.outgoing.filter((next) => leadsOn(edge, next))
                : edge.source.incoming.filter((former) => leadsOn(former, edge));
        for (const next of onward.filter((each) => !leadsNobody(each))) {
            edges.add(next);
        }
    }
    return edges;
}

/** Whoever may only look at a namespace, or at its cluster, does not become what its pods are. */
function leadsOn(edge: ShownEdge, next: ShownEdge): boolean {
    return edge.makesPods === true || (next.kind !== "pods" && next.kind !== "mount");
}

/** A whole cluster has the edges of its namespaces, for whoever makes pods anywhere: mostly nobody. */
function leadsNobody({ kind, source }: ShownEdge): boolean {
    return (
        source.kind === "cluster" &&
        (kind === "pods" || kind === "mount") &&
        !source.incoming.some(({ makesPods }) => makesPods === true)
    );
}
