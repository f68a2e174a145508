import fc from "fast-check";

/** What slips and malice do to a text: a few changes, one after the other. */

type Change = (text: string) => string;

/** Each has broken a reader of YAML somewhere. */
const hostile = [
    "\t",
    "\r",
    "\0",
    "\u001b[31m",
    "\u202e",
    "\u00a0",
    "\ufeff",
    "&a ",
    "*a",
    "!!binary ",
    "<<: ",
    "__proto__: ",
    "constructor: ",
    "? ",
    "- ",
    ": ",
    "# ",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "|\n",
    ">\n",
    "~",
    "null",
    "true",
    "012",
    "1e3",
    "-1",
    ".nan",
    "9".repeat(400),
    "a".repeat(3000),
    "[".repeat(200),
    "\\u0000",
    "\\x1b",
    "visi\u043en",
    "\ud83d",
    "teams:\n",
    "clusters:\n",
    "environments: { dev: { state: leaving } }\n",
] as const;

const place = fc.nat({ max: 1_000_000 });

/** Changes of whole lines: the one at a place is left out, doubled, moved in or out, or emptied. */
const lineChanges: readonly ((line: string) => string[])[] = [
    () => [],
    (line) => [line, line],
    (line) => [` ${line}`],
    (line) => [`  ${line}`],
    (line) => [line.replace(/^ /, "")],
    (line) => [line.replace(/^ {2}/, "")],
    (line) => [line.replace(/^ +/, "\t")],
    (line) => [line.replace(/:.*/, ":")],
    (line) => [line.replace(/:.*/, ": 7")],
    (line) => [line.replace(/:.*/, ": text")],
    (line) => [line.replace(/:.*/, ": []")],
    (line) => [line.replace(/:.*/, ": {}")],
    (line) => [line.replace(/:.*/, ": true")],
    (line) => [line.replace(/[^ :-]+(?=:)/, '"$&"')],
    (line) => [`${line}x`],
];

const atLine = fc
    .tuple(place, fc.constantFrom(...lineChanges))
    .map(([where, change]): Change => (text) => {
        const lines = text.split("\n");
        const index = where % lines.length;
        return lines.toSpliced(index, 1, ...change(lines[index] ?? "")).join("\n");
    });

const splice = fc
    .tuple(place, fc.constantFrom(...hostile), fc.nat({ max: 3 }))
    .map(([where, snippet, gone]): Change => (text) => {
        const at = where % (text.length + 1);
        return text.slice(0, at) + snippet + text.slice(at + gone);
    });

const swap = fc.tuple(place).map(([where]): Change => (text) => {
    const at = where % Math.max(1, text.length - 1);
    return `${text.slice(0, at)}${text.charAt(at + 1)}${text.charAt(at)}${text.slice(at + 2)}`;
});

const move = fc.tuple(place, place).map(([from, to]): Change => (text) => {
    const lines = text.split("\n");
    const moved = lines.splice(from % lines.length, 1);
    return lines.toSpliced(to % (lines.length + 1), 0, ...moved).join("\n");
});

/** One key of a map gets the name of another: of two entries under one name, a reader may lose one. */
const rename = fc.tuple(place, place).map(([from, to]): Change => (text) => {
    const lines = text.split("\n");
    const key = /^( *)([^ :-][^:]*):/;
    const keys = lines.flatMap((line, index) => (key.test(line) ? [index] : []));
    const one = lines[keys[from % Math.max(1, keys.length)] ?? -1] ?? "";
    const [, indent, name] = key.exec(one) ?? [];
    const beside = keys.filter((index) => key.exec(lines[index] ?? "")?.[1] === indent);
    const other = beside[to % Math.max(1, beside.length)];
    if (other === undefined || name === undefined) {
        return text;
    }
    const renamed = (lines[other] ?? "").replace(key, `$1${name.replaceAll("$", "$$$$")}:`);
    return lines.with(other, renamed).join("\n");
});

export function mutations(text: string): fc.Arbitrary<string> {
    return fc
        .array(fc.oneof(atLine, atLine, splice, swap, move, rename), { minLength: 1, maxLength: 3 })
        .map((changes) => changes.reduce((changed, change) => change(changed), text));
}
