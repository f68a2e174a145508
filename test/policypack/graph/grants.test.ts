import assert from "node:assert/strict";
import fc from "fast-check";
import { canonicalCondition, implies, sameConditions } from "../../../policypack/graph/conditions";
import type { Grant } from "../../../policypack/graph/graph";
import { beyondGrants, canonicalGrants, grantWithin } from "../../../policypack/graph/grants";
import { anyOf, holds } from "../../../policypack/graph/sets";
import { runs } from "../iam/runs";

const actions = ["s3:GetObject", "s3:GetObjectTagging", "s3:PutObject", "S3:get*", "s3:*"];
const things = ["object/a/1", "object/a/*", "object/b/*", "object/*", "object/b/2"];
const requests = ["s3:GetObject", "s3:GetObjectTagging", "s3:PutObject", "s3:DeleteObject"].flatMap(
    (action) =>
        ["object/a/1", "object/a/2", "object/b/2", "object/c"].map((thing) => ({ action, thing })),
);

const sets = (patterns: readonly string[]) =>
    fc.subarray([...patterns], { minLength: 1, maxLength: 3 }).map((some) => anyOf(...some));
const rectangles = fc.record({ actions: sets(actions), on: sets(things) });
const grants: fc.Arbitrary<Grant> = fc.record({
    actions: sets(actions),
    on: sets(things),
    when: fc.subarray([
        { operator: "StringEquals", key: "aws:principalorgid", values: ["o-1"] },
        { operator: "Bool", key: "aws:securetransport", values: ["true"] },
    ]),
    except: fc.array(rectangles, { maxLength: 2 }),
    undecided: fc.constantFrom([], ["why"]),
    because: fc
        .constantFrom("1", "2", "3")
        .map((statement) => [{ urn: "urn", document: "policy", statement }]),
});

/** What grants allow, under each of the conditions, request by request. */
function allowedBy(some: readonly Grant[]): readonly string[] {
    return [
        [],
        ["aws:principalorgid"],
        ["aws:securetransport"],
        ["aws:principalorgid", "aws:securetransport"],
    ].flatMap((met) =>
        requests
            .filter(({ action, thing }) =>
                some.some(
                    (grant) =>
                        grant.when.every(({ key }) => met.includes(key)) &&
                        covers(grant, action, thing) &&
                        !grant.except.some((denied) => covers(denied, action, thing)),
                ),
            )
            .map(({ action, thing }) => `${action} ${thing} ${met.join()}`),
    );
}

function covers(rectangle: Pick<Grant, "actions" | "on">, action: string, thing: string): boolean {
    return holds(rectangle.actions, action, { ignoreCase: true }) && holds(rectangle.on, thing);
}

describe("grants", () => {
    it("allow the same when they are written canonically", () => {
        fc.assert(
            fc.property(fc.array(grants, { maxLength: 4 }), (some) => {
                const canonical = canonicalGrants(some);

                assert.deepEqual(allowedBy(canonical), allowedBy(some));
                assert.deepEqual(canonicalGrants(canonical), canonical);
            }),
            runs(150),
        );
    });

    it("are the same grants, however their statements are split and ordered", () => {
        fc.assert(
            fc.property(fc.array(grants, { maxLength: 4 }), (some) => {
                const split = some.toReversed().flatMap((grant) =>
                    grant.actions.flatMap((action) =>
                        grant.on.map((thing) => ({
                            ...grant,
                            actions: [action],
                            on: [thing],
                            when: grant.when.toReversed(),
                            except: grant.except.toReversed(),
                        })),
                    ),
                );

                assert.deepEqual(
                    canonicalGrants(split).map(withoutEvidence),
                    canonicalGrants(some).map(withoutEvidence),
                );
            }),
            runs(150),
        );
    });

    it("are within others only if those allow every request", () => {
        fc.assert(
            fc.property(grants, fc.array(grants, { maxLength: 4 }), (one, others) => {
                const allowed = new Set(allowedBy(others));

                assert.ok(
                    !grantWithin(one, others) ||
                        allowedBy([one]).every((each) => allowed.has(each)),
                );
            }),
            runs(500),
        );
    });

    it("are within others that hold them in pieces, and what they allow beyond is named", () => {
        const grant = {
            actions: anyOf("s3:GetObject", "s3:PutObject"),
            on: anyOf("object/vision/*"),
            when: [],
            except: [],
            undecided: [],
            because: [],
        };
        const pieces = [
            { ...grant, actions: anyOf("s3:Get*") },
            { ...grant, actions: anyOf("s3:putobject"), on: anyOf("object/*") },
        ];

        const beyond = beyondGrants(grant, [
            { ...grant, except: [{ actions: anyOf("s3:Put*"), on: anyOf("object/vision/raw/*") }] },
        ]);

        assert.equal(grantWithin(grant, pieces), true);
        assert.deepEqual(beyond, [
            { actions: anyOf("s3:PutObject"), on: anyOf("object/vision/raw/*") },
        ]);
    });
});

function withoutEvidence({ actions, on, when, except, undecided }: Grant) {
    return { actions, on, when, except, undecided };
}

describe("conditions", () => {
    const condition = (operator: string, ...values: string[]) =>
        canonicalCondition({ operator, key: "AWS:PrincipalArn", values });

    it("have one spelling for what AWS compares alike", () => {
        const spellings = [
            condition("ArnEquals", "b", "a", "b"),
            condition("StringLike", "a"),
            condition("StringNotLikeIfExists", "a"),
            condition("ForAnyValue:StringLike", "a*"),
        ];

        assert.deepEqual(spellings, [
            { operator: "ArnLike", key: "aws:principalarn", values: ["a", "b"] },
            { operator: "StringEquals", key: "aws:principalarn", values: ["a"] },
            { operator: "StringNotEqualsIfExists", key: "aws:principalarn", values: ["a"] },
            { operator: "ForAnyValue:StringLike", key: "aws:principalarn", values: ["a*"] },
        ]);
    });

    it("imply one another where one lets through no more", () => {
        const arn = "arn:aws:iam::444455556666:role/hyperpod-vision-data";
        const cases: readonly (readonly [string, string[], string, string[], boolean])[] = [
            ["StringEquals", ["a"], "StringEquals", ["a", "b"], true],
            ["StringEquals", ["a", "b"], "StringEquals", ["a"], false],
            ["StringEquals", ["ab"], "StringLike", ["a*"], true],
            ["StringLike", ["a*"], "StringEquals", ["ab"], false],
            ["StringEquals", ["a"], "StringEqualsIfExists", ["a"], true],
            ["StringEqualsIfExists", ["a"], "StringEquals", ["a"], false],
            ["StringNotEquals", ["a", "b"], "StringNotEquals", ["a"], true],
            ["StringNotEquals", ["a"], "StringNotEquals", ["a", "b"], false],
            ["StringNotEquals", ["a"], "StringEquals", ["b"], false],
            ["StringEquals", [arn], "ArnLike", ["arn:aws:iam::444455556666:role/*"], true],
            ["StringLike", ["arn:*"], "ArnLike", ["arn:*:*:*:*:*"], false],
            ["ArnLike", [`${arn}?`], "ArnEquals", ["arn:aws:iam::*:role/*"], true],
            ["ForAnyValue:StringEquals", ["a"], "StringEquals", ["a"], false],
            ["StringEquals", ["${aws:userid}"], "StringLike", ["*"], false],
            ["NumericLessThan", ["5"], "NumericLessThan", ["6"], false],
            ["NumericLessThan", ["5"], "NumericLessThan", ["5"], true],
        ];

        const found = cases.map(([one, values, other, wanted]) =>
            implies([condition(one, ...values)], [condition(other, ...wanted)]),
        );

        assert.deepEqual(
            found,
            cases.map(([, , , , expected]) => expected),
        );
    });

    it("are the same if each implies the other", () => {
        const [one, other] = [
            condition("StringLike", "a", "b"),
            condition("StringEquals", "b", "a"),
        ];

        assert.equal(sameConditions([one], [other, one]), true);
        assert.equal(sameConditions([one], []), false);
    });
});
