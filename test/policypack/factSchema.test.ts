import assert from "node:assert/strict";
import { needs } from "../../policypack/facts";
import { problemsOf } from "../../policypack/fact/schema";
import { choice, listOf, mapOf, record, text, truth } from "../../policypack/fact/shape";

const { schema } = record(
    {
        name: text("^[a-z]+$"),
        kinds: listOf(choice("one", "two"), 1),
        parts: listOf(record({ id: text() }, { open: truth })),
    },
    { labels: mapOf(text()) },
);
const good = { name: "a", kinds: ["one"], parts: [{ id: "1" }] };

describe("the schema of a fact", () => {
    it("accepts what has its shape, and names every place that has not", () => {
        const table: readonly (readonly [unknown, readonly string[]])[] = [
            [good, []],
            [{ ...good, labels: { any: "thing" }, parts: [{ id: "1", open: true }] }, []],
            [{ ...good, kinds: ["one", "two"] }, []],
            [undefined, [""]],
            [null, [""]],
            [[], [""]],
            ["text", [""]],
            [{}, ["name", "kinds", "parts"]],
            [{ ...good, more: 1 }, ["more"]],
            [{ ...good, constructor: "x" }, ["constructor"]],
            [{ ...good, name: "A" }, ["name"]],
            [{ ...good, name: 5 }, ["name"]],
            [{ ...good, name: null }, ["name"]],
            [{ ...good, kinds: [] }, ["kinds"]],
            [{ ...good, kinds: "one" }, ["kinds"]],
            [{ ...good, kinds: { 0: "one" } }, ["kinds"]],
            [{ ...good, kinds: ["three"] }, ["kinds[0]"]],
            [{ ...good, kinds: ["one", "one"] }, ["kinds"]],
            [{ ...good, parts: [{ id: "1" }, { id: "1" }] }, ["parts"]],
            [{ ...good, parts: [{ id: "" }] }, ["parts[0].id"]],
            [{ ...good, parts: [{ id: "1" }, {}] }, ["parts[1].id"]],
            [{ ...good, parts: [{ id: "1", open: "yes" }] }, ["parts[0].open"]],
            [{ ...good, parts: [{ id: "1", shut: true }] }, ["parts[0].shut"]],
            [{ ...good, labels: { any: 5 } }, ["labels.any"]],
        ];

        for (const [value, problems] of table) {
            assert.deepEqual(problemsOf(schema, value), problems, JSON.stringify(value));
        }
    });

    it("fails at the start when it uses a keyword that nobody checks", () => {
        assert.throws(
            () => needs({ when: { schema: { type: "string", format: "date" } } }),
            new Error('a fact\'s schema uses "format", which fact/schema.ts does not check'),
        );
        assert.throws(
            () => needs({ parts: listOf({ schema: { type: "string", maxLength: 5 } }) }),
            new Error('a fact\'s schema uses "maxLength", which fact/schema.ts does not check'),
        );
        assert.throws(
            () => needs({ pair: { schema: { type: "array", items: [{ type: "string" }] } } }),
            new Error("a fact's schema gives a list of schemas as its items"),
        );
    });
});
