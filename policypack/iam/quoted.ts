/**
 * A value of a document as a finding shows it: in quotes, on one line whatever it holds, and cut
 * where it is long. A document is written by others, and must not be able to forge a second finding.
 */
export function quoted(value: string): string {
    const text = value.length > 200 ? `${value.slice(0, 199)}…` : value;
    return JSON.stringify(text).replace(
        /[\u007f-\u009f\u00a0\u2028-\u202e\u2066-\u2069\ufeff]/g,
        escaped,
    );
}

/** `"a", "b"`, and how many more there are after the third. */
export function quotedList(values: readonly string[]): string {
    const shown = values.slice(0, 3).map(quoted).join(", ");
    return values.length > 3 ? `${shown} and ${values.length - 3} more` : shown;
}

function escaped(letter: string): string {
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
