import type { AccessGraph, Evidence, Grant, GraphEdge } from "../../policypack/graph/graph";
import type { Search } from "../path";
import { grantWords } from "./grantWords";
import { NodeWords } from "./nodeWords";
import { plain } from "./phrase";
import { printable } from "./printable";

/** The way to what was asked about, hop by hop with what gives it; or why there is none. */
export function explanationText(
    graph: AccessGraph,
    { path, refusing, reached }: Search,
    asked: { readonly who: string; readonly what: string },
    elsewhere: readonly GraphEdge[],
): string {
    const nodes = new NodeWords(graph.nodes);
    const name = (id: string) => plain(nodes.full(id));
    if (path !== undefined) {
        const last = path.edges.length - 1;
        const open = path.grants.every(({ undecided }) => undecided.length > 0);
        return [
            `${open ? "perhaps" : "yes"}: ${name(asked.who)} may ${printable(asked.what)}`,
            ...path.edges.flatMap((edge, at) => [
                `  ${name(edge.from)} → ${name(edge.to)}: ${at === last ? doing(edge, path.grants, nodes) : doing(edge, edge.grants, nodes)}`,
                ...reasons(at === last ? path.grants : edge.grants),
            ]),
        ].join("\n");
    }
    const ways = unique(elsewhere.map(({ from }) => name(from)));
    return [
        `no: nothing that is registered lets ${name(asked.who)} ${printable(asked.what)}`,
        ...(reached.size < 2 ? ["  nothing leads anywhere from there"] : []),
        ...unique(
            refusing.map(
                (edge) => `  ${name(edge.from)} may only ${doing(edge, edge.grants, nodes)} there`,
            ),
        ),
        ...(ways.length === 0
            ? ["  nobody may, by what is registered"]
            : [`  whoever may is none that they can become: ${some(ways)}`]),
    ].join("\n");
}

function doing(edge: GraphEdge, grants: readonly Grant[], nodes: NodeWords): string {
    return unique(grants.map((grant) => plain(grantWords(edge, grant, nodes, 6)))).join("; ");
}

function reasons(grants: readonly Grant[]): readonly string[] {
    return unique(
        grants.flatMap(({ because, when, undecided }) => [
            ...because.map((each) => `      by ${evidence(each)}`),
            ...when.map(
                ({ operator, key, values }) =>
                    `      if ${printable(`${key} ${operator} ${values.join(", ")}`)}`,
            ),
            ...undecided.map((why) => `      cannot decide: ${printable(why)}`),
        ]),
    );
}

function evidence({ document, statement }: Evidence): string {
    return printable(statement === undefined ? document : `${document}, statement "${statement}"`);
}

function some(words: readonly string[]): string {
    const first = words.slice(0, 6).join(", ");
    return words.length > 6 ? `${first} and ${words.length - 6} more` : first;
}

function unique(texts: readonly string[]): readonly string[] {
    return [...new Set(texts)];
}
