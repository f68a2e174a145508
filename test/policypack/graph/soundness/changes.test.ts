import assert from "node:assert/strict";
import { buildGraph } from "../../../../policypack/graph/build";
import type { AccessGraph } from "../../../../policypack/graph/graph";
import { grantsWithin } from "../../../../policypack/graph/grants";
import { knowledgeOf, numbersFrom, randomEstate, resourcesOf } from "./randomEstate";
import type { Document, RandomEstate } from "./randomEstate";

const count = Number(process.env.ESTATES ?? 150);
const firstSeed = Number(process.env.SEED ?? 7);

type Statement = Document["Statement"][number];

function graphOf(estate: RandomEstate): AccessGraph {
    return buildGraph(resourcesOf(estate), knowledgeOf(estate));
}

/** The estate with each of its documents changed. */
function changed(
    estate: RandomEstate,
    change: (document: Document, place: number) => Document,
): RandomEstate {
    return {
        roles: estate.roles.map((role, index) => ({
            ...role,
            trust: change(role.trust, 3 * index),
            identity: change(role.identity, 3 * index + 1),
            boundary: role.boundary && change(role.boundary, 3 * index + 2),
        })),
        bucketPolicy: change(estate.bucketPolicy, 9),
        keyPolicy: change(estate.keyPolicy, 10),
    };
}

/** A statement of another estate's document at the same place, with an effect. */
function withOneMore(estate: RandomEstate, seed: number, Effect: "Allow" | "Deny"): RandomEstate {
    const other = randomEstate(seed + 500_000, "exotic");
    const place = numbersFrom(seed)(11);
    const added: Statement[] = [];
    changed(other, (document, at) => {
        if (at === place) {
            added.push({ ...document.Statement[0], Effect });
        }
        return document;
    });
    return changed(estate, (document, at) =>
        at === place ? { ...document, Statement: [...document.Statement, ...added] } : document,
    );
}

/** Edges of the one graph that the other one does not hold in full. */
function beyond(one: AccessGraph, other: AccessGraph): readonly string[] {
    const byId = new Map(other.edges.map((edge) => [edge.id, edge.grants]));
    return one.edges
        .filter(({ id, grants }) => !grantsWithin(grants, byId.get(id) ?? []))
        .map(({ id }) => id);
}

function forEachEstate(test: (estate: RandomEstate, seed: number) => void): void {
    for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
        test(randomEstate(seed, seed % 2 === 0 ? "plain" : "exotic"), seed);
    }
}

describe("the graph of a changed estate", function () {
    this.timeout(120_000);

    it("loses nothing by one more Allow", () => {
        forEachEstate((estate, seed) => {
            const after = graphOf(withOneMore(estate, seed, "Allow"));

            assert.deepEqual(beyond(graphOf(estate), after), [], `seed ${seed}`);
        });
    });

    it("gains nothing by one more Deny", () => {
        forEachEstate((estate, seed) => {
            const after = graphOf(withOneMore(estate, seed, "Deny"));

            assert.deepEqual(beyond(after, graphOf(estate)), [], `seed ${seed}`);
        });
    });

    it("is the same when statements are named, split and in another order", () => {
        forEachEstate((estate, seed) => {
            const rewritten = changed(estate, (document) => ({
                ...document,
                Statement: document.Statement.flatMap(split)
                    .map((statement, index) => ({ ...statement, Sid: `Statement${index}` }))
                    .toReversed(),
            }));

            assert.deepEqual(
                withoutEvidence(graphOf(rewritten)),
                withoutEvidence(graphOf(estate)),
                `seed ${seed}`,
            );
        });
    });
});

/** One statement an action and a resource, where they are not listed as what it does not mean. */
function split(statement: Statement): readonly Statement[] {
    const each = (element: "Action" | "Resource", from: readonly Statement[]) =>
        from.flatMap((one) => {
            const value = one[element];
            return Array.isArray(value)
                ? (value as readonly unknown[]).map((single) => ({ ...one, [element]: single }))
                : [one];
        });
    return each("Resource", each("Action", [statement]));
}

function withoutEvidence({ nodes, edges, unread }: AccessGraph): unknown {
    return {
        nodes,
        unread,
        edges: edges.map(({ id, grants }) => ({
            id,
            grants: grants.map(({ actions, on, when, except, undecided, denials }) => ({
                actions,
                on,
                when,
                except,
                undecided,
                denials,
            })),
        })),
    };
}
