import type { AccessGraph, Deviation } from "../../policypack/graph/graph";
import type { AccessDifference } from "../diff/accessDifference";
import { isWidening } from "../diff/allowance";
import type { Judgement } from "../diff/allowance";
import { contextOf, headline } from "./changeWords";
import { plain } from "./phrase";
import { summaryLine } from "./summaryLine";

/** A graph for programs. The shape is promised: docs/access.schema.json. */
export function accessJson(graph: AccessGraph, deviations: readonly Deviation[] = []): unknown {
    const { nodes, edges, unread } = graph;
    return { version: 1, kind: "access", nodes, edges, unread, deviations };
}

/** A difference for programs, in the same promised shape; what it says in words may be said otherwise. */
export function differenceJson(difference: AccessDifference, judgement?: Judgement): unknown {
    const { teams, changes, edges, nodes, unread } = difference;
    const context = contextOf(difference);
    const beyond = new Set(judgement?.beyond ?? changes.filter(isWidening));
    return {
        version: 1,
        kind: "difference",
        summary: summaryLine(difference),
        widens: beyond.size + (judgement?.unread ?? unread).length > 0,
        teams,
        changes: changes.map((change) => ({
            ...change,
            text: plain(headline(change, context)),
            widens: beyond.has(change),
        })),
        edges: edges.map(({ id, change, base, head, gained, lost, undecided }) => {
            const { kind = "", from = "", to = "", via = "" } = head ?? base ?? {};
            return { id, change, kind, from, to, via, gained, lost, undecided };
        }),
        nodes,
        unread,
    };
}
