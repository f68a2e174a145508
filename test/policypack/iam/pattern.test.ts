import assert from "node:assert/strict";
import fc from "fast-check";
import { decide, includes, overlaps } from "../../../policypack/iam/pattern";
import type { PatternOptions } from "../../../policypack/iam/pattern";
import { measured } from "../../support/processorTime";
import { matches } from "./matches";
import { runs } from "./runs";
import { wordsUpTo } from "./words";

describe("includes", () => {
    const inside: readonly (readonly [readonly string[], string, PatternOptions])[] = [
        [["*"], "anything", {}],
        [["a*"], "a?*", {}],
        [["a", "b*"], "b?c", {}],
        [["*a*"], "*aa*", {}],
        // Neither alone covers it: with at least one letter, or with none.
        [["", "?*"], "*", {}],
        [["a?*", "a"], "a*", {}],
        [["*a?", "*b?", "?", ""], "a", {}],
        [["s3:Get*"], "S3:getobject", { ignoreCase: true }],
        [["arn:aws:s3:::bucket/*"], "arn:aws:s3:::bucket/vision/*", { form: "resource" }],
        [["arn:aws:s3:::bucket/*"], "arn:aws:s3:::bucket/a:b", { form: "arn" }],
        [["arn:aws:iam::111122223333:*"], "arn:aws:iam::111122223333:role/path/*", { form: "arn" }],
        [
            ["arn:aws:iam::111122223333:role/{name}"],
            "arn:aws:iam::111122223333:role/reader",
            { form: "arn", placeholders: true },
        ],
        [["*"], "${aws:username}", {}],
        [["a*z"], "a${aws:username}z", {}],
        [["a*"], "a*", { literal: true }],
    ];
    for (const [outers, inner, options] of inside) {
        it(`finds ${JSON.stringify(inner)} inside ${JSON.stringify(outers)} ${JSON.stringify(options)}`, () => {
            assert.equal(decide(outers, inner, options), "inside");
        });
    }

    const outside: readonly (readonly [readonly string[], string, PatternOptions])[] = [
        [[], "a", {}],
        [[], "", {}],
        [["a?"], "a*", {}],
        [["A"], "a", {}],
        [["a*", "*b"], "*", {}],
        [["a?", "b?", "c?"], "??", {}],
        [["?"], "", {}],
        // A fence's text is no pattern that a wildcard would have to meet.
        [["a?"], "a*b", { literal: true }],
        [["a${aws:username}"], "ab", {}],
        [["a${aws:username}"], "a${aws:username}", {}],
        [["ab"], "a${aws:username}", {}],
        [["a*"], "a{name}", { placeholders: true, form: "arn" }],
        [
            ["arn:aws:iam::111122223333:role/{name}"],
            "arn:aws:iam::111122223333:role/path/reader",
            { form: "arn", placeholders: true },
        ],
        [
            ["arn:aws:iam::111122223333:role/{other}"],
            "arn:aws:iam::111122223333:role/reader",
            { form: "arn", placeholders: true },
        ],
        // No wildcard of the allowed ARN reaches over a colon, that of the judged one may.
        [["arn:aws:s3:*:111122223333:*"], "arn:aws:s3:*", { form: "arn" }],
        [["arn:aws:s3:*:accesspoint/x"], "arn:aws:s3:a:b:accesspoint/x", { form: "resource" }],
        [["arn:aws:s3:*:111122223333:*"], "arn:aws:s3:::x:111122223333:y", { form: "resource" }],
        [["arn:aws:s3:::bucket/*"], "*", { form: "resource" }],
        [["arn:aws:s3:::bucket/*"], "arn:aws:s3:::bucket", { form: "resource" }],
        [["arn:aws:s3:::bucket/*"], "arn:aws:s3:::bucket*", { form: "resource" }],
    ];
    for (const [outers, inner, options] of outside) {
        it(`finds ${JSON.stringify(inner)} outside ${JSON.stringify(outers)} ${JSON.stringify(options)}`, () => {
            assert.equal(decide(outers, inner, options), "outside");
        });
    }

    it("finds every role of a permission set, and no other set's, inside the set's form", () => {
        const form = `arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_PS_${"?".repeat(16)}`;
        const role = (name: string) =>
            `arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_${name}`;

        const answers = [
            role("PS_0123456789abcdef"),
            role("PS_????????????????"),
            role("PS_Admins_0123456789abcdef"),
            role("PS_*"),
            role(`PS_${"?".repeat(15)}`),
            role(`PS_${"?".repeat(17)}`),
        ].map((inner) => includes([form], inner, { form: "arn" }));

        assert.deepEqual(answers, [true, true, false, false, false, false]);
    });

    it("answers as trying every word up to six letters does", () => {
        const words = wordsUpTo(6, ["a", "b", "c"]);
        fc.assert(
            fc.property(fc.array(patterns, { maxLength: 3 }), patterns, (outers, inner) => {
                const found = decide(outers, inner);

                const counterexample = words.find(
                    (word) => matches(inner, word) && !outers.some((each) => matches(each, word)),
                );
                // Were six letters too few for a counterexample, this would fail, not pass.
                assert.equal(found, counterexample === undefined ? "inside" : "outside");
            }),
            runs(3000),
        );
    });

    it("answers as trying every word does where colons part the pattern", () => {
        const words = wordsUpTo(9, ["a", ":"]);
        const arn = fc.array(fc.constantFrom("", "*", "?", "a", "a*", "*a"), {
            minLength: 6,
            maxLength: 6,
        });
        fc.assert(
            fc.property(fc.array(arn, { maxLength: 2 }), arn, (outers, inner) => {
                const found = decide(
                    outers.map((each) => each.join(":")),
                    inner.join(":"),
                    { form: "arn" },
                );

                const within = (parts: readonly string[], word: string) => {
                    const [a, b, c, d, e, ...rest] = word.split(":");
                    const found = [a, b, c, d, e, rest.join(":")];
                    return (
                        rest.length > 0 &&
                        parts.every((part, index) => matches(part, found[index] ?? ""))
                    );
                };
                const counterexample = words.find(
                    (word) => within(inner, word) && !outers.some((each) => within(each, word)),
                );
                if (counterexample !== undefined) {
                    assert.equal(found, "outside");
                }
            }),
            runs(300),
        );
    });

    it("keeps the laws of inclusion", () => {
        fc.assert(
            fc.property(patterns, patterns, patterns, (one, two, three) => {
                assert.ok(includes([one], one));
                assert.ok(includes(["*"], one));
                if (includes([one], two) && includes([two], three)) {
                    assert.ok(includes([one], three));
                }
                if (includes([one], two)) {
                    assert.ok(includes([three, one], two));
                    assert.ok(overlaps(one, two));
                }
            }),
            runs(3000),
        );
    });

    it("leaves undecided what AWS does not define: what ? counts of a letter beyond ASCII", () => {
        assert.equal(decide(["équipe/*"], "équipe/a*"), "inside");
        assert.equal(decide(["?quipe/*"], "équipe/a"), "undecided");
    });

    it("ends soon for hostile patterns, with an answer or without", () => {
        const stars = "*a".repeat(1024);
        const choices = `*a${"?".repeat(40)}`;
        const hostile: readonly (readonly [readonly string[], string, string])[] = [
            [[stars], `${stars}b`, "outside"],
            [[`${stars}*`], `${"*aa".repeat(682)}*`, "inside"],
            [["*a*b*".repeat(400)], "*ab".repeat(680), "inside"],
            [[`${"*a".repeat(300)}*`], `${"*aa".repeat(340)}*`, "inside"],
            [[`${choices}b*`, `${choices}c*`], `*a${"?".repeat(40)}?*`, "outside"],
            [[`*a${"?".repeat(20)}*`], `*${"ab".repeat(12)}*`, "inside"],
            [[choices, `${choices}?`], `*a?${"?".repeat(39)}`, "inside"],
            [[choices], `*?a*a${"?".repeat(40)}`, "inside"],
            [[`*b${"?".repeat(30)}`, `*a${"?".repeat(30)}`], `*a*b${"?".repeat(30)}`, "inside"],
            [[`*a${"?".repeat(1000)}`], `*a*a*a*a${"?".repeat(1000)}`, "undecided"],
            [["x".repeat(5000)], "x".repeat(5001), "undecided"],
        ];

        for (const [outers, inner, expected] of hostile) {
            const { result, processorMs } = measured(() => decide(outers, inner));

            assert.equal(
                result,
                expected,
                `${outers.join(" ").slice(0, 60)} / ${inner.slice(0, 60)}`,
            );
            assert.ok(processorMs < 5000, `${processorMs} ms: ${inner.slice(0, 60)}`);
            console.log(processorMs);
        }
    });
});

describe("overlaps", () => {
    it("answers as trying every word up to eight letters does", () => {
        const words = wordsUpTo(8, ["a", "b"]);
        fc.assert(
            fc.property(patterns, patterns, (one, two) => {
                const found = overlaps(one, two);

                assert.equal(
                    found,
                    words.some((word) => matches(one, word) && matches(two, word)),
                );
            }),
            runs(2000),
        );
    });

    it("takes what is not known before the request for an overlap", () => {
        assert.deepEqual(
            [
                overlaps("a/${aws:username}", "a/b"),
                overlaps("a/${aws:username}", "b/*"),
                overlaps("s3:Get*", "S3:*OBJECT", { ignoreCase: true }),
                overlaps("arn:aws:s3:::a/*", "arn:aws:s3:::b/*", { form: "resource" }),
                overlaps("arn:aws:s3:*", "arn:aws:s3:::b/*", { form: "resource" }),
            ],
            [true, false, true, false, true],
        );
    });
});

const patterns = fc
    .array(fc.constantFrom("a", "b", "*", "?", "a", "b"), { maxLength: 4 })
    .map((parts) => parts.join(""));
