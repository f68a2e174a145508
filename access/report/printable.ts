/**
 * Text of an untrusted document as it may stand in a report. What a terminal would act on (escape
 * sequences, line ends) or a reader could not see (zero-width and direction marks, odd spaces) is
 * written as an escape.
 */
export function printable(text: string): string {
    return text.replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (character) => {
        const code = (character.codePointAt(0) ?? 0).toString(16);
        return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
    });
}
