import * as fs from "node:fs";
import * as path from "node:path";
import { Interruption } from "../cli/interruption";
import { withSession } from "../cli/session";
import { ensureStack, programArguments, runEngine } from "../cli/stack";
import { copyProject } from "../test/support/projectCopy";
import { silentProgress } from "../test/support/silentProgress";

/**
 * What the policy pack adds to a preview of many teams under the real engine: seconds without a
 * pack, with one that does nothing, and with ours, in turn.
 *
 *     node -r ./bin/transpile.js bench/policiesInPreview.ts
 */
const count = 100;
const rounds = 3;

function roster(): string {
    const entries = Array.from({ length: count }, (_, index) => {
        const name = `t${String(index).padStart(3, "0")}`;
        return `  ${name}:
    cluster: training
    scientists: [{ account: research, permissionSet: ${name.toUpperCase()}Scientist }]
    compute: { instances: [{ instanceType: ml.p5.48xlarge, count: 1 }] }
    data: [{ bucket: curated, prefix: ${name}/ }]
`;
    });
    return `teams:\n${entries.join("")}`;
}

async function main(): Promise<void> {
    const project = copyProject();
    try {
        fs.writeFileSync(path.join(project.folder, "teams.yaml"), roster());
        project.edit("Pulumi.dev.yaml", "ml.p5.48xlarge: 8", `ml.p5.48xlarge: ${count}`);
        const options = { sandbox: project.sandbox.root, stack: "dev", folder: project.folder };
        await withSession(options, silentProgress, new Interruption(), async (session) => {
            await ensureStack(session);
            const guarded = programArguments(session);
            const alone = guarded.slice(0, guarded.indexOf("--policy-pack"));
            const empty = [...alone, "--policy-pack", emptyPack(project.folder)];
            const ways = {
                "without a pack": alone,
                "with a pack that does nothing": empty,
                "with the pack": guarded,
            };
            const times = new Map<string, number[]>();
            for (let round = 0; round <= rounds; round += 1) {
                for (const [way, args] of Object.entries(ways)) {
                    const words: string[] = [];
                    const began = performance.now();
                    const code = await runEngine(session, ["preview", ...args], {
                        onLine: (line) => words.push(line),
                    });
                    if (code !== 0) {
                        throw new Error(`the preview ended with ${code}\n${words.join("\n")}`);
                    }
                    // The first round fills caches.
                    if (round > 0) {
                        const taken = performance.now() - began;
                        times.set(way, [...(times.get(way) ?? []), taken]);
                    }
                }
            }
            const medians = [...times].map(([way, all]) => [way, median(all)] as const);
            for (const [way, time] of medians) {
                const share = (time / (medians[0]?.[1] ?? time) - 1) * 100;
                console.log(`${way}: ${(time / 1000).toFixed(1)} s (+${share.toFixed(0)} %)`);
            }
        });
    } finally {
        await project.dispose();
    }
}

/** What the engine and the SDK take for any pack at all; it finds its packages in the project's. */
function emptyPack(folder: string): string {
    const pack = path.join(folder, "empty-pack");
    fs.mkdirSync(pack);
    fs.writeFileSync(path.join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\n");
    fs.writeFileSync(
        path.join(pack, "package.json"),
        JSON.stringify({ name: "empty-pack", version: "0.0.1", main: "index.js" }),
    );
    fs.writeFileSync(
        path.join(pack, "index.js"),
        `const { PolicyPack } = require("@pulumi/policy");
        new PolicyPack("empty-pack", { policies: [{ name: "nothing", description: "nothing",
            enforcementLevel: "mandatory", validateResource: () => {} }] });`,
    );
    return pack;
}

function median(values: readonly number[]): number {
    return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

void main();
