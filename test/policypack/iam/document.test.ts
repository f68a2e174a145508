import assert from "node:assert/strict";
import { readPolicyDocument } from "../../../policypack/iam/document";

const statement = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:role/reader" },
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::bucket/*",
};

describe("readPolicyDocument", () => {
    it("gives every element of a statement as lists", () => {
        const reading = readPolicyDocument({
            Version: "2012-10-17",
            Id: "example",
            Statement: [
                {
                    ...statement,
                    Sid: "Read",
                    Principal: { AWS: ["111122223333"], Service: "pods.eks.amazonaws.com" },
                    Condition: {
                        StringEquals: { "aws:PrincipalOrgID": "o-exampleorg1", "s3:prefix": ["a"] },
                        Bool: { "aws:SecureTransport": true },
                        NumericLessThan: { "s3:max-keys": 10 },
                    },
                },
                {
                    Effect: "Deny",
                    NotPrincipal: { AWS: "111122223333" },
                    NotAction: ["s3:GetObject"],
                    NotResource: "*",
                },
            ],
        });

        assert.deepEqual(reading, {
            ok: true,
            document: {
                version: "2012-10-17",
                statements: [
                    {
                        sid: "Read",
                        effect: "Allow",
                        principals: [
                            { type: "AWS", value: "111122223333" },
                            { type: "Service", value: "pods.eks.amazonaws.com" },
                        ],
                        actions: ["s3:GetObject"],
                        resources: ["arn:aws:s3:::bucket/*"],
                        conditions: [
                            {
                                operator: "StringEquals",
                                key: "aws:PrincipalOrgID",
                                values: ["o-exampleorg1"],
                            },
                            { operator: "StringEquals", key: "s3:prefix", values: ["a"] },
                            { operator: "Bool", key: "aws:SecureTransport", values: ["true"] },
                            { operator: "NumericLessThan", key: "s3:max-keys", values: ["10"] },
                        ],
                    },
                    {
                        effect: "Deny",
                        notPrincipals: [{ type: "AWS", value: "111122223333" }],
                        notActions: ["s3:GetObject"],
                        notResources: ["*"],
                        conditions: [],
                    },
                ],
            },
        });
    });

    it("reads text and object, scalar and list, one statement and many alike", () => {
        const shapes: readonly unknown[] = [
            { Statement: statement },
            { Statement: [statement] },
            { Statement: { ...statement, Action: [statement.Action] } },
            JSON.stringify({ Statement: statement }),
            JSON.stringify({ Statement: [statement] }, undefined, "\t"),
            JSON.stringify({ Statement: statement }).replaceAll("s3", "\\u0073\\u0033"),
        ];

        const [first, ...others] = shapes.map((shape) => readPolicyDocument(shape));

        assert.equal(first?.ok, true);
        for (const other of others) {
            assert.deepEqual(other, first);
        }
    });

    it("takes an empty object for a document without statements", () => {
        assert.deepEqual(readPolicyDocument("{}"), { ok: true, document: { statements: [] } });
    });

    it("fails for what is no document, and says why", () => {
        const refusals: readonly (readonly [unknown, string])[] = [
            [undefined, "the document is undefined, not JSON text or an object"],
            [null, "the document is null, not JSON text or an object"],
            [7, "the document is a number, not JSON text or an object"],
            ['"text"', "the document is a string, not an object"],
            ["nul", 'the document is not JSON: "n" stands at character 1 where a value belongs'],
            ["01", 'the document is not JSON: "1" stands at character 2 where the end belongs'],
            ["'a'", 'the document is not JSON: "\'" stands at character 1 where a value belongs'],
            [
                '{"a\nb":1}',
                'the document is not JSON: "\\"" stands at character 2 where a string belongs',
            ],
            ['{"a" 1}', 'the document is not JSON: "1" stands at character 6 where ":" belongs'],
            [
                "[1 2]",
                'the document is not JSON: "2" stands at character 4 where "," or "]" belongs',
            ],
            [
                "[12345678901234567890]",
                "the document is not JSON: the number 12345678901234567890 cannot be read exactly, write it as a string",
            ],
            ["[".repeat(100_000), "the document is not JSON: it is nested deeper than 64 levels"],
            [
                '{"__proto__":{"Statement":[]}}',
                'the document has the unknown element "__proto__"; known are "Version", "Id", "Statement"',
            ],
            ['{"Statement":["*"]}', "statement 1 is a string, not an object"],
            [
                { Statement: { ...statement, Sid: 1 } },
                "statement 1 has a number as Sid, not a string",
            ],
            [
                " ".repeat(1_000_001),
                "the document is not JSON: it is longer than 1000000 characters",
            ],
            [{ Statement: 10n }, "the document is an object that has no JSON text: TypeError"],
            [
                "\u00a0{}",
                'the document is not JSON: "\\u00a0" stands at character 1 where a value belongs',
            ],
            [
                {
                    Statement: {
                        ...statement,
                        Condition: { Bool: { a: "true" }, bool: { a: "false" } },
                    },
                },
                'statement 1 Condition has the operator "bool" twice',
            ],
            [
                { Statement: { ...statement, Resource: [] } },
                "statement 1 Resource is an empty list",
            ],
        ];

        const circular: Record<string, unknown> = { Statement: statement };
        circular.self = circular;

        for (const [value, reason] of [
            ...refusals,
            [circular, "the document is an object that has no JSON text: TypeError"] as const,
        ]) {
            assert.deepEqual(readPolicyDocument(value), { ok: false, reason });
        }
    });
});
