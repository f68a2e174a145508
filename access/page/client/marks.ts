import type { ShownEdge } from "./estate";
import { counted } from "./text";
import { changeWords } from "./words";

/** What a reader should not miss, each with a sign of its own: never by colour alone. */
export interface Mark {
    readonly name:
        "beyond" | "undecided" | "crossing" | "gained" | "lost" | "widened" | "narrowed" | "both";
    readonly sign: string;
    readonly words: string;
}

/** The marks of one edge. */
export function marksOf(edge: ShownEdge): readonly Mark[] {
    const marks: Mark[] = [];
    if (edge.deviations.some(({ kind }) => kind === "beyond")) {
        marks.push({ name: "beyond", sign: "!", words: "beyond what is declared" });
    }
    if (edge.change !== undefined) {
        const { sign, word } = changeWords[edge.change];
        marks.push({ name: edge.change, sign, words: word });
    }
    if (isCrossing(edge)) {
        marks.push({ name: "crossing", sign: "⇄", words: "from one team to another" });
    }
    if (edge.isUndecided && edge.change !== "undecided") {
        marks.push({ name: "undecided", sign: "?", words: "cannot be decided" });
    }
    return marks;
}

/** From one team's things to another's. */
export function isCrossing({ source, target }: ShownEdge): boolean {
    return source.team !== undefined && target.team !== undefined && source.team !== target.team;
}

/** The marks of many edges, each with how often. */
export function marksOfAll(edges: Iterable<ShownEdge>): readonly Mark[] {
    const found = new Map<string, { mark: Mark; count: number }>();
    for (const edge of edges) {
        for (const mark of marksOf(edge)) {
            found.set(mark.name, { mark, count: (found.get(mark.name)?.count ?? 0) + 1 });
        }
    }
    return order.flatMap((name) => {
        const entry = found.get(name);
        return entry === undefined
            ? []
            : [{ ...entry.mark, words: `${counted(entry.count, "edge")} ${entry.mark.words}` }];
    });
}

const order = ["beyond", "crossing", "gained", "widened", "both", "lost", "narrowed", "undecided"];

/** How soon somebody should look: by the worst of the marks, and without any last. */
export function gravity([worst]: readonly Mark[]): number {
    return worst === undefined ? order.length : order.indexOf(worst.name);
}
