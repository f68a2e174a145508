import { z } from "zod";

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
export function text(what: string, pattern: RegExp) {
    const error = expected(what);
    return z.string({ error }).regex(pattern, { error });
}

export function describe(value: unknown): string {
    switch (typeof value) {
        case "string":
            return `"${value}"`;
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
