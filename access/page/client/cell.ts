import type { ShownEdge, ShownNode } from "./estate";
import type { Scope } from "./scope";
import { isData, isSource } from "./scope";
import { briefly, counted, listed } from "./text";
import { kindWords, patternWords, thing } from "./words";

/** At most three lines: who comes from there, what the team is there, what data it reaches there. */
export function linesOf(nodes: readonly ShownNode[], { edges }: Scope): readonly string[] {
    const people = nodes.filter(({ kind }) => isSource(kind));
    const roles = nodes.filter(({ kind }) => kind === "role");
    const namespaces = nodes.filter(({ kind }) => kind === "namespace");
    const data = nodes.filter(({ kind }) => isData(kind));
    const lines = [
        ...namespaces
            .slice(0, 1)
            .map(({ label }) =>
                namespaces.length === 1 ? label : counted(namespaces.length, "namespace"),
            ),
        ...(people.length === 0 ? [] : [few(people, kindWords[people[0]?.kind ?? "principal"])]),
        ...data.map((node) => [places(node, edges), node.label].filter(Boolean).join(" in ")),
        ...(roles.length === 0 ? [] : [few(roles, "role")]),
    ];
    const rest = [...new Set(nodes.map(({ kind }) => kindWords[kind]))];
    const most = 3;
    return lines.length === 0
        ? rest.slice(0, 1).map(() => listed(rest, 3))
        : lines.length > most
          ? [...lines.slice(0, most - 1), `and ${lines.length - most + 1} more`]
          : lines;
}

function few(nodes: readonly ShownNode[], kind: string): string {
    const [first] = nodes;
    return nodes.length === 1 && first !== undefined
        ? briefly(first.label)
        : counted(nodes.length, kind, plural(kind));
}

function plural(kind: string): string {
    return kind === "principal from outside" ? "principals from outside" : `${kind}s`;
}

function places(node: ShownNode, edges: ReadonlySet<ShownEdge>): string {
    const objects = [...edges]
        .filter(({ kind, target }) => kind === "data" && target === node)
        .flatMap(({ grants }) => grants.flatMap(({ on }) => patternWords(on)))
        .filter((pattern) => pattern.startsWith("object/"))
        .map((pattern) => thing(pattern).replace("objects ", ""));
    return listed([...new Set(objects)], 3);
}
