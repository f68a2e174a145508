import assert from "node:assert/strict";
import * as fc from "fast-check";
import { judge } from "../../../access/diff/allowance";
import { differenceOf } from "../../../access/diff/difference";
import { marker, markdownDifference } from "../../../access/report/markdownDifference";
import { codeSpan } from "../../../access/report/markdownText";
import { anyOf, edge, exampleGraph } from "../../support/exampleGraph";
import { renamed, withEdge, withGrants } from "../../support/graphEdits";

const base = exampleGraph("vision", "speech");
const dataRole = (team: string) => `arn:aws:iam::111122223333:role/hyperpod-${team}-data`;

function letIn(name: string) {
    const id = `arn:aws:iam::999988887777:role/${name}`;
    return withEdge(
        base,
        edge("assume", id, dataRole("vision"), {
            actions: anyOf("sts:AssumeRole"),
            on: anyOf(dataRole("vision")),
            because: [
                {
                    urn: "urn:pulumi:dev::p::aws:iam/role:Role::r",
                    document: 'trust policy of role "hyperpod-vision-data"',
                    statement: "AllowAuditor",
                },
            ],
        }),
        { id, kind: "principal", label: name, account: "999988887777" },
    );
}

describe("a difference as Markdown", () => {
    it("says first what happens, and folds the proof", () => {
        const difference = differenceOf(base, letIn("auditor"));

        const text = markdownDifference(difference, { judgement: judge(difference, []) });

        assert.deepEqual(text.split("\n"), [
            marker,
            "",
            "**Access widens: 1 lets in somebody from outside, 1 widening, 1 team unchanged**",
            "",
            "**Needs approval:** 1 of 1 that widen is not allowed.",
            "",
            "### **vision**",
            "",
            "⚠️ **From outside.** `auditor` (account `999988887777`) can now become role `hyperpod-vision-data` (account `111122223333`), and so read `s3://acme-curated-dev/vision/*` and decrypt with key `1234abcd-12ab-34cd-56ef-1234567890ab` (account `777788889999`).",
            "",
            "<details><summary>Who, what and why</summary>",
            "",
            "- Who comes that way:",
            "  - `auditor` (account `999988887777`)",
            "- What is allowed:",
            "  - become role `hyperpod-vision-data` (account `111122223333`)",
            "  - read `s3://acme-curated-dev/vision/*` (through access point `arn:aws:s3:us-west-2:777788889999:accesspoint/vision-curated`)",
            "  - decrypt with key `1234abcd-12ab-34cd-56ef-1234567890ab` (account `777788889999`), only if `kms:viaservice` is `s3.us-west-2.amazonaws.com`",
            "- What gives it:",
            '  - statement `AllowAuditor` of `trust policy of role "hyperpod-vision-data"`',
            "",
            "</details>",
            "",
            "Unchanged: **speech**.",
            "",
            "<sub>Compared by what the registered documents allow, not by their text. Service control policies, VPC endpoint policies and other stacks are not seen here; they can only take away, or are judged with their own stack.</sub>",
            "",
        ]);
    });

    it("is one line where nothing changes", () => {
        const text = markdownDifference(differenceOf(base, base));

        assert.deepEqual(text.split("\n").slice(0, 5), [
            marker,
            "",
            "**Access stays as it is: 2 teams unchanged**",
            "",
            "Unchanged: **speech** and **vision**.",
        ]);
    });

    it("shows names as they are written, whatever they are made of", () => {
        const spans = [
            ["@everyone", "`@everyone`"],
            ["a`b", "``a`b``"],
            ["`", "`` ` ``"],
            ["``", "``` `` ```"],
            ["<img src=x>", "`<img src=x>`"],
            ["a\nb", "`a\\u000ab`"],
            ["\u202eevil", "`\\u202eevil`"],
            ["", "` `"],
            ["x".repeat(310), `\`${"x".repeat(300)}… (10 more characters)\``],
        ] as const;

        assert.deepEqual(
            spans.map(([name]) => codeSpan(name)),
            spans.map(([, span]) => span),
        );
    });

    it("lets no name act outside of its code span", () => {
        const letters = fc.constantFrom(..."`@<>[]()!*_#|\\-~&:/a \n\r\u2028".split(""));
        const property = fc.property(
            fc.string({ unit: letters, minLength: 1, maxLength: 30 }),
            (name) => {
                const head = withGrants(
                    letIn(name),
                    ({ from }) => from.startsWith("arn:aws:iam::999988887777"),
                    (grant) => ({
                        ...grant,
                        when: [{ operator: name, key: name, values: [name] }],
                        undecided: [name],
                        because: [{ urn: name, document: name, statement: name }],
                    }),
                );
                const text = markdownDifference({
                    ...differenceOf(base, head),
                    unread: [name],
                    teams: [{ team: name, status: "unchanged", exposed: false }],
                });

                const outside = withoutCodeSpans(text.replace(marker, ""));

                // Our own words have a fold, a small print and strong words, and nothing else.
                assert.deepEqual(
                    outside
                        .replaceAll(/<\/?(details|summary|sub)>|\*\*/g, "")
                        .match(/[`@<>[\]!*_|\\~&]|https?:|#(?!##)\d/g),
                    null,
                );
            },
        );

        fc.assert(property, { numRuns: 200, seed: 7 });
    });

    it("shows a team's name as a name where it is not one", () => {
        const odd = renamed(exampleGraph("vision", "robotics"), "robotics", "a**b](x)");

        const text = markdownDifference(differenceOf(exampleGraph("vision"), odd));

        assert.equal(text.split("\n")[4], "### `a**b](x)`");
    });

    it("says of many teams at once what happens to them alike", () => {
        const teams = Array.from({ length: 40 }, (_, at) => `team-${at + 10}`);
        const before = exampleGraph(...teams);
        const head = withGrants(
            before,
            ({ kind }) => kind === "data",
            (grant) => ({ ...grant, actions: anyOf("s3:GetObject", "s3:PutObject") }),
        );

        const text = markdownDifference(differenceOf(before, head));

        assert.deepEqual(text.split("\n").slice(2, 7), [
            "**Access widens: 40 widenings**",
            "",
            "### **team-10**, **team-11**, **team-12** and 37 more teams",
            "",
            "Each of them alike, for example: **team-10** can now write `s3://acme-curated-dev/team-10/*`.",
        ]);
    });

    it("says apart what only counts alike", () => {
        const teams = ["iam", "speech", "vision"];
        const before = exampleGraph(...teams);
        const gained = {
            iam: ["sqs:ListQueues", "sns:ListTopics"],
            speech: ["sqs:ListQueues", "sns:ListSubscriptions"],
            vision: ["iam:CreateAccessKey", "iam:PutRolePolicy"],
        };
        const resources = { id: "resources:111122223333", kind: "resources" as const };
        const head = {
            ...before,
            nodes: [...before.nodes, { ...resources, label: "111122223333" }],
            edges: [
                ...before.edges,
                ...Object.entries(gained).map(([team, actions]) => ({
                    id: `aws|${dataRole(team)}|${resources.id}|`,
                    kind: "aws" as const,
                    from: dataRole(team),
                    to: resources.id,
                    via: "",
                    grants: [
                        {
                            actions: anyOf(...actions),
                            on: anyOf("*"),
                            when: [],
                            except: [],
                            undecided: [],
                            because: [],
                        },
                    ],
                })),
            ],
        };

        const text = markdownDifference(differenceOf(before, head));

        assert.doesNotMatch(text, /alike/);
        for (const team of teams) {
            assert.match(text, new RegExp(`^### \\*\\*${team}\\*\\*$`, "m"));
        }
        assert.match(text, /iam:CreateAccessKey/);
    });

    it("leaves out what is harmless before what is dangerous, whosever it is", () => {
        const before = exampleGraph("aaa", "bbb");
        const wider = withGrants(
            before,
            ({ kind }) => kind === "data",
            (grant) => ({ ...grant, on: anyOf("object/*") }),
        );
        const difference = differenceOf(before, wider);
        const [lost] = differenceOf(wider, before).changes;
        assert.ok(lost !== undefined);
        const narrowings = Array.from({ length: 200 }, (_, at) => ({
            ...lost,
            kind: "lost" as const,
            subjects: ["aaa"],
            owners: [],
            edges: [`lost ${at}`],
            // A shape of its own, so that no two are told at once.
            items: lost.items.map((item) => ({ ...item, via: `lost-${at}` })),
        }));

        const text = markdownDifference(
            { ...difference, changes: [...difference.changes, ...narrowings] },
            { most: 5000 },
        );

        assert.deepEqual(
            text.split("\n").filter((line) => line.startsWith("### ")),
            ["### **aaa**", "### **bbb**"],
        );
        assert.equal(text.match(/ can now /g)?.length, difference.changes.length);
        assert.match(text, / can no longer /);
        assert.match(text, /This is not all/);
    });

    it("says how much is left out where there is no room", () => {
        const teams = Array.from({ length: 120 }, (_, at) => `t${"x".repeat(at % 7)}${at}`);
        const before = exampleGraph(...teams);
        const head = withGrants(
            before,
            ({ kind }) => kind === "data",
            (grant) => ({ ...grant, on: anyOf("object/*") }),
        );
        const distinct = teams.reduce(
            (graph, team, at) =>
                withGrants(
                    graph,
                    ({ kind, from }) => kind === "data" && from === dataRole(team),
                    (grant) => ({ ...grant, on: anyOf(`object/${"p".repeat(at)}*`) }),
                ),
            head,
        );

        const difference = differenceOf(before, distinct);
        const { changes } = difference;

        const text = markdownDifference(difference, {
            most: 12_000,
            rest: "access.json of this run",
        });

        const [notice = ""] = text
            .split("\n")
            .filter((line) => line.startsWith("⚠️ **This is not all."));
        const told = text.split("\n").filter((line) => / can (now|no longer) /.test(line)).length;
        const folds = text.split("<details>").length - 1;
        assert.ok(text.length <= 12_000, `${text.length} characters`);
        assert.ok(text.length > 11_000, `${text.length} characters`);
        assert.equal(
            notice,
            `⚠️ **This is not all.** Left out here for want of room: ${changes.length - told} changes altogether, and the details of ${told - folds} changes. The whole of it: \`access.json of this run\`.`,
        );
    });
});

/** The text with every code span taken out, as CommonMark finds them. */
function withoutCodeSpans(text: string): string {
    let rest = text;
    let outside = "";
    for (let open = /`+/.exec(rest); open !== null; open = /`+/.exec(rest)) {
        outside += rest.slice(0, open.index);
        const behind = rest.slice(open.index + open[0].length);
        const close = [...behind.matchAll(/`+/g)].find(([run]) => run.length === open[0].length);
        if (close === undefined) {
            outside += open[0];
            rest = behind;
        } else {
            rest = behind.slice(close.index + close[0].length);
        }
    }
    return outside + rest;
}
