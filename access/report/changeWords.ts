import type { EdgeKind, Evidence } from "../../policypack/graph/graph";
import type { AccessChange, AccessDifference } from "../diff/accessDifference";
import type { EdgeDifference } from "../diff/edgeDifference";
import { isPassage } from "../diff/gain";
import type { ReachItem } from "../diff/gain";
import { isOutsider } from "../diff/subject";
import { itemWords } from "./grantWords";
import { NodeWords } from "./nodeWords";
import { counted, listed, name, teamName } from "./phrase";
import type { Phrase } from "./phrase";

/** More than this in one sentence are counted, not said; the details say them all. */
const mostSaid = 6;

export interface ChangeContext {
    readonly nodes: NodeWords;
    readonly edges: ReadonlyMap<string, EdgeDifference>;
}

export function contextOf({
    nodes,
    edges,
}: Pick<AccessDifference, "nodes" | "edges">): ChangeContext {
    return {
        nodes: new NodeWords(nodes),
        edges: new Map(edges.map((edge) => [edge.id, edge])),
    };
}

/** One sentence for whoever judges the change and knows only what teams are. */
export function headline(change: AccessChange, context: ChangeContext): Phrase {
    switch (change.kind) {
        case "gained":
            return [
                ...who(change, context),
                ...former(change, context),
                " can now ",
                ...what(change, context),
                ...sharing(change),
                ...doubts(change),
            ];
        case "lost":
            return [...who(change, context), " can no longer ", ...what(change, context)];
        case "moved":
            return [...who(change, context), " comes to the same as before by another way"];
        case "team-added":
            return [
                ...who(change, context),
                " is a new team, which can ",
                ...what(change, context),
            ];
        case "team-removed":
            return [
                ...who(change, context),
                " is gone, and can no longer ",
                ...what(change, context),
            ];
        case "stale":
            return [
                ...naming(change),
                " names ",
                ...listed(change.from.map((id) => context.nodes.full(id))),
                ", which is gone: whoever is called so now does not come in by it",
            ];
        case "undecided":
            return [
                "it can no longer be decided what ",
                ...who(change, context),
                " can do with ",
                ...listed(targetsOf(change, context)),
            ];
    }
}

/** Whom it concerns: its teams, or those that it names. */
function who({ kind, crossing, subjects, from }: AccessChange, { nodes }: ChangeContext): Phrase {
    const isNamed =
        crossing === "anyone" ||
        (["gained", "lost"].includes(kind) && from.some((id) => isOutsider(nodes.get(id))));
    return isNamed || subjects.length === 0
        ? names(from, nodes)
        : counted(
              subjects.map((team) => [teamName(team)]),
              mostSaid,
          );
}

function naming({ because }: AccessChange): Phrase {
    const [document] = because.map((each) => each.document);
    return document === undefined ? ["a document"] : [name(document)];
}

function names(ids: readonly string[], nodes: NodeWords): Phrase {
    return counted(unique(ids.map((id) => nodes.full(id))), mostSaid);
}

function former({ instead }: AccessChange, { nodes }: ChangeContext): Phrase {
    return instead.length === 0 ? [] : [", named instead of ", ...names(instead, nodes), ","];
}

function what({ kind, items }: AccessChange, { nodes }: ChangeContext): Phrase {
    const before = kind === "lost" ? "still" : "was";
    const said = (isFirst: boolean) => {
        const phrases = items
            .filter((item) => isPassage(item.kind) === isFirst)
            .sort((one, other) => weightOf(one) - weightOf(other))
            .flatMap((item) => itemWords(item, nodes, { detail: "brief", before }));
        return counted(unique(phrases), mostSaid);
    };
    const [passages, rest] = [said(true), said(false)];
    return passages.length === 0 || rest.length === 0
        ? [...passages, ...rest]
        : [...passages, ", and so ", ...rest];
}

/** Data first: most of what is asked is about it. */
const order: readonly EdgeKind[] = ["data", "key", "mount", "link", "kubernetes", "aws"];

function weightOf({ kind, to }: ReachItem): number {
    return order.indexOf(kind) * 2 + Number(to.startsWith("cluster:"));
}

function sharing({ shared }: AccessChange): Phrase {
    if (shared.length === 0) {
        return [];
    }
    const teams: Phrase =
        shared.length > mostSaid
            ? [`${shared.length} other teams`]
            : listed(shared.map((team) => [teamName(team)]));
    return [", which ", ...teams, " can reach too"];
}

/** Why it may be less; it counts as access all the same. */
function doubts({ undecided }: AccessChange): Phrase {
    const [first, ...more] = undecided;
    return first === undefined
        ? []
        : [
              "; it counts as access, as it cannot be decided: ",
              name(first),
              ...(more.length === 0 ? [] : [` and ${more.length} more`]),
          ];
}

function targetsOf({ edges }: AccessChange, context: ChangeContext): readonly Phrase[] {
    return edges.flatMap((id) => {
        const edge = edgeOf(id, context);
        return edge === undefined ? [] : [context.nodes.full(edge.to)];
    });
}

function edgeOf(id: string, { edges }: ChangeContext) {
    const difference = edges.get(id);
    return difference?.head ?? difference?.base;
}

export interface Detail {
    readonly title: string;
    readonly lines: readonly Phrase[];
}

/** Who, what and why, for whoever wants to check it. */
export function details(change: AccessChange, context: ChangeContext): readonly Detail[] {
    const { nodes } = context;
    const isLoss = change.kind === "lost" || change.kind === "team-removed";
    const before = change.kind === "lost" ? "still" : "was";
    const isSaid = change.from.join() === change.sources.join() || change.kind.startsWith("team-");
    const ways = (mark: "head" | "base") =>
        change.edges.flatMap((id) => {
            const edge = context.edges.get(id);
            const isOther = edge?.[mark === "head" ? "base" : "head"] === undefined;
            const way = isOther ? edge?.[mark] : undefined;
            return way === undefined
                ? []
                : [[...nodes.full(way.from), " → ", ...nodes.full(way.to), ...through(way.via)]];
        });
    const moved = change.kind === "moved";
    return [
        { title: "Who comes that way", lines: change.sources.map((id) => nodes.full(id)) },
        {
            title: "Where it begins",
            lines: isSaid ? [] : change.from.map((id) => nodes.full(id)),
        },
        {
            title: isLoss ? "What is no longer allowed" : "What is allowed",
            lines: change.items.flatMap((item) =>
                itemWords(item, nodes, { detail: "full", before }).map((phrase) => [
                    ...phrase,
                    ...through(item.via),
                ]),
            ),
        },
        { title: "Ways that are new", lines: moved ? ways("head") : [] },
        { title: "Ways that are gone", lines: moved ? ways("base") : [] },
        {
            title: isLoss ? "What gave it" : "What gives it",
            lines: change.because.map(evidenceWords),
        },
        {
            title: "What cannot be decided",
            lines: change.undecided.map((reason) => [name(reason)]),
        },
    ]
        .map(({ title, lines }) => ({ title, lines: unique(lines) }))
        .filter(({ lines }) => lines.length > 0);
}

function through(via: string): Phrase {
    return via === "" ? [] : [" (through access point ", name(via), ")"];
}

export function evidenceWords({ document, statement }: Evidence): Phrase {
    return statement === undefined
        ? [name(document)]
        : ["statement ", name(statement), " of ", name(document)];
}

function unique(phrases: readonly Phrase[]): readonly Phrase[] {
    return [...new Map(phrases.map((each) => [JSON.stringify(each), each])).values()];
}
