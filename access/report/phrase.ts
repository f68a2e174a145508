import { printable } from "./printable";

/** A sentence of a report: our words, and names that come from documents and must not act as more. */
export type Phrase = readonly Word[];

export type Word = string | Name;

export interface Name {
    readonly name: string;
    /** A team's name stands out. */
    readonly isTeam?: true;
}

export function name(text: string): Name {
    return { name: text };
}

export function teamName(text: string): Name {
    return { name: text, isTeam: true };
}

/** `a, b and c`, of phrases. */
export function listed(phrases: readonly Phrase[], last = "and"): Phrase {
    return phrases.flatMap((phrase, at): Phrase => {
        if (at === 0) {
            return phrase;
        }
        return [at === phrases.length - 1 ? ` ${last} ` : ", ", ...phrase];
    });
}

/** The same, where more than wanted are counted and not said. */
export function counted(phrases: readonly Phrase[], most: number): Phrase {
    return phrases.length > most + 1
        ? listed([...phrases.slice(0, most), [`${phrases.length - most} more`]])
        : listed(phrases);
}

/** The phrase as plain text, names in double quotes. */
export function plain(phrase: Phrase): string {
    return phrase
        .map((word) =>
            typeof word === "string"
                ? word
                : word.isTeam === true
                  ? printable(word.name)
                  : `"${printable(word.name)}"`,
        )
        .join("");
}
