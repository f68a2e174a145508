import { z } from "zod";
import { quoted } from "./printable";
import { didYouMean } from "./suggestion";

/**
 * Sentences for zod: every leaf of a schema says what it expects, in the reader's terms, and the
 * message adds what was found. Unknown keys and wrong containers are worded in `schemaIssues`.
 */
export function expected(what: string) {
    return (issue: { readonly input?: unknown }): string =>
        issue.input === undefined
            ? `missing; expected ${what}`
            : `got ${describe(issue.input)}; expected ${what}`;
}

/** A string of one form, with a sentence that says which. */
export function text(what: string, pattern: RegExp, error = expected(what)) {
    return (
        z
            .string({ error })
            .regex(pattern, { error })
            // Editors show this instead of the pattern.
            .meta({ patternErrorMessage: `expected ${what}` })
    );
}

/** A whole number between two others. */
export function wholeNumber(what: string, least: number, most: number) {
    const error = expected(`${what}, ${least} to ${most}`);
    return z.int({ error }).min(least, { error }).max(most, { error });
}

/** One of a few words; of many, the first ones and the likeliest are named. */
export function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
    const names = words.map((word) => `"${word}"`);
    const list =
        names.length > 8
            ? `one of ${names.slice(0, 3).join(", ")} and ${names.length - 3} more`
            : `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}`;
    return z.enum(words, {
        error: ({ input }) => `${expected(list)({ input })}${didYouMean(input, words)}`,
    });
}

export function describe(value: unknown): string {
    switch (typeof value) {
        case "string":
            return quoted(value);
        case "number":
        case "bigint":
            return `the number ${value}`;
        case "boolean":
            return `the boolean ${String(value)}`;
        case "object":
            if (value === null) {
                return "nothing";
            }
            return Array.isArray(value) ? "a list" : "a map";
        default:
            return typeof value;
    }
}
