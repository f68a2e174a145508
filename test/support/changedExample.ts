import { differenceOf } from "../../access/diff/difference";
import type { PageContent } from "../../access/page/pageData";
import type { AccessGraph } from "../../policypack/graph/graph";
import { anyOf, edge, exampleClaims, exampleGraph } from "./exampleGraph";

/**
 * The example before and after a change: `team` may encrypt as well, reads the whole bucket, and its
 * people no longer get in; `newcomer` is new.
 */
export function changedExample(
    teams: readonly string[],
    team: string,
): Required<Pick<PageContent, "graph" | "difference">> {
    const base = exampleGraph(...teams);
    const head = exampleGraph(...teams, "newcomer");
    const own = new Map(exampleGraph(team).edges.map((each) => [each.kind, each]));
    const [data, key] = [own.get("data"), own.get("key")];
    const people = head.edges.find(
        ({ kind, to }) => kind === "assume" && to.endsWith(`/hyperpod-${team}-scientist`),
    );
    if (data === undefined || key === undefined || people === undefined) {
        throw new Error(`the example has no team "${team}" with data and a key`);
    }
    const encrypts = edge(
        "key",
        key.from,
        key.to,
        { actions: anyOf("kms:Encrypt"), on: anyOf(key.to) },
        "grant",
    );
    const wide = edge(
        "data",
        data.from,
        data.to,
        { actions: anyOf("s3:GetObject"), on: anyOf("object/*") },
        data.via,
    );
    const graph: AccessGraph = {
        ...head,
        edges: [
            ...head.edges.filter(({ id }) => id !== people.id && id !== wide.id),
            wide,
            encrypts,
        ],
    };
    return { graph, difference: differenceOf(base, graph, exampleClaims("newcomer")) };
}
