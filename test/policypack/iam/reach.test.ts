import assert from "node:assert/strict";
import fc from "fast-check";
import { readPolicyDocument } from "../../../policypack/iam/document";
import { beyond } from "../../../policypack/iam/reach";
import type { Grant } from "../../../policypack/iam/reach";
import { read } from "./caseFiles";
import { matches } from "./matches";
import { runs } from "./runs";
import { wordsUpTo } from "./words";

interface Case {
    readonly because: string;
    readonly with?: Readonly<Record<string, unknown>>;
    readonly document?: unknown;
    readonly grants?: readonly Grant[];
    readonly beyond: readonly string[];
}

const { grants, statement, cases } = read("iam/reachOfIdentities.yaml") as {
    readonly grants: readonly Grant[];
    readonly statement: Readonly<Record<string, unknown>>;
    readonly cases: readonly Case[];
};

describe("what a document allows beyond its grants, case by case", () => {
    for (const each of cases) {
        it(`${each.beyond.length === 0 ? "accepts" : "refuses"}: ${each.because}`, () => {
            const elements = Object.entries({ ...statement, ...each.with });
            const reading = readPolicyDocument(
                each.document ?? {
                    Version: "2012-10-17",
                    Statement: Object.fromEntries(elements.filter(([, value]) => value !== null)),
                },
            );

            assert.ok(reading.ok);
            assert.deepEqual(beyond(reading.document, each.grants ?? grants), each.beyond);
        });
    }

    it("labels no two cases alike", () => {
        const labels = cases.map(({ because }) => because);

        assert.deepEqual([...new Set(labels)], labels);
    });

    it("answers as trying every action on every resource does", () => {
        const pattern = fc.constantFrom("*", "a*", "?", "a", "b", "*b", "?*", "");
        const list = fc.array(pattern, { minLength: 1, maxLength: 2 });
        const grant = fc.record({ actions: list, resources: list });
        const words = wordsUpTo(3, ["a", "b", "c"]);
        const action = (name: string) => `s:${name}`;
        const resource = (name: string) => `arn:aws:s:::${name}`;

        fc.assert(
            fc.property(fc.array(grant, { maxLength: 3 }), grant, (given, asked) => {
                const document = readPolicyDocument({
                    Statement: {
                        Effect: "Allow",
                        Action: asked.actions.map(action),
                        Resource: asked.resources.map(resource),
                    },
                });
                assert.ok(document.ok);

                const found = beyond(
                    document.document,
                    given.map(({ actions, resources }) => ({
                        actions: actions.map(action),
                        resources: resources.map(resource),
                    })),
                );

                const isIn = (patterns: readonly string[], word: string) =>
                    patterns.some((each) => matches(each, word));
                const counterexample = words.some((one) =>
                    words.some(
                        (other) =>
                            isIn(asked.actions, one) &&
                            isIn(asked.resources, other) &&
                            !given.some(
                                (each) => isIn(each.actions, one) && isIn(each.resources, other),
                            ),
                    ),
                );
                assert.equal(found.length > 0, counterexample);
            }),
            runs(500),
        );
    });
});
