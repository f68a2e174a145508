import type { AccessGraph, Declared, Deviation, Grant, GraphEdge, GraphNode } from "../graph";
import { beyondGrants } from "../grants";
import type { Rectangle } from "../rectangles";
import { shownSet } from "../shown";
import {
    awsAllowance,
    clusterAllowance,
    dataAllowance,
    dataPromise,
    keyAllowance,
} from "./allowances";
import { graphIndex } from "./graphIndex";
import type { GraphIndex } from "./graphIndex";
import { reachedBy } from "./reached";
import type { ReachedEdge } from "./reached";

/**
 * Where what teams have is not what they are declared to have: everything that a team's people and
 * machines come to beyond it, everybody else who comes to what is a team's own, and what is declared
 * and not there.
 */
export function deviations(graph: AccessGraph, teams: readonly Declared[]): readonly Deviation[] {
    const index = graphIndex(graph, teams);
    return teams.flatMap((declared) => {
        const reached = reachedBy(index, declared);
        return [
            ...unique(reached.flatMap((each) => beyond(index, declared, each))),
            ...unique(strangers(index, declared)),
            ...missing(index, declared, reached),
        ];
    });
}

/** One way is enough to show that something is reached. */
function unique(found: readonly Deviation[]): readonly Deviation[] {
    return [...new Map(found.toReversed().map((each) => [each.what, each])).values()].reverse();
}

function beyond(
    index: GraphIndex,
    declared: Declared,
    { edge, path }: ReachedEdge,
): readonly Deviation[] {
    const what = beyondWhat(index, declared, edge);
    return what === undefined
        ? []
        : [{ team: declared.team, kind: "beyond", what: `it ${what}`, path }];
}

/** What of an edge is more than declared, in words. */
function beyondWhat(index: GraphIndex, declared: Declared, edge: GraphEdge): string | undefined {
    const target = index.node(edge.to);
    const named = target === undefined ? `"${edge.to}"` : nameOf(target);
    const isOwn = target?.team === declared.team;
    switch (edge.kind) {
        case "assume":
        case "pod-identity":
            return isOwn ? undefined : `may take on ${named}`;
        case "access-entry":
        case "member":
            return isOwn || target?.team === undefined ? undefined : `becomes ${named}`;
        case "pods":
            return isOwn ? undefined : `may run pods as ${named}`;
        case "kubernetes":
            return target?.kind === "cluster"
                ? beyondGrantsOf(edge, clusterAllowance, named)
                : declared.namespaces.includes(edge.to)
                  ? undefined
                  : `has rights in ${named}`;
        case "mount":
            return isDeclaredFileSystem(declared, edge.to, target) ? undefined : `mounts ${named}`;
        case "link":
            // Who may mount what teams share has all that is linked with it.
            return index.node(edge.from)?.team === undefined
                ? undefined
                : beyondGrantsOf(edge, dataAllowance(declared, edge.to), named);
        case "data":
            return beyondGrantsOf(edge, dataAllowance(declared, edge.to), named);
        case "key":
            return beyondGrantsOf(
                edge,
                declared.keys.includes(edge.to) ? keyAllowance(edge.to) : [],
                named,
            );
        case "aws":
            return beyondGrantsOf(edge, awsAllowance, named);
    }
}

function beyondGrantsOf(
    { grants }: GraphEdge,
    allowed: readonly Grant[],
    named: string,
): string | undefined {
    const more = grants.flatMap((grant) => beyondGrants(grant, allowed));
    const [first] = more;
    return first === undefined
        ? undefined
        : `may ${shown(first)} of ${named}${more.length > 1 ? ", and more" : ""}`;
}

function shown({ actions, on }: Rectangle): string {
    return `${shownSet(actions)} on ${shownSet(on)}`;
}

function isDeclaredFileSystem(
    { fileSystems }: Pick<Declared, "fileSystems">,
    id: string,
    node: GraphNode | undefined,
): boolean {
    return fileSystems.some((each) => id === `file-system:${each}` || node?.label === each);
}

const podIdentityService = "service:pods.eks.amazonaws.com";

/** Whoever else comes to a team's own roles, identities and namespaces. */
function strangers(index: GraphIndex, declared: Declared): readonly Deviation[] {
    const { team, members, namespaces } = declared;
    const isOwn = (id: string) =>
        members.includes(id) ||
        id === podIdentityService ||
        (index.node(id)?.team === team && index.node(id)?.kind !== "principal");
    const ways = [...index.ownedBy(team), ...namespaces].flatMap((id) => index.to(id));
    return ways.flatMap((edge): readonly Deviation[] => {
        const [source, target] = [index.node(edge.from), index.node(edge.to)];
        if (
            source === undefined ||
            target === undefined ||
            isOwn(source.id) ||
            // Of another team, that team's own walk tells; who is deleted comes nowhere.
            (source.team !== undefined && source.kind !== "principal") ||
            source.kind === "deleted-principal" ||
            !["assume", "access-entry", "member", "kubernetes"].includes(edge.kind)
        ) {
            return [];
        }
        const what = `${nameOf(source)}, who is none of its members, comes to ${nameOf(target)}`;
        return [{ team, kind: "beyond", what, path: [edge.id] }];
    });
}

function missing(
    index: GraphIndex,
    declared: Declared,
    reached: readonly ReachedEdge[],
): readonly Deviation[] {
    const edges = reached.map(({ edge }) => edge);
    const comesTo = (id: string) => edges.some(({ to }) => to === id);
    const ofBucket = (bucket: string) =>
        edges
            .filter(({ kind, to }) => (kind === "data" || kind === "link") && to === bucket)
            .flatMap(({ grants }) => grants)
            // A promise is kept where it can be made use of, be it under conditions.
            .map((grant) => ({ ...grant, when: [] }));
    const what = [
        ...declared.namespaces
            .filter((id) => !comesTo(id))
            .map((id) => `has no rights in namespace "${id.slice(id.lastIndexOf("/") + 1)}"`),
        ...declared.data
            .filter(({ bucket, prefix, writes }) =>
                dataPromise(prefix, writes).some(
                    (promise) => beyondGrants(promise, ofBucket(bucket)).length > 0,
                ),
            )
            .map(
                ({ bucket, prefix, writes }) =>
                    `may not ${writes ? "read and write" : "read"} "${prefix}" of bucket "${bucket.slice(bucket.lastIndexOf(":") + 1)}"`,
            ),
        ...declared.keys
            .filter((key) => !comesTo(key))
            .map((key) => `may not use key "${key.slice(key.lastIndexOf("/") + 1)}"`),
        ...declared.fileSystems
            .filter(
                (each) =>
                    !edges.some(
                        ({ kind, to }) =>
                            kind === "mount" &&
                            isDeclaredFileSystem({ fileSystems: [each] }, to, index.node(to)),
                    ),
            )
            .map((each) => `does not mount file system "${each}"`),
    ];
    return what.map((each) => ({
        team: declared.team,
        kind: "missing",
        what: `it ${each}`,
        path: [],
    }));
}

const nouns: Readonly<Partial<Record<GraphNode["kind"], string>>> = {
    "cluster-identity": "cluster identity",
    "service-account": "service account",
    "file-system": "file system",
    "deleted-principal": "deleted principal",
    resources: "what else is in account",
};

function nameOf({ kind, label, team }: GraphNode): string {
    const noun = nouns[kind] ?? kind;
    const owner = team === undefined || kind === "principal" ? "" : ` of team "${team}"`;
    return kind === "anyone" ? "anyone" : `${noun} "${label}"${owner}`;
}
