import assert from "node:assert/strict";
import fc from "fast-check";
import type { PatternSet } from "../../../policypack/graph/graph";
import {
    allBut,
    anyOf,
    areDisjoint,
    everything,
    holds,
    isEmptySet,
    meet,
    minus,
    nothing,
    sameSet,
    simplified,
    within,
} from "../../../policypack/graph/sets";
import { sharedSet } from "../../../policypack/graph/sharedSets";
import { matches } from "../iam/matches";
import { runs } from "../iam/runs";
import { wordsUpTo } from "../iam/words";

// Two letters that patterns name and one that none does, up to more letters than a pattern counts.
const words = wordsUpTo(6, ["a", "b", "x"]);

const patterns = fc
    .array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 4 })
    .map((letters) => letters.join(""));
const sets: fc.Arbitrary<PatternSet> = fc.array(
    fc.record({
        all: fc.array(patterns, { minLength: 1, maxLength: 2 }),
        none: fc.array(patterns, { maxLength: 2 }),
    }),
    { maxLength: 3 },
);

/** The definition, word by word. */
function isIn(set: PatternSet, word: string): boolean {
    return set.some(
        ({ all, none }) =>
            all.every((pattern) => matches(pattern, word)) &&
            !none.some((pattern) => matches(pattern, word)),
    );
}

function wordsIn(set: PatternSet): readonly string[] {
    return words.filter((word) => isIn(set, word));
}

describe("sets of patterns", () => {
    it("hold what their patterns say", () => {
        fc.assert(
            fc.property(sets, fc.constantFrom(...words), (set, word) => {
                assert.equal(holds(set, word), isIn(set, word));
            }),
            runs(3000),
        );
    });

    it("meet in the words that both hold", () => {
        fc.assert(
            fc.property(sets, sets, (one, other) => {
                assert.deepEqual(
                    wordsIn(meet(one, other)),
                    wordsIn(one).filter((word) => isIn(other, word)),
                );
            }),
            runs(250),
        );
    });

    it("leave, one without the other, the words of the one alone", () => {
        fc.assert(
            fc.property(sets, sets, (one, other) => {
                assert.deepEqual(
                    wordsIn(minus(one, other)),
                    wordsIn(one).filter((word) => !isIn(other, word)),
                );
            }),
            runs(250),
        );
    });

    it("are empty, within another, the same or apart exactly if their words say so", () => {
        fc.assert(
            fc.property(sets, sets, (one, other) => {
                const [ones, others] = [wordsIn(one), new Set(wordsIn(other))];

                assert.deepEqual(
                    {
                        empty: isEmptySet(one),
                        within: within(one, other),
                        same: sameSet(one, other),
                        apart: areDisjoint(one, other),
                    },
                    {
                        empty: ones.length === 0,
                        within: ones.every((word) => others.has(word)),
                        same: ones.length === others.size && ones.every((word) => others.has(word)),
                        apart: !ones.some((word) => others.has(word)),
                    },
                );
            }),
            runs(400),
        );
    });

    it("are the same set when simplified, and simple already then", () => {
        fc.assert(
            fc.property(sets, (set) => {
                const simple = simplified(set);

                assert.deepEqual(wordsIn(simple), wordsIn(set));
                assert.deepEqual(simplified(simple), simple);
                assert.deepEqual(simplified(set.toReversed()), simple);
            }),
            runs(400),
        );
    });

    it("know no letter case where none is asked for", () => {
        const [one, other] = [anyOf("s3:Get*"), anyOf("S3:getobject")];

        assert.deepEqual(
            {
                same: within(other, one, { ignoreCase: true }),
                strict: within(other, one),
                simple: simplified([...other, ...one], { ignoreCase: true }),
            },
            { same: true, strict: false, simple: one },
        );
    });

    it("say with few words what is everything, nothing, or all but something", () => {
        assert.deepEqual(
            {
                nothing: isEmptySet(nothing),
                rest: minus(everything, anyOf("a*")),
                both: simplified(meet(everything, anyOf("a*", "ab"))),
                apart: areDisjoint(allBut("a*"), anyOf("ab")),
            },
            { nothing: true, rest: allBut("a*"), both: anyOf("a*"), apart: true },
        );
    });

    it("count as filled, and as beyond any other, what takes too long to decide", () => {
        const hostile = ["a", "b"].map((letter) => `*${letter}${"?".repeat(40)}`);

        assert.deepEqual(
            {
                empty: isEmptySet([{ all: ["*"], none: [...hostile, "*c*"] }]),
                within: within(anyOf("*"), anyOf(...hostile)),
            },
            { empty: false, within: false },
        );
        // Of a letter beyond ASCII nobody says whether it is one `?` or two.
        assert.equal(within(anyOf("ä"), anyOf("?")), false);
    });

    it("take a line break in a pattern for a letter, whatever was asked before", () => {
        assert.equal(isEmptySet([{ all: ["?a*", "?b*"], none: ["*zz*"] }]), true);
        assert.equal(isEmptySet([{ all: ["?a*\n?b*"], none: ["*zz*"] }]), false);
        assert.deepEqual(sharedSet(["a\nb"]), anyOf("a\nb"));
        assert.deepEqual(sharedSet(["a", "b"]), anyOf("a", "b"));
    });
});
