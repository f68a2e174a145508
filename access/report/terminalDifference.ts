import { createColors } from "picocolors";
import type { AccessDifference, ChangeKind } from "../diff/accessDifference";
import type { Judgement } from "../diff/allowance";
import { plain } from "./phrase";
import { printable } from "./printable";
import { sectionsOf } from "./sections";
import type { Entry } from "./sections";
import { summaryLine } from "./summaryLine";

export interface TerminalForm {
    readonly colored: boolean;
    readonly judgement?: Judgement;
    /** Whether to say who, what and why below each sentence. */
    readonly details?: boolean;
}

type Colors = ReturnType<typeof createColors>;

const marks: Readonly<Record<ChangeKind, string>> = {
    gained: "+",
    lost: "-",
    moved: "~",
    "team-added": "+",
    "team-removed": "-",
    stale: "!",
    undecided: "?",
};

/** A difference for a terminal: what matters most first, one sentence for each cause. */
export function terminalDifference(difference: AccessDifference, form: TerminalForm): string {
    const colors = createColors(form.colored);
    const sections = sectionsOf(difference).map(({ title, entries }) =>
        [
            colors.bold(title === undefined ? "of no team" : plain(title)),
            ...entries.flatMap((entry) => entryLines(entry, form, colors)),
        ].join("\n"),
    );
    const unread = difference.unread.map(
        (what) => `${colors.red("?")} not read, and may grant anything: ${printable(what)}`,
    );
    return `${[
        colors.bold(summaryLine(difference)),
        ...sections,
        ...(unread.length === 0 ? [] : [unread.join("\n")]),
        ...judgementLines(form.judgement, colors),
    ].join("\n\n")}\n`;
}

function entryLines(
    { change, headline, details }: Entry,
    form: TerminalForm,
    colors: Colors,
): readonly string[] {
    const isGain = change.kind === "gained";
    const paint = isGain ? colors.red : change.kind === "lost" ? colors.green : colors.yellow;
    const crossing = isGain && ["anyone", "outsider", "team"].includes(change.crossing);
    const warning = crossing ? `${colors.red(`[${crossingWords[change.crossing] ?? ""}]`)} ` : "";
    return [
        `  ${paint(marks[change.kind])} ${warning}${plain(headline)}`,
        ...(form.details === true
            ? details.flatMap(({ title, lines }) => [
                  `      ${colors.dim(`${title}:`)}`,
                  ...lines.map((line) => `        ${colors.dim(plain(line))}`),
              ])
            : []),
    ];
}

const crossingWords: Readonly<Record<string, string>> = {
    anyone: "open to anyone",
    outsider: "from outside",
    team: "across teams",
};

function judgementLines(judgement: Judgement | undefined, colors: Colors): readonly string[] {
    if (judgement === undefined) {
        return [];
    }
    const { beyond, unread, unused } = judgement;
    const open = beyond.length + unread.length;
    return [
        ...(open === 0
            ? []
            : [
                  colors.red(
                      `${open === 1 ? "1 widening is" : `${open} widenings are`} beyond what is allowed`,
                  ),
              ]),
        ...unused.map((each) => `allowed, but nothing needs it: "${printable(each)}"`),
    ];
}
