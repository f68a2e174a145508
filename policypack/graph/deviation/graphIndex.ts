import type { AccessGraph, Declared, GraphEdge, GraphNode } from "../graph";
import { groupedBy } from "../../groupedBy";
import { isWord } from "../emptiness";
import { anyOf, areDisjoint } from "../sets";

/** A graph as somebody walks it who looks for what each team reaches. */
export interface GraphIndex {
    node(id: string): GraphNode | undefined;
    from(id: string): readonly GraphEdge[];
    to(id: string): readonly GraphEdge[];
    /** What was registered for a team. */
    ownedBy(team: string): readonly string[];
    /** As whom a team's people and machines come, everybody included. */
    comingAs(declared: Declared): readonly string[];
}

export function graphIndex({ nodes, edges }: AccessGraph, teams: readonly Declared[]): GraphIndex {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const from = groupedBy(edges, (edge) => edge.from);
    const to = groupedBy(edges, (edge) => edge.to);
    const byTeam = groupedBy(
        nodes.filter(({ kind }) => ownKinds.has(kind)),
        ({ team }) => team ?? "",
    );
    const members = new Set(teams.flatMap((team) => team.members));
    // Whom one team declares is nobody else's: of all other principals a pattern may mean several teams.
    const others = nodes.filter(({ id, kind }) => kind === "principal" && !members.has(id));
    const everybody = nodes.filter(({ kind }) => kind === "anyone" || kind === "organization");
    return {
        node: (id) => byId.get(id),
        from: (id) => from.get(id) ?? [],
        to: (id) => to.get(id) ?? [],
        ownedBy: (team) => (byTeam.get(team) ?? []).map(({ id }) => id),
        comingAs: ({ members: its }) => {
            const accounts = new Set(its.map((arn) => arn.split(":")[4]));
            return [
                ...its.filter((id) => byId.has(id)),
                ...others
                    .filter(({ id }) => its.some((member) => mayBeTheSame(id, member)))
                    .map(({ id }) => id),
                ...[...accounts].map((account) => `arn:aws:iam::${account ?? ""}:root`),
                ...everybody.map(({ id }) => id),
            ];
        },
    };
}

// A principal that one team alone lets in is no member for that.
const ownKinds: ReadonlySet<string> = new Set([
    "role",
    "cluster-identity",
    "group",
    "service-account",
]);

function mayBeTheSame(one: string, other: string): boolean {
    return one === other
        ? true
        : isWord(one) && isWord(other)
          ? false
          : !areDisjoint(anyOf(one), anyOf(other));
}
