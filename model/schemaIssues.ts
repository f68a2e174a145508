import type { z } from "zod";
import { describe } from "./expectation";
import type { Issue, IssueAt, Path } from "./issue";
import { keysAt, schemaAt } from "./schemaKeys";
import { didYouMean } from "./suggestion";

/** Where a value stands, and how it is written: as a YamlSource knows it. */
export interface SchemaSource {
    readonly issueAt: IssueAt;
    readonly writtenAt?: (path: Path) => string | undefined;
}

/** Every problem zod found, worded for the person who wrote the file, each with its place. */
export function schemaIssues(
    error: z.ZodError,
    schema: z.ZodType,
    { issueAt, writtenAt }: SchemaSource,
): readonly Issue[] {
    return error.issues.flatMap((issue) => {
        const path = issue.path.filter((segment) => typeof segment !== "symbol");
        switch (issue.code) {
            case "unrecognized_keys":
                return issue.keys.map((key) =>
                    issueAt([...path, key], unknownKey(key, keysAt(schema, path)), "key"),
                );
            case "invalid_key":
                return [issueAt(path, issue.issues[0]?.message ?? issue.message, "key")];
            case "invalid_type":
                return [
                    issueAt(
                        path,
                        `${typeMessage(issue)}${asText(issue, writtenAt?.(path), schemaAt(schema, path))}`,
                    ),
                ];
            default:
                return [issueAt(path, issue.message)];
        }
    });
}

function unknownKey(key: string, known: readonly string[]): string {
    return `unknown key${didYouMean(key, known) || "; remove it or correct its name"}`;
}

/**
 * YAML took for a number or a word of its own what was meant as text, and may have changed it. Text
 * that would be refused in turn is no help.
 */
function asText(
    { expected, message }: z.core.$ZodIssueInvalidType,
    written: string | undefined,
    schema: z.ZodType | undefined,
): string {
    return expected === "string" &&
        written !== undefined &&
        schema?.safeParse(written).success !== false &&
        !message.includes("in quotes: ")
        ? `; in quotes it is text: "${written}"`
        : "";
}

function typeMessage(issue: z.core.$ZodIssueInvalidType): string {
    // A leaf has worded its own message; a container that was not what it should be has zod's.
    if (!issue.message.startsWith("Invalid input")) {
        return issue.message;
    }
    const wanted = issue.expected === "array" ? "a list" : "a map";
    if (issue.input === undefined) {
        return `missing; expected ${wanted}`;
    }
    const entries = wanted === "a list" && describe(issue.input) === "a map";
    return `got ${describe(issue.input)}; expected ${wanted}${entries ? ', each entry after a "- "' : ""}`;
}
