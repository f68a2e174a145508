import { buildGraph } from "../policypack/graph/build";
import { declaredTeams } from "../policypack/graph/declared";
import { deviations } from "../policypack/graph/deviation/deviations";
import type { Knowledge } from "../policypack/graph/knowledge";
import type { GraphResource } from "../policypack/graph/resource";
import { coversByName } from "../test/policypack/graph/soundness/covers";
import {
    knowledgeOf,
    numbersFrom,
    randomEstate,
    resourcesOf,
} from "../test/policypack/graph/soundness/randomEstate";
import { isAllowed, randomRequest } from "../test/policypack/graph/soundness/requests";
import { mockResources } from "../test/support/mockResources";
import { runIndex } from "../test/support/runIndex";

/**
 * How the graph of access grows with the number of teams: time, and processor time, which other
 * work on the machine does not lengthen, and memory. The teams are copies of one of the example's, all
 * in the same accounts, bucket and key. Then, how much the graph has that an evaluator of single
 * requests denies, on random estates (`test/policypack/graph/soundness`).
 *
 *     node --expose-gc -r ./bin/transpile.js bench/access.ts
 */
const sizes = [5, 100, 1000];
const model = "vision";

async function main(): Promise<void> {
    const example = mockResources(await runIndex());
    for (const size of sizes) {
        measure(size, teams(example, size));
    }
    await precision();
}

/** Copies of one team; what teams share lists each of them. */
function teams(example: readonly GraphResource[], count: number): readonly GraphResource[] {
    const others = /^(speech|robotics|forecast)(-|$)/;
    const own = example.filter(({ name }) => /^vision(-|$)/.test(name));
    const shared = example.filter(({ name }) => !others.test(name) && !/^vision(-|$)/.test(name));
    const names = Array.from({ length: count }, (_, index) => `t${String(index).padStart(4, "0")}`);
    const text = JSON.stringify(own);
    return [
        ...shared.map((resource) => ({ ...resource, inputs: withAll(resource.inputs, names) })),
        ...names.flatMap(
            (name) =>
                JSON.parse(
                    text.replaceAll(model, name).replaceAll("Vision", name.toUpperCase()),
                ) as readonly GraphResource[],
        ),
    ];
}

/** A document of what teams share, with each list that names the model naming all teams. */
function withAll(
    inputs: GraphResource["inputs"],
    names: readonly string[],
): GraphResource["inputs"] {
    const { policy } = inputs;
    if (typeof policy !== "string" || !policy.includes(model)) {
        return inputs;
    }
    const many = (value: unknown): unknown =>
        Array.isArray(value)
            ? value.flatMap((each: unknown) =>
                  typeof each === "string" && each.includes(model)
                      ? names.map((name) => each.replaceAll(model, name))
                      : [many(each)],
              )
            : typeof value === "object" && value !== null
              ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, many(each)]))
              : typeof value === "string" && value.includes(`-${model}-`)
                ? names.map((name) => value.replaceAll(model, name))
                : value;
    return { ...inputs, policy: JSON.stringify(many(JSON.parse(policy))) };
}

const accounts = ["111122223333", "333344445555", "444455556666", "777788889999"];
const boundary =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
const known: Knowledge = {
    organizations: new Map([["o-exampleorg1", accounts]]),
    managedPolicies: new Map(
        accounts.map((id) => [`arn:aws:iam::${id}:policy/hyperpod-teams-boundary`, boundary]),
    ),
};

function measure(size: number, resources: readonly GraphResource[]): void {
    globalThis.gc?.();
    const [began, heap] = [spent(), process.memoryUsage().heapUsed];
    const clock = performance.now();
    const graph = buildGraph(resources, known);
    const [built, passed] = [spent(), performance.now() - clock];
    const found = deviations(graph, declaredTeams(resources));
    const judged = spent();
    const { heapUsed, rss } = process.memoryUsage();
    const mib = (bytes: number) => Math.round(bytes / 2 ** 20);
    console.log(
        `${size} teams, ${resources.length} resources: ${graph.nodes.length} nodes, ${graph.edges.length} edges, ${seconds(passed)} s to build (${seconds(built - began)} s of processors, with the collector's threads), ${seconds(judged - built)} s to compare with what is declared (${found.length} deviations), ${mib(heapUsed - heap)} MiB more heap, ${mib(rss)} MiB in all`,
    );
    for (const { team, what } of found.slice(0, 2)) {
        console.log(`  ${team}: ${what}`);
    }
}

/** Milliseconds of processor time that the process has taken. */
function spent(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
}

function seconds(milliseconds: number): string {
    return (milliseconds / 1000).toFixed(2);
}

async function precision(): Promise<void> {
    for (const words of ["plain", "exotic"] as const) {
        let [named, allowed] = [0, 0];
        for (let seed = 0; seed < 1000; seed += 1) {
            const estate = randomEstate(seed, words);
            const graph = buildGraph(resourcesOf(estate), knowledgeOf(estate));
            const below = numbersFrom(seed + 1_000_000);
            for (let question = 0; question < 4; question += 1) {
                const request = randomRequest(below);
                if (coversByName(graph, request)) {
                    named += 1;
                    allowed += (await isAllowed(estate, request)) ? 1 : 0;
                }
            }
        }
        console.log(
            `random estates, ${words} conditions: of ${named} requests that the graph has for a principal by its name, ${allowed} are allowed (${Math.round((100 * allowed) / named)} %)`,
        );
    }
}

void main();
