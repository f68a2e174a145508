import { createColors } from "picocolors";
import { printable } from "../model/printable";

const contextLines = 3;

/**
 * The one place where two texts differ, as a unified hunk: an edit of a roster changes one place, so
 * what both have at the beginning and at the end is all there is to leave out.
 */
export function renderDiff(before: string, after: string, file: string, colored: boolean): string {
    const colors = createColors(colored);
    const old = linesOf(before);
    const now = linesOf(after);
    const shorter = Math.min(old.length, now.length);
    let head = 0;
    while (head < shorter && old[head] === now[head]) {
        head += 1;
    }
    let tail = 0;
    while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) {
        tail += 1;
    }
    if (head === old.length && head === now.length) {
        return "";
    }
    const from = Math.max(head - contextLines, 0);
    const context = Math.min(tail, contextLines);
    const size = (lines: readonly string[]) => lines.length - tail + context - from;
    return [
        colors.bold(file),
        colors.cyan(`@@ -${from + 1},${size(old)} +${from + 1},${size(now)} @@`),
        ...old.slice(from, head).map((line) => ` ${line}`),
        ...old.slice(head, old.length - tail).map((line) => colors.red(`-${line}`)),
        ...now.slice(head, now.length - tail).map((line) => colors.green(`+${line}`)),
        ...old.slice(old.length - tail, old.length - tail + context).map((line) => ` ${line}`),
    ].join("\n");
}

/** Without line ends, and with nothing in them that a terminal would act on. */
function linesOf(text: string): readonly string[] {
    const lines = text.split(/\r?\n/);
    return (lines.at(-1) === "" ? lines.slice(0, -1) : lines).map(printable);
}
