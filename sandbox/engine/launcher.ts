import * as fs from "node:fs";
import * as path from "node:path";
import { findOnPath, isExecutable } from "../process/findOnPath";
import { spawnGuarded } from "../process/guarded";
import { cached, cacheFolder } from "./cache";
import { languageHostName, oldestEngine } from "./engineOnPath";
import type { ProgressStep } from "./progress";

/**
 * The vendor's own launcher: a small npm package that installs the engine with its language hosts
 * when it is first run. It has no releases of the SDK's version; PULUMI_VERSION names the engine.
 */
const launcherPackage = "pulumi@3.265.0";

/** The installer speaks at once when it reaches its host; silence means that it does not. */
const silenceLimitMs = 20_000;
const installLimitMs = 10 * 60_000;
/** How long a failure is believed, so that not every start pays for the same silence. */
const failureBelievedMs = 6 * 3600_000;

/** Where the launcher puts its binaries below PULUMI_HOME. */
function binFolder(home: string): string {
    return path.join(home, "versions", oldestEngine(), "bin");
}

function isComplete(home: string): boolean {
    return ["pulumi", languageHostName].every((name) =>
        isExecutable(path.join(binFolder(home), name)),
    );
}

function entryName(): string {
    return `pulumi-official-v${oldestEngine()}-${process.platform}-${process.arch}`;
}

/** What an earlier run installed. */
export function launchedEngine(env: NodeJS.ProcessEnv): string | undefined {
    const home = path.join(cacheFolder(env), entryName());
    return isComplete(home) ? path.join(binFolder(home), "pulumi") : undefined;
}

/** The official engine, or why it cannot be had from here. */
export async function launchEngine(
    step: ProgressStep,
    env: NodeJS.ProcessEnv,
): Promise<{ readonly pulumi: string } | { readonly reason: string }> {
    const remembered = rememberedFailure(env);
    if (remembered !== undefined) {
        return { reason: remembered };
    }
    const npm = findOnPath("npm", env.PATH);
    if (npm === undefined) {
        return { reason: 'there is no "npm" on PATH to start the official installer with' };
    }
    step.update("trying the official installer");
    try {
        const home = await cached(env, {
            name: entryName(),
            isComplete,
            onWait: () => {
                step.update("waiting for another run that installs");
            },
            make: (folder) => install(npm, folder, step, env),
        });
        return { pulumi: path.join(binFolder(home), "pulumi") };
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        rememberFailure(env, reason);
        return { reason };
    }
}

async function install(
    npm: string,
    home: string,
    step: ProgressStep,
    env: NodeJS.ProcessEnv,
): Promise<void> {
    let last = "";
    let spoke = false;
    const run = spawnGuarded(
        npm,
        ["exec", "--yes", `--package=${launcherPackage}`, "--", "pulumi", "version"],
        {
            cwd: home,
            env: { ...env, PULUMI_HOME: home, PULUMI_VERSION: oldestEngine() },
            output: {
                onLine: (line) => {
                    // npm's warnings and the launcher's own first line come without any network.
                    if (line.trim() !== "" && !/^npm |^Downloading pulumi/.test(line)) {
                        spoke = true;
                        last = line.trim();
                        step.update(last);
                    }
                },
            },
        },
    );
    const timers = [
        setTimeout(() => {
            if (!spoke) {
                last = `its host did not answer within ${silenceLimitMs / 1000} s`;
                void run.stop(0);
            }
        }, silenceLimitMs),
        setTimeout(() => {
            last = `it did not end within ${installLimitMs / 60_000} minutes`;
            void run.stop(0);
        }, installLimitMs),
    ];
    const { code } = await run.exited;
    timers.forEach(clearTimeout);
    if (code !== 0 || !isComplete(home)) {
        throw new Error(`the official installer gives no engine: ${last || "it said nothing"}`);
    }
}

function failureFile(env: NodeJS.ProcessEnv): string {
    return path.join(cacheFolder(env), "official-installer-failed.json");
}

function rememberFailure(env: NodeJS.ProcessEnv, reason: string): void {
    fs.mkdirSync(cacheFolder(env), { recursive: true });
    fs.writeFileSync(failureFile(env), `${JSON.stringify({ reason })}\n`);
}

function rememberedFailure(env: NodeJS.ProcessEnv): string | undefined {
    try {
        const age = Date.now() - fs.statSync(failureFile(env)).mtimeMs;
        const { reason } = JSON.parse(fs.readFileSync(failureFile(env), "utf8")) as {
            reason: string;
        };
        return age < failureBelievedMs ? reason : undefined;
    } catch {
        return undefined; // never failed, or the note is unreadable: try again
    }
}
