import { closest, distance } from "fastest-levenshtein";
import { quoted } from "./printable";

/**
 * `; did you mean "curated"?` where one of the known words is what a slip of the finger would make
 * of it, else nothing: a far-fetched guess is worse than none.
 */
export function didYouMean(found: unknown, known: Iterable<string>): string {
    const words = [...known];
    // The distance costs the product of both lengths; nobody mistypes a text of this length.
    if (typeof found !== "string" || found.length > 100 || words.length === 0) {
        return "";
    }
    const nearest = closest(found.toLowerCase(), words);
    const allowed = Math.ceil(Math.max(found.length, nearest.length) / 3);
    if (distance(found.toLowerCase(), nearest.toLowerCase()) <= allowed) {
        return `; did you mean "${nearest}"?`;
    }
    const containing = words.filter((word) => found.length > 3 && word.includes(found));
    return containing.length === 1 ? `; did you mean "${containing[0] ?? ""}"?` : "";
}

/**
 * `unknown account "dta"; expected one of "data", "platform"; did you mean "data"?`
 *
 * An account's id or a bucket's own name where the alias belongs is told as such.
 */
export function unknownName<T>(
    kind: string,
    found: string,
    known: ReadonlyMap<string, T>,
    properNames: (value: T) => readonly string[] = () => [],
): string {
    for (const [name, value] of known) {
        if (properNames(value).includes(found)) {
            return `${quoted(found)} is the ${kind} that the stack's configuration names "${name}"; use that name`;
        }
    }
    const names = [...known.keys()].sort().map((name) => `"${name}"`);
    if (names.length === 0) {
        return `unknown ${kind} ${quoted(found)}; the stack's configuration names none`;
    }
    const shown = names.length > 10 ? [...names.slice(0, 10), `${names.length - 10} more`] : names;
    const expected = `expected ${names.length === 1 ? "" : "one of "}${shown.join(", ")}`;
    return `unknown ${kind} ${quoted(found)}; ${expected}${didYouMean(found, known.keys())}`;
}
