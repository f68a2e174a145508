import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { createSandbox, sandboxVariable } from "../sandbox/sandbox";

/**
 * What it costs to start TypeScript in the ways that were weighed: milliseconds until a plugin has
 * printed its port, in turn, so that a drifting machine hits all ways alike. Prints medians and the
 * ratio to the way that is used.
 *
 *     node -r ./bin/transpile.js bench/startUp.ts
 */
const rounds = 7;
const project = path.resolve(__dirname, "..");
const tsNode = ["-r", require.resolve("ts-node/register/transpile-only")];
const kept = ["-r", path.join(project, "bin", "transpile.js")];
const provider = path.join(project, "sandbox", "aws", "main.ts");
const packRunner = path.join(project, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");

const sandbox = createSandbox(fs.mkdtempSync(path.join(os.tmpdir(), "hyperpod-teams-bench-")));
/** The pack with its type-checked entry, as the SDK's runner would start it by itself. */
const checkedPack = path.join(sandbox.root, "policypack");
fs.cpSync(path.join(project, "policypack"), checkedPack, { recursive: true });
fs.symlinkSync(path.join(project, "node_modules"), path.join(sandbox.root, "node_modules"));
const manifest = path.join(checkedPack, "package.json");
fs.writeFileSync(
    manifest,
    fs.readFileSync(manifest, "utf8").replace('"main": "main.js"', '"main": "index.ts"'),
);

const contests = {
    "simulated AWS provider": {
        "transpiled once, kept": [...kept, provider],
        "ts-node, transpile only": [...tsNode, provider],
    },
    "policy pack": {
        "main.js, transpile only": [packRunner, "127.0.0.1:1", path.join(project, "policypack")],
        "index.ts, type-checked": [packRunner, "127.0.0.1:1", checkedPack],
    },
};

async function main(): Promise<void> {
    console.log(
        `${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, node ${process.versions.node}, medians of ${rounds}`,
    );
    for (const [what, ways] of Object.entries(contests)) {
        const times = new Map<string, number[]>();
        for (let round = 0; round <= rounds; round += 1) {
            for (const [way, args] of Object.entries(ways)) {
                const taken = await untilPort(args);
                // The first round fills caches.
                if (round > 0) {
                    times.set(way, [...(times.get(way) ?? []), taken]);
                }
            }
        }
        const medians = [...times].map(([way, all]) => [way, median(all)] as const);
        const used = medians[0]?.[1] ?? 1;
        for (const [way, time] of medians) {
            console.log(`${what}: ${way}: ${Math.round(time)} ms (${(time / used).toFixed(1)})`);
        }
    }
    fs.rmSync(sandbox.root, { recursive: true });
}

function untilPort(args: readonly string[]): Promise<number> {
    const started = process.hrtime.bigint();
    const child = spawn(process.execPath, args, {
        cwd: args.at(-1)?.endsWith("policypack") ? args.at(-1) : project,
        env: {
            ...process.env,
            [sandboxVariable]: sandbox.root,
            PULUMI_BACKEND_URL: `file://${sandbox.backend}`,
        },
        stdio: ["pipe", "pipe", "inherit"],
    });
    return new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("exit", (code) => {
            reject(new Error(`"${args.join(" ")}" ended with ${code} before it had a port`));
        });
        child.stdout.once("data", () => {
            resolve(Number(process.hrtime.bigint() - started) / 1e6);
            child.removeAllListeners("exit");
            child.kill("SIGKILL");
        });
    });
}

function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

void main();
