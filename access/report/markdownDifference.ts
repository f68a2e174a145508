import type { AccessDifference, Crossing } from "../diff/accessDifference";
import { isWidening } from "../diff/allowance";
import type { Judgement } from "../diff/allowance";
import type { Detail } from "./changeWords";
import { codeSpan, markdown } from "./markdownText";
import { listed, teamName } from "./phrase";
import { sectionsOf } from "./sections";
import type { Entry, Section } from "./sections";
import { summaryLine } from "./summaryLine";

/** By this the comment is found again and updated, whatever it says. */
export const marker = "<!-- hyperpod-teams:access -->";

/** GitHub takes 65,536 characters in a comment; the rest is room for whoever puts something before it. */
export const mostCharacters = 64_000;

export interface MarkdownForm {
    /** What was found beyond what is allowed, where somebody asked. */
    readonly judgement?: Judgement;
    /** Where the whole of it is, where it is too long for a comment. */
    readonly rest?: string;
    readonly most?: number;
}

/** A difference as a comment on a pull request: sentences first, proof folded. */
export function markdownDifference(difference: AccessDifference, form: MarkdownForm = {}): string {
    const sections = sectionsOf(difference);
    const head = [
        marker,
        `**${summaryLine(difference)}**`,
        ...approvalLines(difference, form.judgement),
    ];
    const tail = [
        ...unreadLines(difference.unread),
        ...unchangedLines(difference),
        "<sub>Compared by what the registered documents allow, not by their text. Service control policies, VPC endpoint policies and other stacks are not seen here; they can only take away, or are judged with their own stack.</sub>",
    ];
    const blocks = sections.flatMap((section) => blocksOf(section, difference.changes));
    const most = form.most ?? mostCharacters;
    const rest = form.rest ?? "hyperpod-teams access diff";
    const fixed = lengthOf([...head, ...tail]) + lengthOf([leftOut(blocks, blocks, rest)]);
    return `${[...head, ...fitted(blocks, most - fixed, rest), ...tail].join("\n\n")}\n`;
}

interface Block {
    /** Whose heading is shown once, above its blocks. */
    readonly section: Section;
    readonly text: string;
    /** Shown only where there is room once all that must be read has its place. */
    readonly folded: string;
    readonly count: number;
    /** Among all changes, of which the most dangerous comes first. */
    readonly rank: number;
}

function headingOf({ title }: Section): string {
    return title === undefined ? "### Of no team" : `### ${markdown(title)}`;
}

function blocksOf(section: Section, changes: AccessDifference["changes"]): readonly Block[] {
    return section.entries.map((entry) => ({
        section,
        text: headlineOf(entry),
        folded: foldedDetails(entry.details),
        count: entry.count,
        rank: changes.indexOf(entry.change),
    }));
}

const warnings: Partial<Record<Crossing, string>> = {
    anyone: "⚠️ **Open to anyone.** ",
    outsider: "⚠️ **From outside.** ",
    team: "⚠️ **Across teams.** ",
};

function headlineOf({ change, headline }: Entry): string {
    const warning = change.kind === "gained" ? (warnings[change.crossing] ?? "") : "";
    const text = markdown(headline);
    return `${warning}${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function foldedDetails(found: readonly Detail[]): string {
    const lines = found.flatMap(({ title, lines }) => [
        `- ${title}:`,
        ...lines.map((line) => `  - ${markdown(line)}`),
    ]);
    return `<details><summary>Who, what and why</summary>\n\n${lines.join("\n")}\n\n</details>`;
}

/**
 * First all sentences, as far as there is room; then the details. What is most dangerous gets its room
 * first, wherever it stands.
 */
function fitted(blocks: readonly Block[], room: number, rest: string): readonly string[] {
    const byRank = blocks.toSorted((one, other) => one.rank - other.rank);
    const begun = new Set<Section>();
    const shown = new Set<Block>();
    let left = room;
    for (const block of byRank) {
        const { section, text } = block;
        const length = lengthOf(begun.has(section) ? [text] : [headingOf(section), text]);
        if (length > left) {
            break;
        }
        left -= length;
        begun.add(section);
        shown.add(block);
    }
    const unfolded = new Set(
        byRank.filter((block) => {
            const length = lengthOf([block.folded]);
            const fits = shown.has(block) && left >= length;
            left = fits ? left - length : left;
            return fits;
        }),
    );
    const texts: string[] = [];
    for (const block of blocks.filter((each) => shown.has(each))) {
        if (begun.delete(block.section)) {
            texts.push(headingOf(block.section));
        }
        texts.push(block.text, ...(unfolded.has(block) ? [block.folded] : []));
    }
    const withoutText = blocks.filter((block) => !shown.has(block));
    const withoutDetails = blocks.filter((block) => shown.has(block) && !unfolded.has(block));
    return withoutText.length === 0 && withoutDetails.length === 0
        ? texts
        : [...texts, leftOut(withoutText, withoutDetails, rest)];
}

function leftOut(texts: readonly Block[], folded: readonly Block[], rest: string): string {
    const changes = texts.reduce((sum, { count }) => sum + count, 0);
    const parts = [
        ...(texts.length === 0 ? [] : [`${counted(changes, "change")} altogether`]),
        ...(folded.length === 0 ? [] : [`the details of ${counted(folded.length, "change")}`]),
    ];
    return `⚠️ **This is not all.** Left out here for want of room: ${parts.join(", and ")}. The whole of it: ${codeSpan(rest)}.`;
}

/** Characters with the empty line that follows. */
function lengthOf(texts: readonly string[]): number {
    return texts.reduce((sum, text) => sum + text.length + 2, 0);
}

function approvalLines(
    { changes, unread }: AccessDifference,
    judgement: Judgement | undefined,
): readonly string[] {
    if (judgement === undefined) {
        return [];
    }
    const asked = changes.filter(isWidening).length + unread.length;
    const open = judgement.beyond.length + judgement.unread.length;
    if (asked === 0) {
        return [];
    }
    return [
        open === 0
            ? "Everything that widens is allowed."
            : `**Needs approval:** ${open} of ${asked} that widen ${open === 1 ? "is" : "are"} not allowed.`,
    ];
}

function unreadLines(unread: readonly string[]): readonly string[] {
    return unread.length === 0
        ? []
        : [
              `⚠️ **Not read, and may grant anything:** ${unread.slice(0, 20).map(codeSpan).join(", ")}${unread.length > 20 ? ` and ${unread.length - 20} more` : ""}.`,
          ];
}

function unchangedLines({ teams }: AccessDifference): readonly string[] {
    const unchanged = teams.filter(({ status, exposed }) => status === "unchanged" && !exposed);
    const shown = unchanged.slice(0, 20).map(({ team }) => [teamName(team)]);
    const more = unchanged.length - shown.length;
    return unchanged.length === 0
        ? []
        : [
              `Unchanged: ${markdown(listed(more === 0 ? shown : [...shown, [counted(more, "more team")]]))}.`,
          ];
}

function counted(count: number, noun: string): string {
    return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
