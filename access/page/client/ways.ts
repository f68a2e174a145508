import type { Columns } from "./columns";
import { svg } from "./dom";
import { grouped } from "./estate";
import { marksOfAll } from "./marks";
import type { Scope } from "./scope";

/** As the style sheet has it. */
const rowHeight = 78;

/** The ways of a row from account to account, each once, with the sign of what is wrong or new. */
export function waysOf({ edges }: Scope, columns: Columns): SVGSVGElement {
    const between = grouped(
        [...edges].filter(
            ({ source, target }) =>
                columns.indexOf(source) !== columns.indexOf(target) && source.kind !== "service",
        ),
        ({ source, target }) => `${columns.indexOf(source)} ${columns.indexOf(target)}`,
    );
    return svg(
        "svg",
        { class: "ways", "aria-hidden": "true", width: columns.whole, height: rowHeight },
        ...[...between].map(([key, both]) => {
            const [from = 0, to = 0] = key.split(" ").map(Number);
            const classes = ["way", ...marksOfAll(both).map(({ name }) => name)].join(" ");
            return svg("path", { class: classes, d: way(columns, from, to) });
        }),
    );
}

/** Straight to the next column; over others below them, and back above, each with its head. */
function way(columns: Columns, from: number, to: number): string {
    const middle = rowHeight / 2;
    const [x1, x2] =
        from < to
            ? [columns.right(from), columns.left(to) - 2]
            : [columns.left(from), columns.right(to) + 2];
    const direction = from < to ? 1 : -1;
    const head = `M${x2 - 7 * direction} ${middle - 4}L${x2} ${middle}L${x2 - 7 * direction} ${middle + 4}`;
    if (to - from === 1) {
        return `M${x1} ${middle}L${x2} ${middle}${head}`;
    }
    const y = direction > 0 ? rowHeight - 3 : 3;
    const turn = 16 * direction;
    return `M${x1} ${middle}C${x1 + turn} ${middle} ${x1} ${y} ${x1 + turn} ${y}L${x2 - turn} ${y}C${x2} ${y} ${x2 - turn} ${middle} ${x2} ${middle}${head}`;
}
