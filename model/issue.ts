import { printable } from "./printable";

/** An error stops everything before it begins; a warning is printed and stops nothing. */
export type Severity = "error" | "warning";

/** One thing wrong with an input file, at the place where a person would mend it. */
export interface Issue {
    readonly severity: Severity;
    readonly file: string;
    /** 1-based; absent where the file is not at hand (a value that came from the engine alone). */
    readonly line?: number;
    readonly column?: number;
    /** Where in the document, as a person would write it: `teams.vision.data[0].bucket`. */
    readonly path: string;
    /** What is wrong, what was found, what was expected. */
    readonly message: string;
}

export type Path = readonly (string | number)[];

/** Makes an issue about the value at a path of a document, or about that value's key. */
export type IssueAt = (path: Path, message: string, at?: "key" | "value") => Issue;

/** Where parsing succeeded, the issues are warnings; where it failed, all that was found. */
export type Parsed<T> =
    | { readonly ok: true; readonly value: T; readonly issues: readonly Issue[] }
    | { readonly ok: false; readonly issues: readonly Issue[] };

/** What a check calls for each thing it finds. */
export interface Report {
    readonly error: (path: Path, message: string, at?: "key" | "value") => void;
    readonly warning: (path: Path, message: string, at?: "key" | "value") => void;
}

export function reportTo(issues: Issue[], issueAt: IssueAt): Report {
    return {
        error: (path, message, at) => {
            issues.push(issueAt(path, message, at));
        },
        warning: (path, message, at) => {
            issues.push({ ...issueAt(path, message, at), severity: "warning" });
        },
    };
}

export function hasErrors(issues: readonly Issue[]): boolean {
    return issues.some(({ severity }) => severity === "error");
}

/** `teams.yaml:6:14  teams.vision.data[0].bucket: …`, one issue a line, in the file's order. */
export function formatIssues(issues: readonly Issue[]): string {
    return [...issues].sort(byPlace).map(formatIssue).join("\n");
}

export function formatPath(path: Path): string {
    let text = "";
    for (const segment of path) {
        if (typeof segment === "number") {
            text += `[${segment}]`;
        } else {
            text += text === "" ? segment : `.${segment}`;
        }
    }
    return text;
}

function formatIssue(issue: Issue): string {
    const place =
        issue.line === undefined ? issue.file : `${issue.file}:${issue.line}:${issue.column ?? 1}`;
    const severity = issue.severity === "warning" ? "warning: " : "";
    const path = issue.path === "" ? "" : `${issue.path}: `;
    // Values may come from a file that means harm to a terminal.
    return printable(`${place}  ${severity}${path}${issue.message}`);
}

export function byPlace(a: Issue, b: Issue): number {
    return (
        a.file.localeCompare(b.file) ||
        (a.line ?? 0) - (b.line ?? 0) ||
        (a.column ?? 0) - (b.column ?? 0)
    );
}
