import { isCollection, isPair, isScalar } from "yaml";
import type { Node, Pair, YAMLMap } from "yaml";
import { textKey } from "../yaml/yamlValue";

/** Where the parts of a roster's text stand, in whole lines: what an edit may touch and what not. */

export interface TextRange {
    readonly start: number;
    readonly end: number;
}

export function lineStart(text: string, offset: number): number {
    return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Behind the line's end, so that the next line begins there. */
export function lineEnd(text: string, offset: number): number {
    const end = text.indexOf("\n", offset);
    return end === -1 ? text.length : end + 1;
}

/** The spaces before a key; undefined where something else stands before it, such as "? " or "{". */
export function indentOf(text: string, pair: Pair): string | undefined {
    const start = (pair.key as Node | null)?.range?.[0] ?? 0;
    const before = text.slice(lineStart(text, start), start);
    return /^ *$/.test(before) ? before : undefined;
}

export function pairOf(map: YAMLMap, key: string): Pair | undefined {
    return map.items.find((pair) => textKey(pair) === key);
}

/** Behind the colon of a key in block form. */
export function afterColon(text: string, pair: Pair): number {
    const end = (pair.key as Node | null)?.range?.[1] ?? 0;
    return text.indexOf(":", end) + 1;
}

/** From a key's colon to its value's end; of a key without a value, nothing. */
export function valueRange(text: string, pair: Pair): TextRange {
    const start = afterColon(text, pair);
    const [from = start, to = start] = (pair.value as Node | null)?.range ?? [];
    return { start, end: from === to ? start : Math.max(start, to) };
}

/** Where the last character of a pair stands, comments not counted. */
export function contentEnd({ key, value }: Pair): number {
    return Math.max(rangeEnd(key), endOf(value));
}

function endOf(node: unknown): number {
    const last: unknown = isCollection(node) && node.flow !== true ? node.items.at(-1) : undefined;
    if (last === undefined) {
        return rangeEnd(node);
    }
    return isPair(last) ? contentEnd(last) : endOf(last);
}

/** Behind the last line of a pair's content. */
export function contentLinesEnd(text: string, pair: Pair): number {
    const end = contentEnd(pair);
    // A block of text ends with its last line's end; what follows is not its own.
    return end > 0 && text[end - 1] === "\n" ? end : lineEnd(text, end);
}

/** Skips blank lines and comments that are indented at least so far, and stands behind the last one. */
export function skipComments(text: string, from: number, column: number): number {
    let end = from;
    for (let at = from; at < text.length;) {
        const next = lineEnd(text, at);
        const line = text.slice(at, next).trimEnd();
        const indent = line.search(/\S/);
        if (indent !== -1) {
            if (line[indent] !== "#" || indent < column) {
                break;
            }
            end = next;
        }
        at = next;
    }
    return end;
}

/** The entry with its own comments: those right above its key, and those indented below it. */
export function entryRange(text: string, pair: Pair, indent: string): TextRange {
    let start = lineStart(text, (pair.key as Node | null)?.range?.[0] ?? 0);
    while (start > 0) {
        const above = lineStart(text, start - 1);
        const line = text.slice(above, start);
        if (!line.startsWith(`${indent}#`)) {
            break;
        }
        start = above;
    }
    return { start, end: skipComments(text, contentLinesEnd(text, pair), indent.length + 1) };
}

export function blankLinesEnd(text: string, from: number): number {
    let end = from;
    while (end < text.length && text.slice(end, lineEnd(text, end)).trim() === "") {
        end = lineEnd(text, end);
    }
    return end;
}

export function blankLinesStart(text: string, from: number): number {
    let start = from;
    while (start > 0) {
        const above = lineStart(text, start - 1);
        if (text.slice(above, start).trim() !== "") {
            break;
        }
        start = above;
    }
    return start;
}

/** The line end that the file uses. */
export function lineBreak(text: string): string {
    return /\r?\n/.exec(text)?.[0] ?? "\n";
}

/** A value that is not there: `teams:` with nothing behind it, or `teams: null`. */
export function isNothing(value: unknown): boolean {
    return value === null || (isScalar(value) && value.value === null);
}

function rangeEnd(node: unknown): number {
    return (node as Node | null)?.range?.[1] ?? 0;
}
