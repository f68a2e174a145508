import * as assert from "node:assert/strict";
import { registrationsOf } from "../../access/registration";
import { formFor, renderTeams, renderWalks } from "../../access/report";
import type { Walk } from "../../access/walk";
import { removeResource, stackExport, types, vision } from "./fixtures/estate";

const plain = { width: 120, rich: false, reasons: "all" } as const;
const longName = { name: "autonomous-driving-perception-lab-europe", prefix: "fleet/europe/2026/" };

const escapes = /\u001b\[\d+m/g;

function widest(text: string): number {
    return Math.max(...text.split("\n").map((line) => line.replaceAll(escapes, "").length));
}

const walks: readonly Walk[] = [
    {
        team: "vision",
        steps: [
            { question: "may they?", expected: true, answer: true, because: "a statement says so" },
            { question: "may the others?", expected: false, answer: true, because: "no fence" },
        ],
    },
    {
        team: "speech",
        steps: [{ question: "may they?", expected: true, answer: true, because: "of course" }],
    },
];

describe("renderTeams", () => {
    it("shows a team with its accounts, roles, namespace and data", () => {
        const text = renderTeams(registrationsOf(stackExport([vision])), plain);

        assert.deepEqual(text.split("\n"), [
            "team    members                    cluster and namespace           data",
            "vision  hyperpod-vision-scientist  hyperpod-vision-cluster-access  hyperpod-vision-data",
            "          in 444455556666            in 111122223333                 in 111122223333",
            "                                   cluster hyperpod-dev            vision-curated (777788889999)",
            "                                   hyperpod-ns-vision                s3://acme-curated-dev/vision/*",
            "",
        ]);
    });

    it("says what is missing", () => {
        const state = stackExport([vision]);
        removeResource(state, types.role, "vision-scientist-role");
        removeResource(state, types.accessEntry, "vision-cluster-entry");
        removeResource(state, types.role, "vision-pods-role");
        removeResource(state, types.accessPoint, "vision-data-curated");

        const text = renderTeams(registrationsOf(state), plain);

        assert.deepEqual(text.split("\n"), [
            "team    members         cluster and namespace           data",
            "vision  role (missing)  hyperpod-vision-cluster-access  none",
            "                          in 111122223333",
            "                        cluster (missing)",
            "                        hyperpod-ns-vision",
            "",
        ]);
    });

    it("says that there is nothing to show", () => {
        assert.equal(
            renderTeams(registrationsOf(stackExport([])), plain),
            "no team is registered\n",
        );
    });

    for (const width of [100, 120]) {
        it(`fits the longest name into ${width} columns and cuts nothing off`, () => {
            const registrations = registrationsOf(stackExport([longName]));

            const text = renderTeams(registrations, { ...plain, width, rich: true });

            assert.ok(widest(text) <= width, text);
            assert.equal(text.includes("…"), false);
        });
    }
});

describe("renderWalks", () => {
    it("shows every answer with its reason, and which are wrong", () => {
        assert.deepEqual(renderWalks(walks, plain).split("\n"), [
            "vision  1 of 2 wrong",
            "  ✓ may they? yes",
            "      a statement says so",
            "  ✗ may the others? yes, expected no",
            "      no fence",
            "",
            "speech  1 of 1 as they should be",
            "  ✓ may they? yes",
            "      of course",
            "",
        ]);
    });

    it("shows the reasons of wrong answers alone if asked to", () => {
        assert.deepEqual(renderWalks(walks, { ...plain, reasons: "wrong" }).split("\n"), [
            "vision  1 of 2 wrong",
            "  ✓ may they? yes",
            "  ✗ may the others? yes, expected no",
            "      no fence",
            "",
            "speech  1 of 1 as they should be",
            "  ✓ may they? yes",
            "",
        ]);
    });

    it("folds long reasons and keeps every character of them", () => {
        const because = `"arn:aws:iam::111122223333:role/${"long-".repeat(40)}name" may not`;
        const step = { question: "may they?", expected: true, answer: false, because };

        const text = renderWalks([{ team: "vision", steps: [step] }], { ...plain, width: 80 });

        assert.ok(widest(text) <= 80);
        assert.equal(text.replaceAll(/\s/g, "").includes(because.replaceAll(/\s/g, "")), true);
    });

    it("colours for a terminal only", () => {
        assert.equal(renderWalks(walks, plain).match(escapes), null);
        assert.notEqual(renderWalks(walks, { ...plain, rich: true }).match(escapes), null);
    });
});

describe("formFor", () => {
    it("writes plain text into a pipe", () => {
        assert.deepEqual(formFor({ isTTY: false, columns: 300 }), plain);
    });

    it("keeps to between 80 and 120 columns of a terminal", () => {
        assert.deepEqual(
            [40, 100, 300].map((columns) => formFor({ isTTY: true, columns }).width),
            [80, 100, 120],
        );
    });
});
