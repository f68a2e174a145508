import { LineCounter } from "yaml";
import { printable } from "../printable";

/** A file's bytes, or text that was never in a file. */
export type YamlText = string | Uint8Array;

export interface Place {
    readonly line: number;
    readonly column: number;
}

export interface PlacedProblem extends Place {
    readonly message: string;
}

export type DecodedText =
    | { readonly ok: true; readonly text: string }
    | { readonly ok: false; readonly problems: readonly PlacedProblem[] };

/** 5,000 teams with every field filled in take half of this. */
export const mostBytes = 8 * 1024 * 1024;

/** After so many problems of one kind, more of them teach nothing. */
export const mostProblems = 20;

/**
 * What YAML calls printable, and no mark that turns the direction of writing: with one, a reviewer
 * sees another text than the program. A byte order mark is welcome at the start alone.
 */
const unwelcome =
    /[^\t\n\r -~\x85\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|\r(?!\n)/gu;

/**
 * Bytes into text. Editors on Windows put a byte order mark first and end lines by CR LF: both are
 * taken as they are, the mark is dropped, so that columns of the first line count from its text.
 */
export function decodeText(source: YamlText): DecodedText {
    const size = source.length;
    if (size > mostBytes) {
        return refused(1, 1, `the file has ${size} bytes; expected at most ${mostBytes}`);
    }
    if (typeof source === "string") {
        return checkCharacters(withoutMark(source));
    }
    const text = decoded(source);
    return text === null ? notUtf8(source) : checkCharacters(withoutMark(text));
}

/** Places of a text by its offsets, from 1. */
export function placesOf(text: string): (offset: number) => Place {
    const counter = new LineCounter();
    counter.addNewLine(0);
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) {
        counter.addNewLine(end + 1);
    }
    return (offset) => {
        const { line, col } = counter.linePos(Math.min(Math.max(offset, 0), text.length));
        return { line, column: col };
    };
}

function checkCharacters(text: string): DecodedText {
    const placeAt = placesOf(text);
    const problems: PlacedProblem[] = [];
    for (const { index, 0: character } of text.matchAll(unwelcome)) {
        problems.push({
            ...placeAt(index),
            message:
                character === "\r"
                    ? "a line ends with a carriage return alone; end lines with LF or CR LF"
                    : `got the character ${printable(character)}, which an editor does not show; remove it`,
        });
        if (problems.length === mostProblems) {
            break;
        }
    }
    return problems.length === 0 ? { ok: true, text } : { ok: false, problems };
}

/** `null` where the bytes are not UTF-8; a character that is cut off at their end is left out. */
function decoded(bytes: Uint8Array, stream = false): string | null {
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream });
    } catch {
        return null;
    }
}

/** The decoder gives no place: the longest beginning that it takes ends where the bad byte is. */
function notUtf8(bytes: Uint8Array): DecodedText {
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
        return refused(1, 1, "the file is UTF-16 text; save it as UTF-8");
    }
    let before = "";
    for (let good = 0, bad = bytes.length + 1; bad - good > 1;) {
        const middle = Math.floor((good + bad) / 2);
        const text = decoded(bytes.subarray(0, middle), true);
        if (text === null) {
            bad = middle;
        } else {
            before = text;
            good = middle;
        }
    }
    const byte = bytes[new TextEncoder().encode(before).length] ?? 0;
    const text = withoutMark(before);
    const { line, column } = placesOf(text)(text.length);
    return refused(
        line,
        column,
        `the byte 0x${byte.toString(16).toUpperCase()} here is not UTF-8 text; save the file as UTF-8`,
    );
}

function withoutMark(text: string): string {
    return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function refused(line: number, column: number, message: string): DecodedText {
    return { ok: false, problems: [{ line, column, message }] };
}
