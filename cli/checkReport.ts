import { createColors } from "picocolors";
import { countOf } from "./rosterCheck";
import type { FoundIssue, RosterCheck } from "./rosterCheck";

/** The forms in which `check` tells what it found; docs/commands.md describes them. */
export const checkFormats = ["text", "json", "github"] as const;
export type CheckFormat = (typeof checkFormats)[number];

export function renderCheck(check: RosterCheck, format: CheckFormat, colored: boolean): string {
    switch (format) {
        case "text":
            return [...renderIssues(check, colored), summary(check, colored)].join("\n");
        case "json":
            return JSON.stringify(asJson(check), undefined, 2);
        case "github":
            return [
                ...check.issues.map((issue) => annotation(issue, check)),
                // No file's name may begin the line, or be taken for a command of the older form.
                `hyperpod-teams check: ${summary(check).replaceAll("##[", "## [")}`,
            ].join("\n");
    }
}

/** `teams.yaml:6:14  teams.vision.data[0].bucket: …`, one issue a line. */
export function renderIssues(check: RosterCheck, colored: boolean): readonly string[] {
    const colors = createColors(colored);
    return check.issues.map((issue) => {
        const { severity, file, line, column, path } = issue;
        const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
        const mark = severity === "warning" ? `${colors.yellow("warning:")} ` : "";
        const field = path === "" ? "" : `${colors.red(path)}: `;
        const warned = path === "" ? "" : `${colors.yellow(path)}: `;
        return `${colors.bold(place)}  ${mark}${mark === "" ? field : warned}${messageOf(issue, check)}`;
    });
}

/** The shape is promised: see docs/check.schema.json. */
function asJson(check: RosterCheck): unknown {
    return {
        version: 1,
        file: check.file,
        stacks: check.stacks,
        issues: check.issues.map(({ severity, file, line, column, path, message, stacks }) => ({
            severity,
            file,
            line: line ?? null,
            column: column ?? null,
            path,
            message,
            stacks,
        })),
        summary: {
            errors: countOf(check, "error"),
            warnings: countOf(check, "warning"),
            teams: Object.fromEntries(check.teams),
        },
    };
}

/**
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions: the value of a
 * property ends at "," or ":", and everything at a line's end.
 */
function annotation(issue: FoundIssue, check: RosterCheck): string {
    const { severity, file, line, column, path } = issue;
    const properties = [
        ["file", file],
        ["line", line],
        ["col", column],
        ["title", path === "" ? "hyperpod-teams check" : path],
    ].flatMap(([name, value]) =>
        value === undefined ? [] : [`${String(name)}=${escapedProperty(String(value))}`],
    );
    return `::${severity} ${properties.join(",")}::${escapedData(messageOf(issue, check))}`;
}

function escapedData(text: string): string {
    return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
    return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** Where an issue does not hold everywhere, it says where; a stack's own file says so itself. */
function messageOf({ file, message, stacks }: FoundIssue, check: RosterCheck): string {
    return file !== check.file || stacks.length === check.stacks.length
        ? message
        : `${message} (in ${listOf(stacks)})`;
}

function summary(check: RosterCheck, colored = false): string {
    const colors = createColors(colored);
    const errors = countOf(check, "error");
    const warnings = countOf(check, "warning");
    const counts = [
        ...(errors === 0 ? [] : [colors.red(counted(errors, "problem"))]),
        ...(warnings === 0 ? [] : [colors.yellow(counted(warnings, "warning"))]),
    ].join(", ");
    const files = listOf([...new Set(check.issues.map(({ file }) => file))]);
    if (errors > 0) {
        return `${counts} in ${files}`;
    }
    const teams =
        check.stacks.length === 0
            ? "read by itself, because no Pulumi.<stack>.yaml is beside it"
            : teamCounts(check);
    return warnings > 0
        ? `${counts} in ${files}, no problems: ${teams}`
        : `${colors.green(`${check.file} is fine`)}: ${teams}`;
}

/** `3 teams in dev and prod`, or `3 teams in dev, 2 teams in prod`. */
function teamCounts({ teams }: RosterCheck): string {
    const byCount = new Map<number, string[]>();
    for (const [stack, count] of teams) {
        byCount.set(count, [...(byCount.get(count) ?? []), stack]);
    }
    return [...byCount]
        .map(([count, stacks]) => `${counted(count, "team")} in ${listOf(stacks)}`)
        .join(", ");
}

export function listOf(words: readonly string[]): string {
    return words.length < 2
        ? words.join("")
        : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

function counted(count: number, noun: string): string {
    return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
