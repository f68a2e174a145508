import assert from "node:assert/strict";
import { buildGraph } from "../../../../../policypack/graph/build";
import { authorizeObject } from "../../../../../sandbox/aws/authorizeObject";
import type { Sandbox } from "../../../../../sandbox/sandbox";
import { removeSandbox, temporarySandbox } from "../../../../access/fixtures/accounts";
import { covers, coversForSure } from "../covers";
import { knowledgeOf, numbersFrom } from "../randomEstate";
import type { Words } from "../randomEstate";
import { drawWith } from "./drawn";
import { randomStores } from "./estate";
import { registered } from "./registered";
import { inTheGraph, randomRequest } from "./requests";
import { settle } from "./standing";

const estates = Number(process.env.ESTATES ?? 300);
const firstSeed = Number(process.env.SEED ?? 7);
const questions = 8;

interface Tally {
    asked: number;
    allowed: number;
    sure: number;
    readonly missed: string[];
    readonly beyond: string[];
}

/** Why the accounts may refuse what the graph is sure of: it looks at less, to the safe side. */
const looksAtLess = [
    // From which network a request comes is a condition of requests, not of who reaches what.
    /^access point ".*" takes requests from VPC /,
    // A block counts for a policy that is public beyond doubt, not by S3's own reading of conditions.
    /is public, and its public access block lets nobody of another account in$/,
    // Whom a policy lets in as "*" it may mean as a session, which no boundary limits.
    /^the permissions boundary of ".*" does not allow it$/,
];

describe("the graph of access points beside the accounts' own answer", function () {
    this.timeout(600_000);
    let sandbox: Sandbox;

    before(() => {
        sandbox = temporarySandbox();
    });

    after(() => {
        removeSandbox(sandbox);
    });

    /** Random estates, about each of which both are asked a few questions. */
    function compare(words: Words): Tally {
        const tally: Tally = { asked: 0, allowed: 0, sure: 0, missed: [], beyond: [] };
        for (let seed = firstSeed; seed < firstSeed + estates; seed += 1) {
            const stores = randomStores(seed, words);
            settle(sandbox, stores);
            const graph = buildGraph(registered(stores), knowledgeOf(stores));
            const draw = drawWith(numbersFrom(seed + 1_000_000), words);
            for (let question = 0; question < questions; question += 1) {
                const asked = randomRequest(draw);
                const request = inTheGraph(asked);
                const { allowed, because } = authorizeObject(sandbox, asked);
                const isSure = coversForSure(graph, request);
                const example = () =>
                    `seed ${seed}, ${because}: ${JSON.stringify({ asked, stores })}`;
                tally.asked += 1;
                tally.allowed += allowed ? 1 : 0;
                tally.sure += isSure ? 1 : 0;
                if (allowed && !covers(graph, request)) {
                    tally.missed.push(example());
                }
                if (isSure && !allowed && !looksAtLess.some((reason) => reason.test(because))) {
                    tally.beyond.push(example());
                }
            }
        }
        return tally;
    }

    it("has whatever those allow, on random estates with all kinds of conditions", () => {
        const { asked, allowed, missed } = compare("exotic");

        assert.deepEqual(missed.slice(0, 3), [], `${missed.length} of ${allowed} allowed`);
        // Estates that allow nothing would prove nothing.
        assert.ok(allowed > asked * 0.1, `${allowed} of ${asked} requests were allowed`);
    });

    it("is sure of nothing else, where both know all conditions", () => {
        const { allowed, sure, missed, beyond } = compare("plain");

        assert.deepEqual(missed.slice(0, 3), [], `${missed.length} of ${allowed} allowed`);
        assert.deepEqual(beyond.slice(0, 3), [], `${beyond.length} of ${sure} that it is sure of`);
        assert.ok(sure > allowed * 0.5, `${sure} requests are sure, ${allowed} allowed`);
    });
});
