/**
 * Text of a file as it may stand in a message. What a terminal would act on (escape sequences, line
 * ends) or a reader could not see (zero-width and direction marks, odd spaces) is written as an escape.
 */
export function printable(text: string): string {
    return text.replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escaped);
}

/** At most so many characters; what was cut off shows as "…". */
export function cut(text: string, length: number): string {
    if (text.length <= length) {
        return text;
    }
    const kept = text.slice(0, length - 1);
    // Half of a character outside the basic plane would be printed as rubbish.
    return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

const quotedLength = 80;

/**
 * A value in quotes. A letter from beyond ASCII is named by its code point: Cyrillic "о" looks like
 * Latin "o", and `unknown name "visiоn"; expected "vision"` would help nobody.
 */
export function quoted(text: string): string {
    const shown = cut(text, quotedLength);
    return `"${printable(shown)}"${foreignLetter(text.slice(0, quotedLength - 1))}`;
}

function foreignLetter(text: string): string {
    let index = 0;
    for (const letter of text) {
        index += 1;
        if (letter > "~" && /[\p{L}\p{N}\p{M}\p{P}\p{S}]/u.test(letter)) {
            return ` (character ${index} is U+${hex(letter).padStart(4, "0")})`;
        }
    }
    return "";
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
    ["\t", "\\t"],
    ["\n", "\\n"],
    ["\r", "\\r"],
]);

function escaped(character: string): string {
    const code = hex(character);
    return (
        shortEscapes.get(character) ??
        (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`)
    );
}

function hex(character: string): string {
    return (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
}
