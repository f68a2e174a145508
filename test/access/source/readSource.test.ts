import assert from "node:assert/strict";
import { graphResources, joinedRegistrations } from "../../../access/source/graphResources";
import { readSource } from "../../../access/source/readSource";
import { inputAt } from "../../../policypack/inputs";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const urnOf = (name: string) => `urn:pulumi:dev::p::aws:iam/role:Role::${name}`;
const state = (name: string, more: object = {}) => ({
    urn: urnOf(name),
    type: "aws:iam/role:Role",
    custom: true,
    inputs: { name },
    ...more,
});
const plain = (name: string, more: object = {}) => ({
    urn: urnOf(name),
    type: "aws:iam/role:Role",
    name,
    custom: true,
    inputs: { name },
    outputs: {},
    ...more,
});

/** What a change of five roles is, each by another step. */
const steps = [
    { op: "same", name: "same", before: { id: "same", outputs: { arn: "a" } }, after: {} },
    { op: "update", name: "update", before: { id: "update" }, after: { inputs: { name: "new" } } },
    { op: "create", name: "create", after: {} },
    { op: "delete", name: "delete", before: { id: "delete" } },
    { op: "create-replacement", name: "replace", before: { id: "old" }, after: {} },
    { op: "replace", name: "replace", before: { id: "old" }, after: {} },
    { op: "delete-replaced", name: "replace", before: { id: "old" } },
].map(({ op, name, before, after }) => ({
    op,
    urn: urnOf(name),
    old: before === undefined ? undefined : state(name, before),
    new: after === undefined ? undefined : state(name, after),
}));
const planned = [
    plain("same", { id: "same", outputs: { arn: "a" } }),
    plain("update", { id: "update", inputs: { name: "new" } }),
    plain("create"),
    plain("replace"),
];
const preview = (changeSummary: object) =>
    JSON.stringify({
        steps: steps.map(({ old, new: after, ...step }) => ({
            ...step,
            oldState: old,
            newState: after,
        })),
        changeSummary,
    });
const events = (...last: readonly object[]) =>
    [...steps.map((metadata) => ({ resourcePreEvent: { metadata } })), ...last]
        .map((event, sequence) => JSON.stringify({ sequence, ...event }))
        .join("\n");

describe("a file that tells of registrations", () => {
    it("is an export, or the state as a backend keeps it", () => {
        const resources = [state("one"), state("gone", { delete: true })];

        const exported = readSource("e", JSON.stringify({ deployment: { resources } }));
        const kept = readSource("s", JSON.stringify({ checkpoint: { latest: { resources } } }));

        assert.deepEqual(exported, [plain("one")]);
        assert.deepEqual(kept, exported);
    });

    it("is a preview, of which what will stand counts", () => {
        assert.deepEqual(readSource("p", preview({ same: 1, create: 1 })), planned);
    });

    it("is an event log of a preview, which says the same", () => {
        const end = { summaryEvent: { result: "succeeded" } };

        assert.deepEqual(readSource("l", events(end)), planned);
    });

    it("says which inputs are computed from which resources", () => {
        const resource = state("one", { propertyDependencies: { name: [urnOf("x")], path: [] } });

        const [read] = readSource("e", JSON.stringify({ deployment: { resources: [resource] } }));

        assert.deepEqual(read, plain("one", { sources: { name: [urnOf("x")] } }));
    });

    it("leaves open what is not known yet, and what a preview hides", () => {
        const made = state("one", { inputs: { name: unknown, path: "[secret]", tags: {} } });
        const text = JSON.stringify({
            steps: [{ op: "create", urn: made.urn, newState: made }],
            changeSummary: { create: 1 },
        });

        const [resource] = graphResources(readSource("p", text));

        assert.ok(resource !== undefined);
        assert.deepEqual(
            ["name", "path", "tags"].map((path) => inputAt(resource.inputs, path).state),
            ["unknown", "unknown", "known"],
        );
    });

    const expected =
        'expected what "pulumi stack export", "pulumi preview --json --show-sames" or "pulumi preview --event-log" writes';
    const refusals: readonly (readonly [what: string, text: string, message: string])[] = [
        [
            "a preview without what stays",
            preview({ same: 4 }),
            'this preview leaves out 3 resources that stay as they are; make it with "pulumi preview --json --show-sames"',
        ],
        [
            "an event log that was cut off",
            events(),
            "this event log is of a preview that did not come to its end, and tells of too few resources",
        ],
        [
            "an event log of a preview that failed",
            events({ summaryEvent: { result: "failed" } }),
            "this event log is of a preview that did not come to its end, and tells of too few resources",
        ],
        ["another object", "{}", `this is nothing that access can be read from; ${expected}`],
        ["a list", "[]", `this is nothing that access can be read from; ${expected}`],
        ["no JSON", "teams:\n", `this is nothing that access can be read from; ${expected}`],
        ["nothing", "", `this is nothing that access can be read from; ${expected}`],
    ];
    for (const [what, text, message] of refusals) {
        it(`fails where it is ${what}`, () => {
            assert.throws(() => readSource("f.json", text), { message: `"f.json": ${message}` });
        });
    }
});

describe("files of an estate that is split over stacks", () => {
    const one = { file: "a", registrations: [plain("one")] };

    it("are joined, with what both tell alike once", () => {
        const joined = joinedRegistrations([
            one,
            { file: "b", registrations: [plain("one"), plain("two")] },
        ]);

        assert.deepEqual(joined, [plain("one"), plain("two")]);
    });

    it("fail where they tell of one stack twice", () => {
        const other = { file: "b", registrations: [plain("one", { inputs: {} })] };

        assert.throws(() => joinedRegistrations([one, other]), {
            message: `"a" and "b" tell different things of one resource, "${urnOf("one")}"; give one file a stack`,
        });
    });

    it("give each resource the place that its provider leads to", () => {
        const provider = "urn:pulumi:dev::p::pulumi:providers:aws::account";
        const [role] = graphResources([
            plain("one", { provider: `${provider}::id` }),
            {
                urn: provider,
                type: "pulumi:providers:aws",
                name: "account",
                custom: true,
                inputs: { allowedAccountIds: '["111122223333"]', region: "us-west-2" },
                outputs: {},
            },
        ]);

        assert.deepEqual(role?.placement, { accountId: "111122223333", region: "us-west-2" });
    });
});
