import assert from "node:assert/strict";
import Ajv from "ajv";
import { judge } from "../../../access/diff/allowance";
import { differenceOf } from "../../../access/diff/difference";
import { accessJson, differenceJson } from "../../../access/report/json";
import type { AccessGraph } from "../../../policypack/graph/graph";
import { edgeKinds, nodeKinds } from "../../../policypack/graph/graph";
import { readProjectFile } from "../../support/example";
import { anyOf, exampleClaims, exampleGraph } from "../../support/exampleGraph";
import { withGrants } from "../../support/graphEdits";

interface Schema {
    readonly definitions: Readonly<
        Record<
            "node" | "edge",
            { readonly properties: { readonly kind: { readonly enum: unknown } } }
        >
    >;
}

const schema = JSON.parse(readProjectFile("docs/access.schema.json")) as Schema;
const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(schema);

function mistakes(value: unknown): readonly string[] {
    // What a program reads is the text.
    validate(JSON.parse(JSON.stringify(value)));
    return (validate.errors ?? []).map(
        ({ instancePath, message }) => `${instancePath} ${message ?? ""}`,
    );
}

const base = exampleGraph("vision", "speech");
const isVisionData = ({ kind, from }: { kind: string; from: string }) =>
    kind === "data" && from.endsWith("hyperpod-vision-data");

describe("access as JSON", () => {
    it("keeps to its schema", () => {
        const odd: AccessGraph = {
            ...withGrants(base, isVisionData, (grant) => ({
                ...grant,
                except: [{ actions: anyOf("s3:*"), on: anyOf("object/x") }],
                undecided: ["why"],
            })),
            unread: ["queue policy"],
        };

        const json = accessJson(odd, [
            { team: "vision", kind: "beyond", what: "reads too much", path: ["data|a|b|"] },
        ]);

        assert.deepEqual(mistakes(json), []);
    });

    it("keeps to its schema in a difference of every kind", () => {
        const role = "arn:aws:iam::111122223333:role/hyperpod-vision-data";
        const stale = { id: "deleted:AROA", kind: "deleted-principal", label: "AROA" } as const;
        const head: AccessGraph = {
            ...withGrants(exampleGraph("vision", "robotics"), isVisionData, (grant) => ({
                ...grant,
                on: anyOf("object/other/*"),
            })),
            unread: ["queue policy"],
        };
        const assume = { id: `assume|deleted:AROA|${role}|`, kind: "assume", via: "" } as const;
        const full: AccessGraph = {
            ...head,
            nodes: [...head.nodes, stale],
            edges: [
                ...head.edges.filter(({ kind, from }) => !(kind === "key" && from === role)),
                { ...assume, from: stale.id, to: role, grants: base.edges[0]?.grants ?? [] },
            ],
        };

        // The name in whose place the id stands.
        const gone = { id: "arn:aws:iam::999988887777:role/gone", kind: "principal" } as const;
        const before: AccessGraph = {
            ...base,
            nodes: [...base.nodes, { ...gone, label: "gone", account: "999988887777" }],
            edges: [
                ...base.edges,
                {
                    ...assume,
                    id: `assume|${gone.id}|${role}|`,
                    from: gone.id,
                    to: role,
                    grants: base.edges[0]?.grants ?? [],
                },
            ],
        };

        const difference = differenceOf(before, full, exampleClaims("vision", "robotics"));

        assert.deepEqual(
            difference.changes.map(({ kind }) => kind),
            ["gained", "lost", "lost", "team-added", "team-removed", "stale"],
        );
        assert.deepEqual(mistakes(differenceJson(difference, judge(difference, []))), []);
        assert.deepEqual(mistakes(differenceJson(difference)), []);
    });

    it("is refused with what nobody promised, or without what was", () => {
        const json = accessJson(base) as Record<string, unknown>;
        const { unread: _, ...without } = json;

        assert.notDeepEqual(mistakes({ ...json, more: true }), []);
        assert.notDeepEqual(mistakes(without), []);
        assert.notDeepEqual(mistakes({ ...json, edges: [{ id: "x" }] }), []);
    });

    it("has a schema that knows every kind there is", () => {
        const { node, edge } = schema.definitions;

        assert.deepEqual(node.properties.kind.enum, nodeKinds);
        assert.deepEqual(edge.properties.kind.enum, edgeKinds);
    });

    it("says whether access widens beyond what is allowed", () => {
        const difference = differenceOf(
            base,
            withGrants(base, isVisionData, (grant) => ({ ...grant, on: anyOf("object/vis*") })),
        );
        const widens = (allowed: readonly string[]) =>
            (differenceJson(difference, judge(difference, allowed)) as { widens: boolean }).widens;

        assert.deepEqual([widens([]), widens(["vision"])], [true, false]);
    });
});
