import type { Change, PreviewDigest } from "./previewDigest";
import { changeKinds } from "./previewDigest";
import { codeSpan, folded, listed } from "./untrustedMarkdown";

/** What is told of a pull request in one environment. */
export interface PullRequestReport {
    readonly stack: string;
    /** Commits, in full. */
    readonly base: string;
    readonly head: string;
    /** What `hyperpod-teams check` says of the head. */
    readonly problems: readonly string[];
    /** Absent where the head could not be previewed at all. */
    readonly preview?: PreviewDigest;
    readonly access?: AccessReport;
    /** Files that say what is allowed, and that the pull request changes. */
    readonly guarded: readonly string[];
    /** What a reader has to know to trust the rest. */
    readonly notes: readonly string[];
}

/** What the change does to who reaches what. */
export interface AccessReport {
    readonly markdown: string;
    /** Whether it widens beyond what was allowed beforehand. */
    readonly widens: boolean;
}

export type Verdict = "problems" | "fails" | "blocked" | "widens" | "ready";

export function verdictOf({ problems, preview, access }: PullRequestReport): Verdict {
    if (problems.length > 0) {
        return "problems";
    }
    if (preview?.violations.some(({ level }) => level === "mandatory") === true) {
        return "blocked";
    }
    return preview?.complete !== true ? "fails" : access?.widens === true ? "widens" : "ready";
}

/** Found by whoever updates the comment in place. */
export const marker = (stack: string) => `<!-- hyperpod-teams pr ${stack} -->`;

/** The whole comment, in Markdown. GitHub takes 65,536 characters. */
export function renderComment(report: PullRequestReport, most = 64_000): string {
    const { stack, problems, preview, access, guarded, notes } = report;
    const shortened = (sha: string) => codeSpan(sha.slice(0, 12));
    const lines = [
        marker(stack),
        `### Stack ${codeSpan(stack)}: ${headline(report)}`,
        "",
        ...section("Problems in the input", listed(problems.map(codeSpan), 50)),
        ...section("Policy violations", violationLines(preview)),
        ...section("The preview failed", listed((preview?.errors ?? []).map(codeSpan), 20)),
        ...(access === undefined ? [] : [access.markdown.trim(), ""]),
        ...(guarded.length === 0
            ? []
            : [
                  `This pull request changes what judges it. It was judged by the policy pack of ${shortened(report.base)}, and these need their owners' review:`,
                  "",
                  ...listed(guarded.map(codeSpan), 20),
                  "",
              ]),
        ...changeLines(preview?.changes ?? []),
        `What rolling out ${shortened(report.head)} would do where ${shortened(report.base)} stands, judged by the policy pack of ${shortened(report.base)}. The previewed code ran beside its judge, so this is advice; the gate is the same pack, run again from the protected branch before the rollout.`,
        ...notes.map((note) => `\n${note}`),
    ];
    return truncated(`${lines.join("\n").trimEnd()}\n`, most);
}

function headline(report: PullRequestReport): string {
    const { problems, preview } = report;
    switch (verdictOf(report)) {
        case "problems":
            return `${count(problems.length, "problem")} in the input`;
        case "fails":
            return "the preview fails";
        case "blocked":
            return `blocked by ${count(preview?.violations.length ?? 0, "policy violation")}`;
        case "widens":
            return "access widens, and somebody has to approve it";
        case "ready":
            return preview?.changes.length === 0
                ? "nothing changes"
                : `${countsOf(preview?.changes ?? [])}, no violation`;
    }
}

/** One policy after the other, with what it found below it. */
function violationLines(preview: PreviewDigest | undefined): readonly string[] {
    const found = new Map<string, string[]>();
    for (const { policy, level, message, resource } of preview?.violations ?? []) {
        const title = `${codeSpan(policy)}${level === "mandatory" ? "" : ", advice"}`;
        found.set(title, [
            ...(found.get(title) ?? []),
            `${codeSpan(resource)}: ${codeSpan(message)}`,
        ]);
    }
    return [...found].flatMap(([title, findings]) => [
        `- ${title}`,
        ...listed(findings, 10).map((line) => `  ${line}`),
    ]);
}

function changeLines(changes: readonly Change[]): readonly string[] {
    return changes.length === 0
        ? []
        : [
              ...folded(
                  `Resources: ${countsOf(changes)}`,
                  listed(
                      changes.map(
                          ({ kind, type, name }) => `${kind} ${codeSpan(name)} ${codeSpan(type)}`,
                      ),
                      200,
                  ),
              ),
              "",
          ];
}

function countsOf(changes: readonly Change[]): string {
    return changeKinds
        .map((kind) => [kind, changes.filter((change) => change.kind === kind).length] as const)
        .filter(([, number]) => number > 0)
        .map(([kind, number]) => `${number} to ${kind}`)
        .join(", ");
}

function section(title: string, lines: readonly string[]): readonly string[] {
    return lines.length === 0 ? [] : [`**${title}**`, "", ...lines, ""];
}

function count(number: number, what: string): string {
    return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** Cut where a line ends, with folds closed, and said. */
function truncated(text: string, most: number): string {
    if (text.length <= most) {
        return text;
    }
    const cut = text.slice(0, text.lastIndexOf("\n", most - 200));
    const isOpen = cut.lastIndexOf("<details>") > cut.lastIndexOf("</details>");
    const left = text.slice(cut.length).split("\n").length;
    return `${cut}\n${isOpen ? "\n</details>\n" : ""}\n**Cut off here: ${left} more lines; \`hyperpod-teams pr\` with the same commits and a higher \`--limit\` prints them.**\n`;
}
