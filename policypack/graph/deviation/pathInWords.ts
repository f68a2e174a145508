import { quoted } from "../../iam/quoted";
import type { AccessGraph } from "../graph";

const mostDocuments = 3;

/** A path as one phrase: who goes where, and the documents that let them take its last step. */
export function pathInWords(graph: AccessGraph, path: readonly string[]): string {
    const edges = path.flatMap((id) => graph.edges.find((edge) => edge.id === id) ?? []);
    const labels = new Map(graph.nodes.map(({ id, label }) => [id, label]));
    const [first] = edges;
    const ids = first === undefined ? [] : [first.from, ...edges.map(({ to }) => to)];
    const because = edges.at(-1)?.grants.flatMap(({ because: evidence }) => evidence) ?? [];
    const documents = [
        ...new Set(
            because.map(({ document, statement }) =>
                statement === undefined ? document : `${document}, statement ${quoted(statement)}`,
            ),
        ),
    ].sort();
    const more = documents.length - mostDocuments;
    return `${ids.map((id) => quoted(labels.get(id) ?? id)).join(" → ")} (${documents.slice(0, mostDocuments).join("; ")}${more > 0 ? `; and ${more} more` : ""})`;
}
