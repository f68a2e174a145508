import * as assert from "node:assert/strict";

import { parsePolicyDocument, PolicyProblemError } from "../../../sandbox/aws/policyDocument";

describe("the sandbox's policy documents", () => {
    it("reads one value and a list of values alike", () => {
        const document = parsePolicyDocument(
            JSON.stringify({
                Version: "2012-10-17",
                Id: "any",
                Statement: {
                    Sid: "One",
                    Effect: "Deny",
                    NotPrincipal: { AWS: ["111122223333"], Service: "s3.amazonaws.com" },
                    NotAction: "s3:*",
                    NotResource: ["arn:aws:s3:::a", "arn:aws:s3:::b"],
                    Condition: { Bool: { "aws:SecureTransport": false } },
                },
            }),
        );

        assert.deepEqual(document, {
            version: "2012-10-17",
            statements: [
                {
                    sid: "One",
                    effect: "Deny",
                    notPrincipals: [
                        { type: "AWS", value: "111122223333" },
                        { type: "Service", value: "s3.amazonaws.com" },
                    ],
                    notActions: ["s3:*"],
                    notResources: ["arn:aws:s3:::a", "arn:aws:s3:::b"],
                    conditions: [
                        { operator: "Bool", key: "aws:SecureTransport", values: ["false"] },
                    ],
                },
            ],
        });
    });

    it("takes a document without a version as one of 2008", () => {
        const text = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}]}';

        assert.deepEqual(parsePolicyDocument(text), {
            version: "2008-10-17",
            statements: [
                {
                    effect: "Allow",
                    principals: [{ type: "*", value: "*" }],
                    actions: ["s3:GetObject"],
                    conditions: [],
                },
            ],
        });
    });

    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
    const problems: readonly [what: string, document: unknown, problem: string][] = [
        ["a list", [], "no JSON object"],
        [
            "another version",
            { Version: "2020-01-01", Statement: [statement] },
            'Version "2020-01-01"',
        ],
        ["no statement", {}, "Statement"],
        ["an empty list of statements", { Statement: [] }, "empty Statement"],
        ["an unknown element", { Statement: [statement], Statements: [] }, "element Statements"],
        ["a lower-case element", { Statement: [{ ...statement, action: "*" }] }, "element action"],
        ["another effect", { Statement: [{ ...statement, Effect: "allow" }] }, "Effect"],
        ["a number for an action", { Statement: [{ ...statement, Action: 1 }] }, "Action"],
        [
            "an element and its negation",
            { Statement: [{ ...statement, NotAction: "s3:PutObject" }] },
            "Action and NotAction",
        ],
        [
            "an unknown kind of principal",
            { Statement: [{ ...statement, Principal: { Role: "x" } }] },
            "element Role",
        ],
        ["a principal in a list", { Statement: [{ ...statement, Principal: ["*"] }] }, "Principal"],
        [
            "a condition without a key",
            { Statement: [{ ...statement, Condition: { StringEquals: "x" } }] },
            "Condition StringEquals",
        ],
    ];
    for (const [what, document, message] of problems) {
        it(`refuses ${what}`, () => {
            assert.throws(
                () => parsePolicyDocument(JSON.stringify(document)),
                (error) => {
                    assert.ok(error instanceof PolicyProblemError);
                    assert.equal(error.message, message);
                    return true;
                },
            );
        });
    }
});
