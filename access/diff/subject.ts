import type { AccessGraph, GraphNode } from "../../policypack/graph/graph";
import { isWord, matchesWord } from "../../policypack/graph/emptiness";
import { within } from "../../policypack/graph/sets";

/** What stands outside of the estate, or at its rim: nobody has to become it first. */
const outsiders = ["anyone", "account", "organization", "service", "federated", "principal"];

export function isOutsider({ kind }: GraphNode): boolean {
    return outsiders.includes(kind) || kind === "deleted-principal";
}

/** A node that stands for several principals, and what all of them begin with. */
interface Wide {
    readonly node: GraphNode;
    readonly letters: string;
}

/**
 * Those nodes of a graph that stand for a principal among others: its account, a pattern of its ARN,
 * anyone. Whoever is named where they were allowed before has gained nothing.
 */
export class Containers {
    private readonly wide: readonly Wide[];
    private readonly accounts = new Map<string, GraphNode>();

    constructor({ nodes }: AccessGraph) {
        this.wide = nodes
            .filter(({ kind, id }) => kind === "anyone" || (kind === "principal" && !isWord(id)))
            .map((node) => ({
                node,
                letters: node.kind === "anyone" ? "" : (/^[^*?]*/.exec(node.id)?.[0] ?? ""),
            }));
        for (const node of nodes) {
            if (node.kind === "account" && node.account !== undefined) {
                this.accounts.set(node.account, node);
            }
        }
    }

    of(node: GraphNode): readonly string[] {
        if (node.kind !== "role" && !isOutsider(node)) {
            return [node.id];
        }
        const isIdentity = node.kind === "principal" || node.kind === "role";
        const account = isIdentity ? this.accounts.get(node.account ?? "") : undefined;
        return [
            node.id,
            ...(account === undefined ? [] : [account.id]),
            ...this.wide
                .filter(({ letters }) => node.id.startsWith(letters))
                .map((wide) => wide.node)
                .filter((wide) => wide.id !== node.id && contains(wide, node))
                .map(({ id }) => id),
        ];
    }
}

function contains(wide: GraphNode, { kind, id }: GraphNode): boolean {
    if (wide.kind === "anyone") {
        return true;
    }
    if (kind !== "principal" && kind !== "role") {
        return false;
    }
    return isWord(id)
        ? matchesWord(wide.id, id)
        : within([{ all: [id], none: [] }], [{ all: [wide.id], none: [] }]);
}
