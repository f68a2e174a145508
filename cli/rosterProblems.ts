import { dayOf } from "../model/day";
import { printable } from "../model/printable";
import { renderIssues } from "./checkReport";
import { CommandError } from "./commandError";
import { checkRoster } from "./rosterCheck";
import { rosterFiles } from "./rosterFiles";

/** What `hyperpod-teams check` would call errors, a line each; a roster that cannot be read is one. */
export function rosterProblems(folder: string, stack: string): readonly string[] {
    try {
        const found = checkRoster(rosterFiles({ folder, stack }), dayOf(new Date()));
        return renderIssues(
            { ...found, issues: found.issues.filter(({ severity }) => severity === "error") },
            false,
        );
    } catch (error) {
        if (error instanceof CommandError) {
            return [printable(error.message)];
        }
        throw error;
    }
}
