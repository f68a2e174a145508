import assert from "node:assert/strict";
import * as fc from "fast-check";
import { addTeam, markLeaving, removeEntry } from "../../../model/rosterEdit/rosterEdit";
import type { Edit } from "../../../model/rosterEdit/provenEdit";
import { plain } from "../../support/plainRoster";

const entry = {
    cluster: "training",
    scientists: [{ account: "research", permissionSet: "SpeechScientist" }],
    compute: { instances: [{ instanceType: "ml.p5.48xlarge", count: 2 }] },
};

/** What `addTeam` writes for it, indented by two. */
const lines = `  speech:
    cluster: training
    scientists:
      - { account: research, permissionSet: SpeechScientist }
    compute:
      instances:
        - { instanceType: ml.p5.48xlarge, count: 2 }
`;

function textOf(edit: Edit): string {
    assert.ok(edit.ok, edit.ok ? "" : edit.message);
    return edit.text;
}

interface Case {
    readonly does: string;
    readonly before: string;
    readonly after: string;
}

describe("adding a team to a roster's text", () => {
    const cases: readonly Case[] = [
        {
            does: "keeps the distance that the others keep, and what follows",
            before: "teams:\n  a:\n    x: 1 # why\n\n  b: {}\n\n# clusters\nclusters: {}\n",
            after: `teams:\n  a:\n    x: 1 # why\n\n  b: {}\n\n${lines}\n# clusters\nclusters: {}\n`,
        },
        {
            does: "sets no distance where there is none",
            before: "teams:\n  a: { x: 1 }\n  b: { x: 1 }\n",
            after: `teams:\n  a: { x: 1 }\n  b: { x: 1 }\n${lines}`,
        },
        {
            does: "goes behind an entry that is commented out, and behind the last one's comments",
            before: "teams:\n  a:\n    x: 1\n    # y: 2\n\n  # b:\n  #   x: 1\n\n# end\n",
            after: `teams:\n  a:\n    x: 1\n    # y: 2\n\n  # b:\n  #   x: 1\n\n${lines}\n# end\n`,
        },
        {
            does: "indents as the file does",
            before: "teams:\n    a:\n        x: 1\n",
            after: `teams:\n    a:\n        x: 1\n\n${lines.replace(/^ +/gm, (indent) => indent + indent).replace(/ {8,}- /g, (indent) => indent)}`,
        },
        {
            does: "ends lines as the file does, the unfinished last one too",
            before: "teams:\r\n  a: { x: 1 } # why",
            after: `teams:\r\n  a: { x: 1 } # why\r\n\r\n${lines.replaceAll("\n", "\r\n")}`,
        },
        {
            does: "makes the section where the file has none",
            before: "# first\nclusters: {}\n",
            after: `# first\nclusters: {}\n\nteams:\n${lines}`,
        },
        { does: "begins an empty file", before: "", after: `teams:\n${lines}` },
        {
            does: "begins a file of comments",
            before: "# nothing yet",
            after: `# nothing yet\nteams:\n${lines}`,
        },
        {
            does: "takes the braces of an empty section",
            before: "teams: {} # none yet\nclusters: {}\n",
            after: `teams: # none yet\n${lines}clusters: {}\n`,
        },
        {
            does: "fills a section with nothing behind its colon",
            before: "teams: # none yet\n\n# end",
            after: `teams: # none yet\n${lines}\n# end`,
        },
        {
            does: "takes the null of an empty section",
            before: "teams: ~\n",
            after: `teams:\n${lines}`,
        },
        {
            does: "adds no line to a text that keeps its last blank lines",
            before: "teams:\n  a:\n    text: |+\n      words\n\n\n# end\n",
            after: `teams:\n  a:\n    text: |+\n      words\n\n\n${lines}# end\n`,
        },
        {
            does: "is not taken in by a text that looks like YAML",
            before: "teams:\n  a:\n    text: |\n      speech:\n        # x\n  b:\n    text: 'teams:\n      speech: 1'\n",
            after: `teams:\n  a:\n    text: |\n      speech:\n        # x\n  b:\n    text: 'teams:\n      speech: 1'\n${lines}`,
        },
        {
            does: "goes behind entries whose names are in quotes",
            before: "\"teams\":\n  'a' : { x: 1 }\n",
            after: `"teams":\n  'a' : { x: 1 }\n\n${lines}`,
        },
    ];
    for (const { does, before, after } of cases) {
        it(does, () => {
            assert.equal(textOf(addTeam(before, "speech", entry)), after);
        });
    }

    it("writes every field in a form that reads back as the same text", () => {
        const whole = {
            description: "Speech: two\nlines # both kept",
            owners: ["ada@example.com", "no"],
            contact: "#speech-help",
            tags: { "cost-center": "0815", country: "NO" },
            expires: "2027-03-31",
            ...entry,
            data: [{ bucket: "curated", prefix: "speech/", mode: "read-write" }],
            fileSystems: ["scratch"],
            serviceAccounts: ["training"],
            environments: { dev: null },
        };

        const text = textOf(addTeam("", "42", whole));

        assert.equal(
            text,
            `teams:
  "42":
    description: |-
      Speech: two
      lines # both kept
    owners:
      - ada@example.com
      - no
    contact: "#speech-help"
    tags: { cost-center: "0815", country: "NO" }
    expires: "2027-03-31"
    cluster: training
    scientists:
      - { account: research, permissionSet: SpeechScientist }
    compute:
      instances:
        - { instanceType: ml.p5.48xlarge, count: 2 }
    data:
      - { bucket: curated, prefix: speech/, mode: read-write }
    fileSystems:
      - scratch
    serviceAccounts:
      - training
    environments:
      dev:
`,
        );
        assert.deepEqual(plain(text), { teams: { "42": whole } });
    });

    const refused: readonly (readonly [does: string, text: string, message: string])[] = [
        [
            "a team that is there",
            "teams:\n  speech: {}\n",
            'team "speech" is there already; edit its entry instead',
        ],
        [
            "teams in braces",
            "teams: { a: {} }\n",
            '"teams" is not written one "name:" a line; write it so, or edit it by hand',
        ],
        [
            "names behind question marks",
            "teams:\n  ? a\n  : {}\n",
            '"teams" is not written one "name:" a line; write it so, or edit it by hand',
        ],
        [
            "a file in braces",
            "{ clusters: {} }\n",
            '"teams" is not written one "name:" a line; write it so, or edit it by hand',
        ],
        [
            "a file in braces with an empty section",
            "{ teams: {} }\n",
            "the file has a form that this command cannot edit; edit it by hand",
        ],
        [
            "a list of teams",
            "teams:\n  - a\n",
            '"teams" is no map of teams; expected one entry a team',
        ],
        ["a list", "- a\n", 'the file is no map; expected "teams:" and a team below it'],
        ["broken YAML", "teams: [\n", "the file is not valid YAML"],
        ["anchors", "teams:\n  a: &a {}\n", "the file is not valid YAML"],
    ];
    for (const [does, text, message] of refused) {
        it(`fails on ${does}`, () => {
            assert.deepEqual(addTeam(text, "speech", entry), { ok: false, message });
        });
    }
});

describe("letting a team leave in a roster's text", () => {
    const cases: readonly Case[] = [
        {
            does: "ends the entry with it, before what is commented out",
            before: "teams:\n  a:\n    x: 1 # why\n    # y: 2\n\n  # on b\n  b: {}\n",
            after: "teams:\n  a:\n    x: 1 # why\n    state: leaving\n    # y: 2\n\n  # on b\n  b: {}\n",
        },
        {
            does: "changes a state that is given, and keeps its comment",
            before: "teams:\r\n  a:\r\n    state: 'active'  # for now\r\n    x: 1\r\n",
            after: "teams:\r\n  a:\r\n    state: leaving  # for now\r\n    x: 1\r\n",
        },
        {
            does: "fills a state with nothing behind its colon",
            before: "teams:\n  a:\n    state: # ?\n    x: 1\n",
            after: "teams:\n  a:\n    state: leaving # ?\n    x: 1\n",
        },
        {
            does: "stays within the braces of an entry",
            before: "teams:\n  a: { x: 1, y: [] } # why\n  b: {}\n",
            after: "teams:\n  a: { x: 1, y: [], state: leaving } # why\n  b: {}\n",
        },
        {
            does: "stays within braces over several lines, with a comma and a comment at the end",
            before: "teams:\n  a: {\n    x: 1, # why\n  }\n",
            after: "teams:\n  a: {\n    x: 1, state: leaving, # why\n  }\n",
        },
        {
            does: "leaves the last line unfinished no more",
            before: "teams:\r\n  a:\r\n      x: 1",
            after: "teams:\r\n  a:\r\n      x: 1\r\n      state: leaving\r\n",
        },
        {
            does: "ends a text that keeps its last blank lines no sooner",
            before: "teams:\n  a:\n    text: |+\n      words\n\n\n  b: {}\n",
            after: "teams:\n  a:\n    text: |+\n      words\n\n\n    state: leaving\n  b: {}\n",
        },
        {
            does: "stands right behind a text that drops its last blank lines",
            before: "teams:\n  a:\n    text: >-\n      words\n      # more words\n\n\n  b: {}\n",
            after: "teams:\n  a:\n    text: >-\n      words\n      # more words\n    state: leaving\n\n\n  b: {}\n",
        },
        {
            does: "finds the entry whose name is in quotes, and not a field of that name",
            before: 'clusters:\n  a: { state: x }\nteams:\n  b:\n    a: { x: 1 }\n  "a":\n    x: 1\n',
            after: 'clusters:\n  a: { state: x }\nteams:\n  b:\n    a: { x: 1 }\n  "a":\n    x: 1\n    state: leaving\n',
        },
        {
            does: "follows a list that ends the entry",
            before: "teams:\n  a:\n    x:\n    - y: 1\n      z:\n        - 2 # two\n# end",
            after: "teams:\n  a:\n    x:\n    - y: 1\n      z:\n        - 2 # two\n    state: leaving\n# end",
        },
        {
            does: "changes the team's own state, not that of an environment",
            before: "teams:\n  a:\n    environments:\n      prod:\n        state: active\n    x: 1\n",
            after: "teams:\n  a:\n    environments:\n      prod:\n        state: active\n    x: 1\n    state: leaving\n",
        },
    ];
    for (const { does, before, after } of cases) {
        it(does, () => {
            assert.equal(textOf(markLeaving(before, "a")), after);
        });
    }

    const refused: readonly (readonly [does: string, text: string, message: string])[] = [
        [
            "a name that is none",
            "teams:\n  visoin: {}\n",
            'there is no team "vision"; did you mean "visoin"?',
        ],
        ["a file without teams", "", 'there is no team "vision"'],
        [
            "an entry with nothing in it",
            "teams:\n  vision:\n",
            'team "vision" has an empty entry; complete it first',
        ],
        [
            "an entry with empty braces",
            "teams:\n  vision: {}\n",
            'team "vision" has an empty entry; complete it first',
        ],
        [
            "a state that is a list",
            "teams:\n  vision:\n    state: [leaving]\n",
            'team "vision": "state" is no word; write "state: leaving"',
        ],
    ];
    for (const [does, text, message] of refused) {
        it(`fails on ${does}`, () => {
            assert.deepEqual(markLeaving(text, "vision"), { ok: false, message });
        });
    }
});

describe("removing an entry from a roster's text", () => {
    const nasty = [
        "# all of them\r\n",
        "teams: # all\r\n",
        "  # on the first\r\n",
        "  first: { x: 1 } # braces\r\n",
        "  # of nobody\r\n",
        "\r\n",
        "\r\n",
        "  # on the second\r\n",
        "  # with two lines\r\n",
        "  'second' :   \r\n",
        "    x: |\r\n",
        "      # no comment\r\n",
        "\r\n",
        "    # commented out: 1\r\n",
        "\r\n",
        "        # deeper\r\n",
        "\r\n",
        "  # on the third\r\n",
        "  third:\r\n",
        "    x: [a,\r\n",
        "     b]\r\n",
        "   # odd, but indented\r\n",
        "# at the margin\r\n",
        "\r\n",
        "clusters: {}",
    ];
    const without = (...removed: readonly number[]) =>
        nasty.filter((_, index) => !removed.includes(index)).join("");
    const cases: readonly (readonly [does: string, name: string, after: string])[] = [
        [
            "takes the first with the comment right above it and leaves one that is nobody's",
            "first",
            without(2, 3),
        ],
        [
            "takes the comments right above and those indented below, and one gap",
            "second",
            without(7, 8, 9, 10, 11, 12, 13, 14, 15, 16),
        ],
        [
            "takes the gap above the last, so that what follows keeps its distance",
            "third",
            without(16, 17, 18, 19, 20, 21),
        ],
    ];
    for (const [does, name, after] of cases) {
        it(does, () => {
            assert.equal(textOf(removeEntry(nasty.join(""), name)), after);
        });
    }

    it("leaves an empty section, with its comments, when the only one goes", () => {
        const text = "# top\nteams: # all\n  a:\n    x: 1\n\n  # b: {}\nclusters: {}\n";

        assert.equal(
            textOf(removeEntry(text, "a")),
            "# top\nteams: {} # all\n\n  # b: {}\nclusters: {}\n",
        );
    });

    it("fails on teams in braces", () => {
        assert.deepEqual(removeEntry("teams: { a: { x: 1 }, b: {} }\n", "a"), {
            ok: false,
            message: '"teams" is not written one "name:" a line; write it so, or edit it by hand',
        });
    });
});

describe("an edit of any roster", () => {
    const words = fc.stringMatching(/^[ a-z#:'",{}[\]-]{0,12}$/);
    const comment = words.map((text) => `# ${text}`);
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
    /** An entry's lines, without the line end: fields, comments, blank lines and a text. */
    const body = fc.array(
        fc.oneof(
            comment.map((text) => `    ${text}`),
            fc.constant(""),
            fc.tuple(name, comment).map(([key, text]) => `    ${key}: [1] ${text}`),
            fc.tuple(name, words).map(([key, text]) => `    ${key}: |\n      x${text}\n\n      y`),
            name.map((key) => `    ${key}: { "#": 'a, b' }`),
        ),
        { maxLength: 5 },
    );
    const team = fc.record({
        above: fc.array(
            fc.oneof(
                fc.constant(""),
                comment.map((text) => `  ${text}`),
            ),
            {
                maxLength: 3,
            },
        ),
        body,
        below: fc.array(
            comment.map((text) => `   ${text}`),
            { maxLength: 2 },
        ),
    });
    const roster = fc
        .record({
            teams: fc.array(team, { minLength: 1, maxLength: 4 }),
            top: comment,
            end: fc.constantFrom("", "\n# end", "\nclusters: {}\n", "\n\n"),
            crlf: fc.boolean(),
        })
        .map(({ teams, top, end, crlf }) => {
            const all = [
                top,
                "teams:",
                ...teams.flatMap(({ above, body, below }, index) => [
                    ...above,
                    `  t${index}:`,
                    "    last: 1",
                    ...unique(body),
                    ...below,
                ]),
            ];
            const text = all.join("\n") + end;
            return { text: crlf ? text.replaceAll("\n", "\r\n") : text, count: teams.length };
        });

    it("adds lines and touches no other", () => {
        fc.assert(
            fc.property(roster, fc.nat(), ({ text, count }, pick) => {
                for (const edit of [
                    markLeaving(text, `t${pick % count}`),
                    addTeam(text, "speech", entry),
                ]) {
                    const after = textOf(edit);
                    const start = commonStart(text, after);

                    const kept = text.slice(start);
                    assert.ok(after.endsWith(kept) || kept === "", JSON.stringify([text, after]));
                }
            }),
        );
    });

    it("removes lines and touches no other", () => {
        fc.assert(
            fc.property(roster, fc.nat(), ({ text, count }, pick) => {
                const name = `t${pick % count}`;
                const after = textOf(removeEntry(text, name)).replace("teams: {}", "teams:");
                const start = commonStart(text, after);

                assert.ok(text.endsWith(after.slice(start)), JSON.stringify([text, after]));
                const rest = count === 1 ? {} : (plain(after) as { teams: object }).teams;
                assert.deepEqual(
                    Object.keys(rest),
                    Array.from({ length: count }, (_, index) => `t${index}`).filter(
                        (each) => each !== name,
                    ),
                );
            }),
        );
    });
});

/** Fields with the same key twice are another test's. */
function unique(lines: readonly string[]): readonly string[] {
    const seen = new Set(["last", "state"]);
    return lines.filter((line) => {
        const key = /^ {4}([a-z0-9]+):/.exec(line)?.[1];
        const fresh = key === undefined || !seen.has(key);
        seen.add(key ?? "");
        return fresh;
    });
}

function commonStart(one: string, other: string): number {
    let index = 0;
    while (index < one.length && one[index] === other[index]) {
        index += 1;
    }
    return index;
}
