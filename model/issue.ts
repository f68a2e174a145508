/** One thing wrong with an input file, at the place where a person would mend it. */
export interface Issue {
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

export type Parsed<T> =
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly issues: readonly Issue[] };

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
    return issue.path === ""
        ? `${place}  ${issue.message}`
        : `${place}  ${issue.path}: ${issue.message}`;
}

function byPlace(a: Issue, b: Issue): number {
    return (
        a.file.localeCompare(b.file) ||
        (a.line ?? 0) - (b.line ?? 0) ||
        (a.column ?? 0) - (b.column ?? 0)
    );
}
