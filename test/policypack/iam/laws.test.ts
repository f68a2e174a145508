import assert from "node:assert/strict";
import fc from "fast-check";
import { readPolicyDocument } from "../../../policypack/iam/document";
import { strangersIn } from "../../../policypack/iam/strangers";
import { settingOf } from "./caseFiles";
import { runs } from "./runs";

interface Statement {
    readonly Sid?: string;
    readonly Effect: "Allow" | "Deny";
    readonly Principal: unknown;
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
    readonly Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const setting = settingOf("bucket");

/** Who is a stranger, without the place where that stands. */
function strangersOf(statements: unknown): readonly string[] {
    const reading = readPolicyDocument({ Version: "2012-10-17", Statement: statements });
    assert.ok(reading.ok);
    return strangersIn(reading.document, setting.known, setting.team).map((stranger) =>
        stranger.replace(/ in statement .*$/, ""),
    );
}

function isSafe(...statements: readonly unknown[]): boolean {
    return strangersOf(statements).length === 0;
}

describe("what holds of every document", () => {
    it("adding a statement never makes a bad document good", () => {
        fc.assert(
            fc.property(documents, statements, fc.nat(), (document, added, at) => {
                const position = at % (document.length + 1);

                const before = strangersOf(document);
                const after = strangersOf(document.toSpliced(position, 0, added));

                assert.deepEqual(after.toSorted(), [...before, ...strangersOf([added])].toSorted());
            }),
            runs(1000),
        );
    });

    it("renaming Sids and reordering statements never changes a verdict", () => {
        fc.assert(
            fc.property(documents, fc.array(fc.string()), (document, sids) => {
                const renamed = document
                    .map((statement, index) => ({ ...statement, Sid: sids[index] ?? "Other" }))
                    .toReversed();

                assert.deepEqual(strangersOf(renamed).toSorted(), strangersOf(document).toSorted());
            }),
            runs(1000),
        );
    });

    it("a scalar, a list of one, one statement and many are the same document", () => {
        fc.assert(
            fc.property(statements, (statement) => {
                const scalars = JSON.parse(
                    JSON.stringify(statement, (_key, value: unknown) =>
                        Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value,
                    ),
                ) as unknown;

                assert.deepEqual(strangersOf(scalars), strangersOf([statement]));
            }),
            runs(1000),
        );
    });

    it("splitting a list of principals or of a condition's values over statements changes nothing", () => {
        fc.assert(
            fc.property(statements, (statement) => {
                const byPrincipal = principalsOf(statement).map((each) => ({
                    ...statement,
                    Principal: each,
                }));
                const byValue = Object.entries(statement.Condition).flatMap(([operator, tests]) =>
                    Object.entries(tests).map(([key, values]) =>
                        values.map((value) => ({
                            ...statement,
                            Condition: {
                                ...statement.Condition,
                                [operator]: { ...tests, [key]: [value] },
                            },
                        })),
                    ),
                );

                for (const split of [byPrincipal, ...byValue]) {
                    assert.equal(isSafe(...split), isSafe(statement));
                }
            }),
            runs(1000),
        );
    });

    it("widening a principal never makes it better", () => {
        fc.assert(
            fc.property(statements, principals, (statement, principal) => {
                const widened = widenings(principal).map((each) => ({
                    ...statement,
                    Principal: { AWS: [each] },
                }));

                assertNoneBetter([{ ...statement, Principal: { AWS: [principal] } }, ...widened]);
            }),
            runs(1000),
        );
    });

    it("naming one more, taking a condition away or testing for one more value never makes it better", () => {
        fc.assert(
            fc.property(statements, principals, values, (statement, principal, value) => {
                const [[operator, tests] = ["", {}], ...others] = Object.entries(
                    statement.Condition,
                );
                const wider = [
                    {
                        ...statement,
                        Principal: {
                            AWS: [...principalsOf(statement).flatMap(namesOf), principal],
                        },
                    },
                    { ...statement, Condition: Object.fromEntries(others) },
                    ...Object.entries(tests).map(([key, listed]) => ({
                        ...statement,
                        Condition: {
                            ...statement.Condition,
                            [operator]: { ...tests, [key]: [...listed, value] },
                        },
                    })),
                ];

                for (const each of wider) {
                    assertNoneBetter([statement, each]);
                }
            }),
            runs(1000),
        );
    });

    it("putting a wildcard into a condition's pattern never makes it better", () => {
        fc.assert(
            fc.property(
                fc.constantFrom("ArnLike", "ArnEquals", "StringLike", "ForAnyValue:StringLike"),
                keys,
                values,
                fc.nat(),
                fc.nat(8),
                fc.constantFrom("*", "?"),
                (operator, key, value, at, length, wildcard) => {
                    const start = at % (value.length + 1);
                    // A question mark stands for one letter, an asterisk for any number of them.
                    const end = start + (wildcard === "?" ? 1 : length);
                    if (wildcard === "?" && start === value.length) {
                        return;
                    }
                    const widened = `${value.slice(0, start)}${wildcard}${value.slice(end)}`;

                    assertNoneBetter(
                        [value, widened].map((each) => ({
                            ...setting.statement,
                            Condition: { [operator]: { [key]: each } },
                        })),
                    );
                },
            ),
            runs(5000),
        );
    });
});

function assertNoneBetter(widening: readonly unknown[]): void {
    const verdicts = widening.map((each) => isSafe(each));

    // Once it is bad it stays bad.
    assert.deepEqual(
        verdicts,
        verdicts.map((_, index) => !verdicts.slice(0, index + 1).includes(false)),
        JSON.stringify(widening),
    );
}

function principalsOf({ Principal }: Statement): readonly unknown[] {
    return typeof Principal === "string"
        ? [Principal]
        : (Principal as { AWS: readonly string[] }).AWS.map((each) => ({ AWS: [each] }));
}

function namesOf(principal: unknown): readonly string[] {
    return typeof principal === "string" ? [principal] : (principal as { AWS: string[] }).AWS;
}

/** Whom else a principal comes to mean when it says less: its account, everybody. */
function widenings(principal: string): readonly string[] {
    const account = /[0-9]{12}/.exec(principal)?.[0];
    const whole = account === undefined ? [] : [account, `arn:aws:iam::${account}:root`];
    return principal === "*" ? [] : [...(principal.endsWith(":root") ? [] : whole), "*"];
}

const principals = fc.constantFrom(
    "*",
    "arn:aws:iam::111122223333:role/auditor",
    "arn:aws:iam::111122223333:user/anna",
    "arn:aws:iam::111122223333:root",
    "111122223333",
    "arn:aws:iam::555566667777:role/reports/weekly",
    "arn:aws:iam::555566667777:role/reports/path/weekly",
    "arn:aws:iam::555566667777:root",
    "arn:aws:iam::999900001111:role/auditor",
    "arn:aws:iam::999900001111:user/auditor",
    "999900001111",
);

const values = fc.constantFrom(
    "111122223333",
    "777788889999",
    "999900001111",
    "o-exampleorg1",
    "o-otherorg01",
    "o-exampleorg1/r-ab12/",
    "o-exampleorg1/*",
    "o-partnerorg1/r-ab12/ou-ab12-research/*",
    "o-otherorg01/r-zz99/",
    "arn:aws:iam::111122223333:role/auditor",
    "arn:aws:iam::111122223333:role/*",
    "arn:aws:iam::555566667777:role/reports/weekly",
    "arn:aws:iam::999900001111:role/auditor",
    "arn:aws:s3:eu-west-1:777788889999:accesspoint/open",
    "arn:aws:s3:*:777788889999:accesspoint/*",
    "arn:aws:s3:eu-west-1:333344445555:accesspoint/vision-curated",
    "${aws:PrincipalAccount}",
    "*",
);

const keys = fc.constantFrom(
    "aws:PrincipalArn",
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
    "aws:SourceIp",
    "aws:PrincipalTag/team",
);

const operators = fc.constantFrom(
    "StringEquals",
    "StringLike",
    "ArnEquals",
    "ArnLike",
    "ForAnyValue:StringLike",
    "ForAllValues:StringEquals",
    "StringEqualsIfExists",
    "StringNotEquals",
    "Null",
);

const conditions = fc.dictionary(
    operators,
    fc.dictionary(keys, fc.uniqueArray(values, { minLength: 1, maxLength: 2 }), {
        minKeys: 1,
        maxKeys: 2,
    }),
    { maxKeys: 2 },
);

// Half of the fences at random would be none: these are.
const fences = fc.constantFrom<Statement["Condition"]>(
    { StringEquals: { "aws:PrincipalOrgID": ["o-exampleorg1"] } },
    { ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::111122223333:role/*"] } },
    {
        StringEquals: { "s3:DataAccessPointAccount": ["777788889999"] },
        Null: { "aws:PrincipalTag/team": ["false"] },
    },
);

const statements: fc.Arbitrary<Statement> = fc.record({
    Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
    Principal: fc.oneof(
        fc.constant("*"),
        fc.record({ AWS: fc.uniqueArray(principals, { minLength: 1, maxLength: 3 }) }),
    ),
    Action: fc.constant(["s3:GetObject"]),
    Resource: fc.constant(["arn:aws:s3:::acme-curated/*"]),
    Condition: fc.oneof(fences, conditions),
});

const documents = fc.array(statements, { minLength: 1, maxLength: 4 });
