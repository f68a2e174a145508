import { cut } from "../printable";

/**
 * The YAML library's messages in the words of somebody who has never read YAML's specification, for
 * the slips that people make; the rest keep the library's.
 */
const messages: ReadonlyMap<string, string> = new Map([
    [
        "Tabs are not allowed as indentation",
        "a tab stands where the indentation is; replace tabs by spaces, two a level",
    ],
    [
        "Nested mappings are not allowed in compact mappings",
        'a second ": " on this line; put the text in quotes, or begin the inner map on a line of its own',
    ],
    [
        "Implicit keys need to be on a single line",
        'a key goes on over several lines; is a ":" missing, or a line not indented like its neighbours?',
    ],
    [
        "Implicit map keys need to be followed by map values",
        'expected a ":" after this key, followed by a space or the line\'s end',
    ],
    [
        "All mapping items must start at the same column",
        "this line is not indented like the other keys of its map; align them",
    ],
    [
        "All sequence items must start at the same column",
        "this line is not indented like the other entries of its list; align them",
    ],
    [
        "A block sequence may not be used as an implicit map key",
        'a list entry "- " stands among the keys of a map; indent it under its key',
    ],
    ['Missing closing "quote', 'the text that begins with " has no closing "'],
    ["Missing closing 'quote", "the text that begins with ' has no closing '"],
]);

export function syntaxMessage(code: string, message: string): string {
    const words = messages.get(message);
    if (words !== undefined) {
        return `not valid YAML: ${words}`;
    }
    if (code === "KEY_OVER_1024_CHARS") {
        return "not valid YAML: a key of more than 1024 characters; expected a shorter one";
    }
    return `not valid YAML: ${message.charAt(0).toLowerCase()}${cut(message.slice(1), 200)}`;
}
