import { byPlace } from "../model/issue";
import type { Issue } from "../model/issue";
import { printable } from "../model/printable";
import { checkRosterAlone, readRoster, rosterFor } from "../model/roster/roster";
import type { RosterFiles } from "./rosterFiles";

/** An issue, and the environments that it holds for. */
export interface FoundIssue extends Issue {
    readonly stacks: readonly string[];
}

export interface RosterCheck {
    readonly file: string;
    readonly stacks: readonly string[];
    /** Each once, in the order of the files. */
    readonly issues: readonly FoundIssue[];
    /** How many teams have resources, by environment; without those whose files have errors. */
    readonly teams: ReadonlyMap<string, number>;
}

/** What the program would say before a rollout, for every environment at once. */
export function checkRoster(
    { file, bytes, environments, stacks }: Omit<RosterFiles, "location">,
    today: string,
): RosterCheck {
    const found = new Map<string, { issue: Issue; stacks: Set<string> }>();
    const add = (issues: readonly Issue[], stack?: string) => {
        for (const issue of issues) {
            const key = JSON.stringify([
                issue.severity,
                issue.file,
                issue.line,
                issue.column,
                issue.path,
                issue.message,
            ]);
            const known = found.get(key) ?? { issue, stacks: new Set() };
            found.set(key, known);
            if (stack !== undefined) {
                known.stacks.add(stack);
            }
        }
    };
    const text = readRoster(file, bytes);
    const teams = new Map<string, number>();
    for (const { stack, environment } of environments) {
        add(environment.issues, stack);
        if (!environment.ok) {
            // The roster's own mistakes are told all the same.
            add(checkRosterAlone(text, today, stacks), stack);
            continue;
        }
        const roster = rosterFor(text, environment.value, { stack, today, stacks });
        add(roster.issues, stack);
        if (roster.ok) {
            teams.set(stack, roster.value.teams.length);
        }
    }
    if (environments.length === 0) {
        add(checkRosterAlone(text, today));
    }
    return {
        file,
        stacks: environments.map(({ stack }) => stack),
        issues: [...found.values()]
            .map(({ issue, stacks: held }) => ({
                ...issue,
                // Whatever a file holds, a terminal and a log get plain characters.
                path: printable(issue.path),
                message: printable(issue.message),
                stacks: [...held],
            }))
            .sort(byPlace),
        teams,
    };
}

export function countOf(check: RosterCheck, severity: Issue["severity"]): number {
    return check.issues.filter((issue) => issue.severity === severity).length;
}
