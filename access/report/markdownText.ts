import type { Phrase, Word } from "./phrase";
import { printable } from "./printable";

/** Longer names are cut, and say by how much. */
const longestName = 300;

/**
 * A phrase as Markdown. Names come from pull requests of strangers, so each stands in a code span, in
 * which nothing acts: no markup, no link, no mention, no number of an issue.
 */
export function markdown(phrase: Phrase): string {
    return phrase.map(wordAsMarkdown).join("");
}

function wordAsMarkdown(word: Word): string {
    if (typeof word === "string") {
        return word;
    }
    const isPlain = word.isTeam === true && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(word.name);
    return isPlain ? `**${shortened(word.name)}**` : codeSpan(word.name);
}

/** A code span's fence is longer than any run of backticks in it. */
export function codeSpan(text: string): string {
    const shown = shortened(printable(text)) || " ";
    const runs = shown.match(/`+/g) ?? [];
    const fence = "`".repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
    const room = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
    return `${fence}${room}${shown}${room}${fence}`;
}

function shortened(text: string): string {
    const letters = Array.from(text);
    return letters.length > longestName
        ? `${letters.slice(0, longestName).join("")}… (${letters.length - longestName} more characters)`
        : text;
}
