import assert from "node:assert/strict";
import { renderCheck } from "../../cli/checkReport";
import { renderDiff } from "../../cli/lineDiff";
import type { RosterCheck } from "../../cli/rosterCheck";

const found: RosterCheck = {
    file: "a,b:c%.yaml",
    stacks: ["dev"],
    issues: [
        {
            severity: "error",
            file: "a,b:c%.yaml",
            line: 1,
            column: 2,
            path: "teams.x",
            message: "got 100 %: a, b",
            stacks: ["dev"],
        },
        {
            severity: "warning",
            file: "Pulumi.dev.yaml",
            path: "",
            message: "no place",
            stacks: ["dev"],
        },
    ],
    teams: new Map(),
};

describe("a check's report", () => {
    it("escapes for GitHub what would end a property or a message", () => {
        assert.equal(
            renderCheck(found, "github", false),
            [
                "::error file=a%2Cb%3Ac%25.yaml,line=1,col=2,title=teams.x::got 100 %25: a, b",
                "::warning file=Pulumi.dev.yaml,title=hyperpod-teams check::no place",
                "hyperpod-teams check: 1 problem, 1 warning in a,b:c%.yaml and Pulumi.dev.yaml",
            ].join("\n"),
        );
    });

    it("lets no file name begin a command of GitHub's", () => {
        const fine = { ...found, file: "::error::##[error]x.yaml", issues: [] };

        assert.equal(
            renderCheck({ ...fine, teams: new Map([["dev", 1]]) }, "github", false),
            "hyperpod-teams check: ::error::## [error]x.yaml is fine: 1 team in dev",
        );
    });

    it("is coloured for a terminal", () => {
        assert.equal(
            renderCheck(found, "text", true),
            [
                "\u001b[1ma,b:c%.yaml:1:2\u001b[22m  \u001b[31mteams.x\u001b[39m: got 100 %: a, b",
                "\u001b[1mPulumi.dev.yaml\u001b[22m  \u001b[33mwarning:\u001b[39m no place",
                "\u001b[31m1 problem\u001b[39m, \u001b[33m1 warning\u001b[39m in a,b:c%.yaml and Pulumi.dev.yaml",
            ].join("\n"),
        );
    });
});

describe("a change as a hunk", () => {
    const cases: readonly (readonly [
        does: string,
        before: string,
        after: string,
        hunk: readonly string[],
    ])[] = [
        [
            "shows three lines around it",
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
            "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
            ["f", "@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+x", " 6", " 7", " 8"],
        ],
        ["begins at the first line", "a\n", "x\na\n", ["f", "@@ -1,1 +1,2 @@", "+x", " a"]],
        ["ends at the last line", "a\r\nb", "a\r\n", ["f", "@@ -1,2 +1,1 @@", " a", "-b"]],
        [
            "shows a line that came twice once",
            "a\nb\n",
            "a\na\nb\n",
            ["f", "@@ -1,2 +1,3 @@", " a", "+a", " b"],
        ],
        [
            "writes out what a terminal would obey",
            "",
            "\u001b[31m\n",
            ["f", "@@ -1,0 +1,1 @@", "+\\u001B[31m"],
        ],
        ["is nothing where nothing changed", "a\n", "a\n", [""]],
    ];
    for (const [does, before, after, hunk] of cases) {
        it(does, () => {
            assert.equal(renderDiff(before, after, "f", false), hunk.join("\n"));
        });
    }

    it("is coloured for a terminal", () => {
        assert.equal(
            renderDiff("a\n", "b\n", "f", true),
            "\u001b[1mf\u001b[22m\n\u001b[36m@@ -1,1 +1,1 @@\u001b[39m\n\u001b[31m-a\u001b[39m\n\u001b[32m+b\u001b[39m",
        );
    });
});
