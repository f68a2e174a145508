import assert from "node:assert/strict";
import { buildGraph } from "../../../../policypack/graph/build";
import { covers, coversByName } from "./covers";
import { knowledgeOf, numbersFrom, randomEstate, resourcesOf } from "./randomEstate";
import type { Words } from "./randomEstate";
import { isAllowed, randomRequest } from "./requests";

const estates = Number(process.env.ESTATES ?? 10_000);
const firstSeed = Number(process.env.SEED ?? 7);

interface Tally {
    allowed: number;
    /** What the graph has for the principal by its name, and what of it is allowed. */
    named: number;
    namedAndAllowed: number;
    readonly missed: string[];
}

/** Random estates, each asked two questions by both. */
async function compare(words: Words, first: number, count: number): Promise<Tally> {
    const tally: Tally = { allowed: 0, named: 0, namedAndAllowed: 0, missed: [] };
    for (let seed = first; seed < first + count; seed += 1) {
        const estate = randomEstate(seed, words);
        const graph = buildGraph(resourcesOf(estate), knowledgeOf(estate));
        const below = numbersFrom(seed + 1_000_000);
        for (let question = 0; question < 2; question += 1) {
            const request = randomRequest(below);
            const allowed = await isAllowed(estate, request);
            const isNamed = coversByName(graph, request);
            tally.allowed += allowed ? 1 : 0;
            tally.named += isNamed ? 1 : 0;
            tally.namedAndAllowed += isNamed && allowed ? 1 : 0;
            if (allowed && !covers(graph, request) && tally.missed.length < 3) {
                tally.missed.push(`seed ${seed}: ${JSON.stringify({ request, estate })}`);
            }
        }
    }
    return tally;
}

describe("the graph beside an evaluator that shares nothing with it", function () {
    this.timeout(600_000);

    it("has whatever that allows, on random estates with all kinds of conditions", async () => {
        const { allowed, missed } = await compare("exotic", firstSeed, estates * 0.9);

        assert.deepEqual(missed, []);
        // Estates that allow nothing would prove nothing.
        assert.ok(allowed > estates * 0.1, `${allowed} requests were allowed`);
    });

    it("has little more, where conditions can be decided", async () => {
        const { named, namedAndAllowed, missed } = await compare("plain", 0, estates * 0.1);

        assert.deepEqual(missed, []);
        assert.ok(
            namedAndAllowed > named * 0.8,
            `of ${named} requests that it has, ${namedAndAllowed} were allowed`,
        );
    });
});
