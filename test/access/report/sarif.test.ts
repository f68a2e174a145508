import assert from "node:assert/strict";
import * as fs from "node:fs";
import Ajv from "ajv";
import { judge } from "../../../access/diff/allowance";
import { differenceOf } from "../../../access/diff/difference";
import { rosterPlaces } from "../../../access/report/rosterPlaces";
import { deviationSarif, differenceSarif } from "../../../access/report/sarif";
import { anyOf, edge, exampleClaims, exampleGraph } from "../../support/exampleGraph";
import { withEdge } from "../../support/graphEdits";

const schemaFile = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
// It is of draft 4, whose words for itself later drafts do not know; the rest means the same.
const {
    $schema: _,
    id: __,
    ...schema
} = JSON.parse(fs.readFileSync(schemaFile, "utf8")) as Record<string, unknown>;
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
    schema,
);

function mistakes(value: unknown): unknown {
    validate(JSON.parse(JSON.stringify(value)));
    return validate.errors ?? [];
}

const roster = "teams:\n  # ours\n  vision:\n    cluster: training\n  speech: {}\n";
const placeOf = rosterPlaces("teams.yaml", roster);
const role = "arn:aws:iam::111122223333:role/hyperpod-vision-data";
const auditor = "arn:aws:iam::999988887777:role/[auditor](x)";
const base = exampleGraph("vision", "speech");
const head = withEdge(
    exampleGraph("vision", "robotics"),
    edge("assume", auditor, role, { actions: anyOf("sts:AssumeRole"), on: anyOf(role) }),
    { id: auditor, kind: "principal", label: "auditor", account: "999988887777" },
);
const difference = {
    ...differenceOf(base, head, exampleClaims("robotics")),
    unread: ["queue policy"],
};

interface Result {
    readonly ruleId: string;
    readonly level: string;
    readonly message: { readonly text: string };
    readonly locations: readonly [
        { readonly physicalLocation: { readonly region: { readonly startLine: number } } },
    ];
}

function results(sarif: unknown): readonly (readonly [string, string, number])[] {
    const { runs } = sarif as { runs: readonly [{ results: readonly Result[] }] };
    return runs[0].results.map(({ ruleId, level, locations }) => [
        ruleId,
        level,
        locations[0].physicalLocation.region.startLine,
    ]);
}

describe("access for code scanning", () => {
    it("keeps to the published schema", () => {
        const deviations = [
            { team: "vision", kind: "beyond", what: "reads too much", path: ["data|a|b|"] },
            { team: "gone", kind: "missing", what: "does not read", path: [] },
        ] as const;

        assert.deepEqual(mistakes(differenceSarif(difference, placeOf)), []);
        assert.deepEqual(mistakes(deviationSarif(deviations, placeOf)), []);
        assert.notDeepEqual(mistakes({ version: "2.1.0" }), []);
    });

    it("puts each finding to its team's entry, and to the file where there is none", () => {
        assert.deepEqual(results(differenceSarif(difference, placeOf)), [
            ["let-in-from-outside", "error", 3],
            ["team-added", "warning", 1],
            ["team-removed", "note", 5],
            ["not-read", "error", 1],
        ]);
    });

    it("only notes what is allowed", () => {
        const judgement = judge(difference, [auditor, "robotics"]);

        assert.deepEqual(
            results(differenceSarif(difference, placeOf, judgement)).map(([, level]) => level),
            ["note", "note", "note", "error"],
        );
    });

    it("lets no name make a link", () => {
        const { runs } = differenceSarif(difference, placeOf) as {
            runs: readonly [{ results: readonly Result[] }];
        };

        assert.equal(
            runs[0].results[0]?.message.text,
            '"\\[auditor\\](x)" (account "999988887777") can now become role "hyperpod-vision-data" (account "111122223333"), and so read "s3://acme-curated-dev/vision/*" and decrypt with key "1234abcd-12ab-34cd-56ef-1234567890ab" (account "777788889999")',
        );
    });

    it("says what is not as declared", () => {
        const found = deviationSarif(
            [
                { team: "speech", kind: "beyond", what: "reads too much", path: [] },
                { team: "gone", kind: "missing", what: "does not read", path: [] },
            ],
            placeOf,
        );

        assert.deepEqual(results(found), [
            ["beyond-declared", "error", 5],
            ["missing-declared", "warning", 1],
        ]);
    });
});
