/** Text between tags, or in a quoted attribute. */
export function escapedHtml(text: string): string {
    return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * JSON that no name can break out of: an HTML parser ends a script at the letters of its end tag,
 * whatever the script is. Signs that turn or hide text are escaped too, so that the page's source
 * reads as it is.
 */
export function escapedJson(value: unknown): string {
    return JSON.stringify(value).replace(/[<>&\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) =>
        Array.from(
            { length: sign.length },
            (_, index) => `\\u${sign.charCodeAt(index).toString(16).padStart(4, "0")}`,
        ).join(""),
    );
}
