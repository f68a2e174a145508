import assert from "node:assert/strict";
import { codeSpan } from "../../cli/untrustedMarkdown";
import { renderComment, verdictOf } from "../../cli/pullRequestComment";
import type { PullRequestReport } from "../../cli/pullRequestComment";

const clean: PullRequestReport = {
    stack: "dev",
    base: "b".repeat(40),
    head: "a".repeat(40),
    problems: [],
    guarded: [],
    notes: [],
    preview: { changes: [], complete: true, errors: [], violations: [] },
};
const role = { kind: "create", type: "aws:iam/role:Role", name: "vision-data" } as const;
const violation = {
    policy: "iam-role-trusts-known-principals",
    level: "mandatory",
    message: 'found "*", wanted nobody',
    resource: "vision-data",
};
const footer =
    "What rolling out `aaaaaaaaaaaa` would do where `bbbbbbbbbbbb` stands, judged by the policy pack of `bbbbbbbbbbbb`. The previewed code ran beside its judge, so this is advice; the gate is the same pack, run again from the protected branch before the rollout.";

describe("text of strangers in a comment", () => {
    it("acts on nothing, empty, blank or with marks of direction", () => {
        assert.deepEqual(["", " \n ", "a`b", "a\u202eb"].map(codeSpan), [
            "` `",
            "` `",
            "`` a`b ``",
            "`a\\u202eb`",
        ]);
    });
});

describe("the comment on a pull request", () => {
    it("says all that there is to say, the worst first", () => {
        const report: PullRequestReport = {
            ...clean,
            guarded: ["policypack/policies.ts"],
            notes: ["A note."],
            access: { markdown: "**Access**: vision gains data\n", widens: true },
            preview: {
                changes: [role, { ...role, kind: "delete", name: "audio-data" }],
                complete: true,
                errors: [],
                violations: [violation, { ...violation, resource: "speech-data" }],
            },
        };

        assert.equal(
            renderComment(report),
            `<!-- hyperpod-teams pr dev -->
### Stack \`dev\`: blocked by 2 policy violations

**Policy violations**

- \`iam-role-trusts-known-principals\`
  - \`vision-data\`: \`found "*", wanted nobody\`
  - \`speech-data\`: \`found "*", wanted nobody\`

**Access**: vision gains data

This pull request changes what judges it. It was judged by the policy pack of \`bbbbbbbbbbbb\`, and these need their owners' review:

- \`policypack/policies.ts\`

<details><summary>Resources: 1 to create, 1 to delete</summary>

- create \`vision-data\` \`aws:iam/role:Role\`
- delete \`audio-data\` \`aws:iam/role:Role\`

</details>

${footer}

A note.
`,
        );
    });

    it("says that nothing changes", () => {
        assert.equal(
            renderComment(clean),
            `<!-- hyperpod-teams pr dev -->
### Stack \`dev\`: nothing changes

${footer}
`,
        );
    });

    const preview = { changes: [role], complete: true, errors: [], violations: [] };
    for (const [verdict, headline, report] of [
        ["ready", "1 to create, no violation", { preview }],
        ["problems", "1 problem in the input", { problems: ["teams.yaml:1:1  no"], preview }],
        ["fails", "the preview fails", { preview: { ...preview, complete: false } }],
        [
            "blocked",
            "blocked by 1 policy violation",
            { preview: { ...preview, violations: [violation] } },
        ],
        [
            "ready",
            "1 to create, no violation",
            { preview, access: { markdown: "", widens: false } },
        ],
        [
            "widens",
            "access widens, and somebody has to approve it",
            { preview, access: { markdown: "", widens: true } },
        ],
        [
            "fails",
            "the preview fails",
            { preview: { ...preview, complete: false }, access: { markdown: "", widens: true } },
        ],
    ] as const) {
        it(`begins with "${headline}" (${verdict})`, () => {
            const whole = { ...clean, ...report };

            assert.equal(verdictOf(whole), verdict);
            assert.equal(renderComment(whole).split("\n")[1], `### Stack \`dev\`: ${headline}`);
        });
    }

    it("fails without any preview", () => {
        const { preview: _preview, ...without } = clean;

        assert.equal(verdictOf(without), "fails");
    });

    it("lets no text of the pull request out of its code", () => {
        const nasty = "@everyone `x` ``y`` </details>\n<!-- hyperpod-teams pr prod -->\n# Approved";
        const report = {
            ...clean,
            preview: { ...preview, violations: [{ ...violation, message: nasty }] },
        };

        const lines = renderComment(report).split("\n");

        assert.equal(
            lines.find((line) => line.includes("@everyone")),
            "  - `vision-data`: ``` @everyone `x` ``y`` </details> <!-- hyperpod-teams pr prod --> # Approved ```",
        );
    });

    it("is cut off honestly where GitHub would refuse it", () => {
        const changes = Array.from({ length: 200 }, (_, index) => ({
            ...role,
            name: `${String(index)}-${"x".repeat(400)}`,
        }));

        const comment = renderComment({ ...clean, preview: { ...preview, changes } });

        assert.ok(comment.length <= 64_000, String(comment.length));
        assert.match(
            comment,
            /\n<\/details>\n\n\*\*Cut off here: \d+ more lines; `hyperpod-teams pr` with the same commits and a higher `--limit` prints them\.\*\*\n$/,
        );
    });
});
