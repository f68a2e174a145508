import assert from "node:assert/strict";
import { formatIssues } from "../../../model/issue";
import { readYaml } from "../../../model/yaml/yamlSource";
import { mostBytes } from "../../../model/yaml/yamlText";
import { measured } from "../../support/processorTime";

/** Here and not in files: what these bytes hold, an editor would not show, or mend. */
const bytes = (...parts: readonly (string | number)[]): Buffer =>
    Buffer.concat(
        parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from([part]))),
    );

describe("bytes that are refused", () => {
    const hidden = (character: string) =>
        `got the character ${character}, which an editor does not show; remove it`;
    const refused: Readonly<Record<string, readonly [source: Uint8Array, issues: string]>> = {
        "a byte of another encoding": [
            bytes("teams:\n  caf", 0xe9, ": {}\n"),
            "t:2:6  the byte 0xE9 here is not UTF-8 text; save the file as UTF-8",
        ],
        "a character cut off by the file's end": [
            bytes("a: ", 0xe2, 0x82),
            "t:1:4  the byte 0xE2 here is not UTF-8 text; save the file as UTF-8",
        ],
        "a bad byte right after a byte order mark": [
            bytes("\ufeff", 0xff),
            "t:1:1  the byte 0xFF here is not UTF-8 text; save the file as UTF-8",
        ],
        "half of a surrogate pair": [
            bytes("a: ", 0xed, 0xa0, 0x80),
            "t:1:4  the byte 0xED here is not UTF-8 text; save the file as UTF-8",
        ],
        "UTF-16": [
            Buffer.from("\ufeffteams: {}\n", "utf16le"),
            "t:1:1  the file is UTF-16 text; save it as UTF-8",
        ],
        "a NUL": [bytes("a: b\nc: d\0\n"), `t:2:5  ${hidden("\\u0000")}`],
        "an escape sequence for the terminal": [
            bytes("# \u001b[2J\na: \u009b31m\n"),
            `t:1:3  ${hidden("\\u001B")}\nt:2:4  ${hidden("\\u009B")}`,
        ],
        "a mark that turns the direction of writing": [
            bytes("a: b # \u202e\u2066\n"),
            `t:1:8  ${hidden("\\u202E")}\nt:1:9  ${hidden("\\u2066")}`,
        ],
        "a byte order mark within the text": [bytes("a: \ufeffb\n"), `t:1:4  ${hidden("\\uFEFF")}`],
        "a carriage return alone": [
            bytes("a: b\rc: d\r"),
            "t:1:5  a line ends with a carriage return alone; end lines with LF or CR LF\nt:1:10  a line ends with a carriage return alone; end lines with LF or CR LF",
        ],
        "more bytes than a roster can have": [
            Buffer.alloc(mostBytes + 1, "a"),
            "t:1:1  the file has 8388609 bytes; expected at most 8388608",
        ],
    };
    for (const [name, [source, issues]] of Object.entries(refused)) {
        it(`are ${name}`, () => {
            const read = readYaml("t", source);

            assert.deepEqual([formatIssues(read.syntaxIssues), read.value], [issues, undefined]);
        });
    }

    it("are reported twenty times at most", () => {
        assert.equal(readYaml("t", "\0".repeat(1000)).syntaxIssues.length, 20);
    });
});

describe("bytes of an editor on Windows", () => {
    it("are read with their byte order mark and line ends, at the places that the editor shows", () => {
        const source = readYaml(
            "t",
            bytes("\ufeffteams: 010\r\n\r\nb: |\r\n  x\r\n  y\r\nc: 1e3\r\n"),
        );

        assert.deepEqual(source.value, { teams: 10, b: "x\ny\n", c: 1000 });
        assert.deepEqual(
            source.syntaxIssues.map(({ line, column }) => [line, column]),
            [
                [1, 8],
                [6, 4],
            ],
        );
    });
});

describe("a flood", () => {
    const many = 200_000;
    const floods: Readonly<Record<string, string>> = {
        "brackets that open": "[".repeat(many),
        "braces that open": "{a: ".repeat(many),
        "lists within lists": "- ".repeat(many),
        "keys within keys": "? ".repeat(many),
        "maps within maps": Array.from({ length: 2000 }, (_, i) => `${" ".repeat(i)}a:\n`).join(""),
        "brackets that close": "{}}".repeat(many),
        "escapes that do not exist": `a: "${"\\q".repeat(many)}"`,
        tabs: `a:\n${"\t b: c\n".repeat(many / 4)}`,
        directives: "%a\n".repeat(many),
        documents: "---\n".repeat(many),
        anchors: "- &b\n".repeat(many),
        "equal keys": "a: 1\n".repeat(many / 4),
        quotes: '"\n'.repeat(many),
        digits: `a: ${"1".repeat(many)}`,
        "one key": `${"a".repeat(many)}: 1\n`,
    };
    const keys = Array.from({ length: many / 4 }, (_, index) => `k${index}: x\n`).join("");
    let usual: number;

    before(() => {
        usual = measured(() => readYaml("t", keys)).processorMs;
    });

    for (const [name, text] of Object.entries(floods)) {
        it(`of ${name} is refused soon, in few and short words`, () => {
            const { result, processorMs } = measured(() => readYaml("t", text));

            const { syntaxIssues } = result;
            assert.ok(syntaxIssues.length > 0 && syntaxIssues.length <= 1000);
            assert.ok(syntaxIssues.every(({ message }) => message.length < 300));
            // Generous: each takes less than a good text of that size, and minutes without the bounds.
            assert.ok(processorMs < 5 * usual, `${processorMs} ms, and a good text ${usual} ms`);
        });
    }

    it("of keys of one map is read in time that grows with their number alone", () => {
        const source = readYaml("t", keys);

        assert.deepEqual(source.syntaxIssues, []);
        assert.equal(Object.keys(source.value as object).length, many / 4);
    });
});

describe("a message about a value", () => {
    it("is cut where the value is long, and holds nothing that a terminal obeys", () => {
        const source = readYaml("t", "a: b\n");

        const issue = source.issueAt(
            ["a", "k".repeat(500), "\u001b[2J"],
            `\u0007${"v".repeat(5000)}`,
        );

        assert.equal(issue.path, `a.${"k".repeat(99)}….\\u001B[2J`);
        assert.equal(issue.message, `\\u0007${"v".repeat(1998)}…`);
    });
});
