import * as os from "node:os";
import { stringify } from "yaml";
import { formatIssues } from "../model/issue";
import { parseRoster } from "../model/roster/roster";
import { exampleEnvironment, exampleSetting } from "../test/support/example";

/**
 * What it costs to read and check a roster, from its bytes to the teams: in one process
 * after start-up, in turn, so that a drifting machine hits all sizes alike. Time per team must not
 * grow with their number; the ratio is of the best rounds, which the machine's other work spoils
 * least. It is the process's own processor time, that of the garbage collector's threads included: on
 * a machine that is busy with something else a clock would say how busy it is.
 *
 *     node -r ./bin/transpile.js bench/check.ts
 */
const rounds = 5;
const sizes = [250, 500, 1000, 2500, 5000];

/** What the teams of one account, cluster or bucket can be is AWS's limit, and not of interest here. */
const environment = spacious();

function main(): void {
    console.log(
        `${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, node ${process.versions.node}, ${rounds} rounds`,
    );
    const rosters = new Map(sizes.map((size) => [size, Buffer.from(rosterOf(size))]));
    const times = new Map<number, number[]>(sizes.map((size) => [size, []]));
    for (let round = 0; round <= rounds; round += 1) {
        for (const [size, bytes] of rosters) {
            const taken = check(bytes, size);
            // The first round warms up.
            if (round > 0) {
                times.get(size)?.push(taken);
            }
        }
    }
    const base = Math.min(...(times.get(1000) ?? [])) / 1000;
    console.log("teams  bytes     median  best    best a team  ratio to 1000");
    for (const [size, all] of times) {
        const best = Math.min(...all);
        console.log(
            [
                String(size).padEnd(7),
                String(rosters.get(size)?.length ?? 0).padEnd(10),
                `${median(all).toFixed(0)} ms`.padEnd(8),
                `${best.toFixed(0)} ms`.padEnd(8),
                `${(best / size).toFixed(3)} ms`.padEnd(13),
                (best / size / base).toFixed(2),
            ].join(""),
        );
    }
}

function check(bytes: Uint8Array, size: number): number {
    const started = process.cpuUsage();
    const parsed = parseRoster("teams.yaml", bytes, environment, exampleSetting);
    const { user, system } = process.cpuUsage(started);
    const taken = (user + system) / 1000;
    const unexpected = parsed.issues.filter(({ severity }) => severity === "error");
    if (!parsed.ok || parsed.value.teams.length !== size) {
        throw new Error(formatIssues(unexpected.slice(0, 5)));
    }
    return taken;
}

/** Teams as they are written by hand, with most fields filled in. */
function rosterOf(size: number): string {
    const teams = Array.from({ length: size }, (_, index) => [
        `team-${index}`,
        {
            description: `Team ${index} of the bench`,
            owners: [`owner-${index}@example.com`],
            contact: `#team-${index}`,
            tags: { "cost-center": String(4711 + index) },
            cluster: `cluster-${index % groups(size)}`,
            scientists: [
                { account: `research-${index % groups(size)}`, permissionSet: "Scientist" },
            ],
            viewers: [{ account: `research-${index % groups(size)}`, permissionSet: "Viewer" }],
            compute: {
                instances: [{ instanceType: "ml.p5.48xlarge", count: 1 }],
                sharing: "lend-and-borrow",
            },
            data: [
                { bucket: `curated-${index % groups(size)}`, prefix: `team-${index}/` },
                {
                    bucket: `telemetry-${index % groups(size)}`,
                    prefix: `team-${index}/`,
                    mode: "read-write",
                },
            ],
            environments: { dev: null, prod: null },
        },
    ]);
    return stringify({ teams: Object.fromEntries(teams) as unknown });
}

/** A bucket's policy lists some forty teams at most, so buckets, clusters and accounts grow as well. */
function groups(size: number): number {
    return Math.ceil(size / 25);
}

function spacious(): ReturnType<typeof exampleEnvironment> {
    const { accounts, clusters, buckets, ...rest } = exampleEnvironment();
    const count = groups(Math.max(...sizes));
    const copies = <T extends object>(map: ReadonlyMap<string, T>, of: string, as = of) => {
        const original = map.get(of);
        if (original === undefined) {
            throw new Error(`the example names no "${of}"`);
        }
        return Array.from({ length: count }, (_, index): [string, T] => {
            const alias = `${as}-${index}`;
            return [alias, { ...original, alias }];
        });
    };
    const limits = { roles: 1e6, accessPoints: 1e6, trustPolicyCharacters: 1e6 };
    const roomy = <T extends { readonly account: object }>(entries: [string, T][]): [string, T][] =>
        entries.map(([alias, entry]) => [
            alias,
            { ...entry, account: { ...entry.account, limits } },
        ]);
    const training = roomy(copies(clusters, "training", "cluster"));
    return {
        ...rest,
        accounts: new Map(
            copies(accounts, "research").map(([alias, account], index) => [
                alias,
                { ...account, id: String(100_000_000_000 + index), limits },
            ]),
        ),
        clusters: new Map(
            training.map(([alias, { capacity: _capacity, ...cluster }]) => [alias, cluster]),
        ),
        buckets: new Map(roomy([...copies(buckets, "curated"), ...copies(buckets, "telemetry")])),
    };
}

function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

main();
