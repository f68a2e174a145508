import { printable } from "../access/report/printable";

/**
 * Texts of code that nobody has approved, in a comment: as code they mention nobody, link nowhere and
 * end no fold. A line break would end the code.
 */
export function codeSpan(text: string): string {
    // Nothing between two fences would be a longer fence, which the next one closes.
    const line = printable(text.replaceAll(/\s+/g, " ").trim()) || " ";
    const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = "`".repeat(longest + 1);
    return longest === 0 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}

/** As many as fit, and how many more there are. */
export function listed(items: readonly string[], most: number): readonly string[] {
    const lines = items.slice(0, most).map((item) => `- ${item}`);
    return items.length > most ? [...lines, `- … and ${items.length - most} more`] : lines;
}

/** What most readers need not see. */
export function folded(summary: string, lines: readonly string[]): readonly string[] {
    return [`<details><summary>${summary}</summary>`, "", ...lines, "", "</details>"];
}
