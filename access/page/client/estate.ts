import type { Deviation, GraphNode } from "../../../policypack/graph/graph";
import type { PageChange, PageData, PageEdge } from "../pageData";

/** The graph with its ends tied: from a node to its edges, from an edge to its nodes. */
export interface Estate {
    readonly title: string;
    readonly nodes: ReadonlyMap<string, ShownNode>;
    readonly edges: readonly ShownEdge[];
    readonly teams: readonly ShownTeam[];
    readonly unread: readonly string[];
    readonly deviations: readonly Deviation[];
    readonly changes: readonly PageChange[] | undefined;
}

export interface ShownNode extends GraphNode {
    readonly incoming: ShownEdge[];
    readonly outgoing: ShownEdge[];
}

export interface ShownEdge extends PageEdge {
    readonly id: string;
    readonly source: ShownNode;
    readonly target: ShownNode;
    readonly deviations: Deviation[];
    readonly isUndecided: boolean;
}

export interface ShownTeam {
    readonly name: string;
    readonly nodes: readonly ShownNode[];
    readonly deviations: readonly Deviation[];
}

export function estateOf(data: PageData): Estate {
    const nodes = new Map<string, ShownNode>(
        data.nodes.map((node) => [node.id, { ...node, incoming: [], outgoing: [] }]),
    );
    const nodeAt = (id: string) => {
        const node = nodes.get(id) ?? nodeOfItsOwn(id);
        nodes.set(id, node);
        return node;
    };
    const edges = data.edges.map((edge): ShownEdge => {
        const [source, target] = [nodeAt(edge.from), nodeAt(edge.to)];
        const shown = {
            ...edge,
            id: `${edge.kind}|${edge.from}|${edge.to}|${edge.via}`,
            source,
            target,
            deviations: [],
            isUndecided: edge.grants.some(({ undecided }) => undecided.length > 0),
        };
        source.outgoing.push(shown);
        target.incoming.push(shown);
        return shown;
    });
    const byId = new Map(edges.map((edge) => [edge.id, edge]));
    for (const deviation of data.deviations) {
        // What leads to where a team should not be is shown by its last step.
        byId.get(deviation.path.at(-1) ?? "")?.deviations.push(deviation);
    }
    const { title, unread, deviations, changes } = data;
    return { title, nodes, edges, teams: teamsOf(nodes, deviations), unread, deviations, changes };
}

function teamsOf(
    nodes: ReadonlyMap<string, ShownNode>,
    deviations: readonly Deviation[],
): readonly ShownTeam[] {
    const members = grouped(
        [...nodes.values()].filter(({ team }) => team !== undefined),
        ({ team = "" }) => team,
    );
    const wrong = grouped(deviations, ({ team }) => team);
    return [...new Set([...members.keys(), ...wrong.keys()])].sort().map((name) => ({
        name,
        nodes: members.get(name) ?? [],
        deviations: wrong.get(name) ?? [],
    }));
}

export function grouped<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
    const groups = new Map<string, T[]>();
    for (const item of items) {
        const name = key(item);
        const group = groups.get(name);
        if (group === undefined) {
            groups.set(name, [item]);
        } else {
            group.push(item);
        }
    }
    return groups;
}

/** Every edge shows, even if nothing was said of where it ends. */
function nodeOfItsOwn(id: string): ShownNode {
    return { id, kind: "principal", label: id, incoming: [], outgoing: [] };
}
