import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { formatIssues } from "../../../model/issue";
import { allIssues, readYaml } from "../../../model/yaml/yamlSource";
import { projectFolder } from "../../support/example";

const folder = path.join(projectFolder, "test", "cases", "texts");

describe("a text that is refused", () => {
    const names = fs.readdirSync(folder).filter((name) => name.endsWith(".yaml"));
    for (const name of names) {
        it(`reports every problem of ${name}, each with its place`, () => {
            const source = readYaml(name, fs.readFileSync(path.join(folder, name)));

            const expected = fs.readFileSync(
                path.join(folder, name.replace(/yaml$/, "issues")),
                "utf8",
            );
            assert.equal(formatIssues(source.syntaxIssues), expected.trimEnd());
        });
    }
});

describe("a text that is read", () => {
    const read: Readonly<Record<string, readonly [text: string, value: unknown]>> = {
        "keeps as text what other versions of YAML take for a boolean": [
            "[NO, no, yes, on, Off, y, n]",
            ["NO", "no", "yes", "on", "Off", "y", "n"],
        ],
        "keeps days, times and digits with underscores as text": [
            "[2027-03-31, 12:30:45, 1:30, 1_000, 0b11, 1e, 0x]",
            ["2027-03-31", "12:30:45", "1:30", "1_000", "0b11", "1e", "0x"],
        ],
        "keeps in quotes what looks like another type": [
            "['012345678901', \"1e3\", 'true', \"~\", '&a', \"*a\", '!t', '<<']",
            ["012345678901", "1e3", "true", "~", "&a", "*a", "!t", "<<"],
        ],
        "takes for a number what reads as it is written": ["[0, 15, -3, 0.5]", [0, 15, -3, 0.5]],
        "takes for nothing what is empty, null or a tilde": [
            "a:\nb: null\nc: ~\n",
            { a: null, b: null, c: null },
        ],
        "does not look for anchors, aliases and tags within text": [
            "a: |\n  &a *b !c\nb: x &a *b !c\n# &a *b !c\n",
            { a: "&a *b !c\n", b: "x &a *b !c" },
        ],
        "takes names that every JavaScript object has": [
            "constructor: 1\ntoString: 2\nhasOwnProperty: 3\nvalueOf: 4\n",
            { constructor: 1, toString: 2, hasOwnProperty: 3, valueOf: 4 },
        ],
        "takes one document between its marks": ["---\na: 1\n...\n", { a: 1 }],
        "reads nothing from an empty text": ["", null],
        "reads nothing from comments alone": ["# teams:\n", null],
    };
    for (const [name, [text, value]] of Object.entries(read)) {
        it(name, () => {
            const source = readYaml("teams.yaml", text);

            assert.deepEqual([formatIssues(source.syntaxIssues), source.value], ["", value]);
        });
    }

    it("is checked to its end beside keys that meet, of which the first one counts", () => {
        const source = readYaml("teams.yaml", "a: { b: 1 }\na: { b: 2 }\nc: 010\n");

        assert.deepEqual(source.value, { a: { b: 1 }, c: 10 });
        assert.deepEqual(source.issueAt(["a", "b"], "here"), {
            severity: "error",
            file: "teams.yaml",
            line: 1,
            column: 9,
            path: "a.b",
            message: "here",
        });
    });

    it("tells how a value is written that YAML takes for something but text", () => {
        const source = readYaml("t.yaml", "a: 012345678901\nb: True\nc: ~\nd:\ne: text\nf: '1'\n");

        assert.deepEqual(
            ["a", "b", "c", "d", "e", "f", "g"].map((key) => source.writtenAt([key])),
            ["012345678901", "True", "~", undefined, undefined, undefined, undefined],
        );
    });

    it("reports one place once, in the words of whoever knows what the value is for", () => {
        const source = readYaml("t.yaml", "id: 012345678901\ncount: 010\n");
        const known = source.issueAt(["id"], "expected an account id in quotes");

        assert.deepEqual(
            allIssues(source, [known]).map(({ line, column, message }) => [line, column, message]),
            [
                [
                    2,
                    8,
                    'got 010 without quotes, which is the number 10 to YAML; write 10, or "010" in quotes if it is text',
                ],
                [1, 5, "expected an account id in quotes"],
            ],
        );
    });

    it("hides no error behind a warning at the same place", () => {
        const source = readYaml("t.yaml", "count: 010\n");
        const warning = { ...source.issueAt(["count"], "many"), severity: "warning" } as const;

        assert.equal(allIssues(source, [warning]).length, 2);
    });
});
