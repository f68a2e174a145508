import { share } from "./letters";
import type { Token } from "./patternTokens";

/**
 * Whether some word is a word of both patterns: the walk over all pairs of places, letter by letter
 * where both can read the same one. There are no more pairs than the product of the two lengths.
 */
export function overlap(one: readonly Token[], other: readonly Token[]): boolean {
    // row[j]: the first `i` places of the one and the first `j` of the other can be passed by the
    // same word.
    let row: readonly boolean[] = [];
    for (let i = 0; i <= one.length; i += 1) {
        const next: boolean[] = [];
        const above = i === 0 ? undefined : one[i - 1];
        for (let j = 0; j <= other.length; j += 1) {
            const left = j === 0 ? undefined : other[j - 1];
            const passed =
                // Stars may be passed without a letter.
                (i === 0 && j === 0) ||
                (above?.many === true && row[j] === true) ||
                (left?.many === true && next[j - 1] === true) ||
                // Both read a letter; a star may then stay where it is.
                (above !== undefined &&
                    left !== undefined &&
                    share(above.letters, left.letters) &&
                    (row[j - 1] === true ||
                        (above.many && next[j - 1] === true) ||
                        (left.many && row[j] === true)));
            next.push(passed);
        }
        row = next;
    }
    return row[other.length] === true;
}
