import type { ShownEdge, ShownNode } from "./estate";
import { grouped } from "./estate";
import { marksOf } from "./marks";
import type { Scope } from "./scope";
import { counted } from "./text";
import { kindWords } from "./words";

/** What the picture shows of a scope: nodes, and where they would be too many, teams as one box each. */
export interface Outline {
    readonly nodes: readonly OutlineNode[];
    readonly edges: readonly OutlineEdge[];
}

export interface OutlineNode {
    readonly key: string;
    readonly title: string;
    readonly subtitle: string;
    /** One, or those of a team or of several. */
    readonly members: readonly ShownNode[];
    readonly account: string | undefined;
    readonly cluster: string | undefined;
}

export interface OutlineEdge {
    readonly key: string;
    readonly from: string;
    readonly to: string;
    readonly edges: readonly ShownEdge[];
}

const mostNodes = 70;

/**
 * What roles may do in AWS beside taking on roles and reaching data is only drawn where it is wanted,
 * or where it should not be missed.
 */
export function outlineOf(whole: Scope, focus: string | undefined, withAws = false): Outline {
    const scope = withAws ? withoutServices(whole) : withoutAws(withoutServices(whole));
    const twin = twinsOf(scope);
    const single = outline(scope, (node) => twin.get(node) ?? node.id);
    if (single.nodes.length <= mostNodes) {
        return single;
    }
    const foreign = (node: ShownNode) => node.team !== undefined && node.team !== focus;
    const byTeam = outline(scope, (node) => (foreign(node) ? `team ${node.team ?? ""}` : node.id));
    return byTeam.nodes.length <= mostNodes
        ? byTeam
        : outline(scope, (node) => (foreign(node) ? "teams" : node.id));
}

/** That EKS takes on a role for pods is one half of what the edge from their service account says. */
function withoutServices({ nodes, edges }: Scope): Scope {
    const isSaid = ({ outgoing }: ShownNode) =>
        outgoing.every(
            (edge) =>
                !edges.has(edge) ||
                (edge.change === undefined &&
                    edge.target.incoming.some(({ kind }) => kind === "pod-identity")),
        );
    const hidden = new Set([...nodes].filter((node) => node.kind === "service" && isSaid(node)));
    return {
        nodes: new Set([...nodes].filter((node) => !hidden.has(node))),
        edges: new Set([...edges].filter(({ source }) => !hidden.has(source))),
    };
}

function withoutAws({ nodes, edges }: Scope): Scope {
    const isHidden = (edge: ShownEdge) => edge.kind === "aws" && marksOf(edge).length === 0;
    const kept = new Set([...edges].filter((edge) => !isHidden(edge)));
    const ends = new Set([...kept].flatMap(({ source, target }) => [source, target]));
    const touched = new Set([...edges].flatMap(({ source, target }) => [source, target]));
    return {
        nodes: new Set([...nodes].filter((node) => ends.has(node) || !touched.has(node))),
        edges: kept,
    };
}

/** Principals that have one name and one way, such as a permission set's roles in two paths, are one. */
function twinsOf({ nodes, edges }: Scope): ReadonlyMap<ShownNode, string> {
    const alike = grouped(
        [...nodes].filter(({ kind, incoming }) => kind === "principal" && incoming.length === 0),
        ({ label, account, outgoing }) =>
            JSON.stringify([
                label,
                account,
                outgoing
                    .filter((edge) => edges.has(edge))
                    .map(({ kind, to, via, change }) => [kind, to, via, change])
                    .sort(),
            ]),
    );
    return new Map(
        [...alike.values()].flatMap((twins) =>
            twins.map((node) => [node, twins[0]?.id ?? node.id] as const),
        ),
    );
}

function outline({ nodes, edges }: Scope, keyOf: (node: ShownNode) => string): Outline {
    const groups = grouped(nodes, keyOf);
    const between = grouped(
        [...edges].filter(
            ({ source, target }) => keyOf(source) !== keyOf(target) || source === target,
        ),
        (edge) =>
            `${edge.kind}|${keyOf(edge.source)}|${keyOf(edge.target)}|${single(edge) ? edge.via : ""}`,
    );
    return {
        nodes: [...groups].map(([key, members]) => outlineNode(key, members)),
        edges: [...between].map(([key, [first, ...others]]) => ({
            key,
            from: first === undefined ? "" : keyOf(first.source),
            to: first === undefined ? "" : keyOf(first.target),
            edges: first === undefined ? [] : [first, ...others],
        })),
    };

    function single({ source, target }: ShownEdge): boolean {
        return groups.get(keyOf(source))?.length === 1 && groups.get(keyOf(target))?.length === 1;
    }
}

function outlineNode(key: string, members: readonly ShownNode[]): OutlineNode {
    const [first] = members;
    if (first?.id === key) {
        const count = members.length;
        return {
            key,
            title: first.label,
            subtitle: kindWords[first.kind] + (count === 1 ? "" : `, by ${counted(count, "name")}`),
            members,
            account: first.account,
            cluster: clusterOf(first),
        };
    }
    const teams = new Set(members.map(({ team }) => team));
    return {
        key,
        title: teams.size === 1 ? (first?.team ?? "") : counted(teams.size, "other team"),
        subtitle: teams.size === 1 ? `team, ${counted(members.length, "thing")}` : "as one",
        members,
        account: undefined,
        cluster: undefined,
    };
}

/** The cluster that a node is in, as its id has it. */
export function clusterOf({ id, kind }: ShownNode): string | undefined {
    const inside = ["cluster-identity", "group", "cluster", "namespace", "service-account"];
    return inside.includes(kind) ? /^[a-z-]+:(arn:[^/]*\/[^/]+|[^/]+)/.exec(id)?.[1] : undefined;
}
