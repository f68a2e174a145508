import assert from "node:assert/strict";
import { previewDigest } from "../../cli/previewDigest";

const urn = (type: string, name: string) =>
    `urn:pulumi:dev::hyperpod-teams::hyperpod-teams:components:Team$${type}::${name}`;
const role = urn("aws:iam/role:Role", "vision-data");
const stackJudged = { policyAnalyzeStackSummaryEvent: { policyPackName: "pack" } };
const events = (...all: readonly object[]) => all.map((each) => JSON.stringify(each)).join("\n");
const output = (steps: readonly object[], diagnostics: readonly object[] = []) =>
    `warning of something\n${JSON.stringify({ steps, diagnostics })}`;

describe("what a preview says", () => {
    it("is what would change, a replacement once, by kind and name", () => {
        const steps = [
            { op: "create", urn: urn("aws:s3/accessPoint:AccessPoint", "vision-curated") },
            { op: "same", urn: urn("aws:iam/role:Role", "speech-data") },
            { op: "create-replacement", urn: role },
            { op: "replace", urn: role },
            { op: "delete-replaced", urn: role },
            { op: "delete", urn: urn("aws:iam/role:Role", "audio-data") },
            { op: "update", urn: urn("aws:iam/role:Role", "a-role") },
            { op: "read", urn: urn("aws:iam/role:Role", "looked-at") },
        ];

        const { changes, complete } = previewDigest({
            output: output(steps),
            events: events(stackJudged),
        });

        assert.equal(complete, true);
        assert.deepEqual(changes, [
            { kind: "create", type: "aws:s3/accessPoint:AccessPoint", name: "vision-curated" },
            { kind: "update", type: "aws:iam/role:Role", name: "a-role" },
            { kind: "replace", type: "aws:iam/role:Role", name: "vision-data" },
            { kind: "delete", type: "aws:iam/role:Role", name: "audio-data" },
        ]);
    });

    it("is what policies found, without their descriptions, each once", () => {
        const policyEvent = {
            resourceUrn: role,
            message: 'A role trusts nobody.\nrole "vision-data" trusts somebody\n',
            policyName: "iam-role-trusts-nobody",
            enforcementLevel: "mandatory",
        };
        const failed = {
            severity: "error",
            message: "<{%reset%}>error: preview failed\n<{%reset%}>",
        };

        const digest = previewDigest({
            output: output([], [failed]),
            events: events({ policyEvent }, { policyEvent }, stackJudged),
        });

        assert.deepEqual(digest, {
            changes: [],
            complete: true,
            errors: [],
            violations: [
                {
                    policy: "iam-role-trusts-nobody",
                    level: "mandatory",
                    message: 'role "vision-data" trusts somebody',
                    resource: "vision-data",
                },
            ],
        });
    });

    for (const [title, files, errors] of [
        [
            "went wrong",
            {
                output: output([], [{ severity: "error", message: "error: no such bucket\n" }]),
                events: events(stackJudged, {
                    diagnosticEvent: { severity: "error", message: "no such bucket" },
                }),
            },
            ["no such bucket"],
        ],
        [
            "failed for a reason that nobody gives",
            {
                output: output([], [{ severity: "error", message: "error: preview failed" }]),
                events: events(stackJudged),
            },
            [],
        ],
        ["was never judged", { output: output([]), events: "" }, []],
        ["says nothing", { output: "", events: "" }, []],
    ] as const) {
        it(`is not complete where it ${title}`, () => {
            assert.deepEqual(previewDigest(files), {
                changes: [],
                complete: false,
                errors,
                violations: [],
            });
        });
    }
});
