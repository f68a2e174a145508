import type { z } from "zod";
import { describe } from "./expectation";
import type { Issue, IssueAt } from "./issue";

/** Every problem zod found, worded for the person who wrote the file, each with its place. */
export function schemaIssues(error: z.ZodError, issueAt: IssueAt): readonly Issue[] {
    return error.issues.flatMap((issue) => {
        const path = issue.path.filter((segment) => typeof segment !== "symbol");
        switch (issue.code) {
            case "unrecognized_keys":
                return issue.keys.map((key) =>
                    issueAt([...path, key], "unknown key; remove it or correct its name", "key"),
                );
            case "invalid_key":
                return [issueAt(path, issue.issues[0]?.message ?? issue.message, "key")];
            case "invalid_type":
                return [issueAt(path, typeMessage(issue))];
            default:
                return [issueAt(path, issue.message)];
        }
    });
}

function typeMessage(issue: z.core.$ZodIssueInvalidType): string {
    // A leaf has worded its own message; a container that was not what it should be has zod's.
    if (!issue.message.startsWith("Invalid input")) {
        return issue.message;
    }
    const wanted = issue.expected === "array" ? "a list" : "a map";
    return issue.input === undefined
        ? `missing; expected ${wanted}`
        : `got ${describe(issue.input)}; expected ${wanted}`;
}
