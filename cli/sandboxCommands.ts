import * as fs from "node:fs";
import type { Progress } from "../sandbox/engine/provision";
import { clusterStatus, startCluster, stopCluster } from "../sandbox/kubernetes/cluster";
import { isSandbox, sandboxAt } from "../sandbox/sandbox";
import { CommandError } from "./commandError";
import type { Interruption } from "./interruption";
import { prepareSandbox } from "./session";
import type { SessionOptions } from "./session";
import { complain, say } from "./terminal";

/** Keeps the servers running for exploring, until `sandbox down`. */
export async function sandboxUp(
    options: SessionOptions,
    progress: Progress,
    interruption: Interruption,
): Promise<void> {
    const { sandbox, binaries } = await prepareSandbox(options, progress, interruption);
    const { endpoint } = await startCluster(sandbox, binaries, { keep: true, notice: complain });
    say(`the sandbox's API server runs at ${endpoint} until "hyperpod-teams sandbox down"`);
    say('explore with "hyperpod-teams pulumi -- stack"');
}

export async function sandboxDown(root: string): Promise<void> {
    if (!isSandbox(root)) {
        say(`there is no sandbox at "${root}"`);
        return;
    }
    await stopCluster(sandboxAt(root));
    say("the sandbox's servers are stopped; its state stays on disk");
}

/** Forgets everything: accounts, cluster and stack. Only a folder marked as a sandbox is deleted. */
export async function sandboxReset(root: string): Promise<void> {
    if (!fs.existsSync(root)) {
        say(`there is no sandbox at "${root}"`);
        return;
    }
    if (!isSandbox(root)) {
        throw new CommandError(`"${root}" is not a sandbox; nothing was deleted`, 2);
    }
    await stopCluster(sandboxAt(root));
    fs.rmSync(root, { recursive: true, force: true });
    say("the sandbox is gone; the next rollout begins anew");
}

export async function sandboxStatus(root: string): Promise<void> {
    if (!isSandbox(root)) {
        say(`there is no sandbox at "${root}"; "npm start" makes one`);
        return;
    }
    const sandbox = sandboxAt(root);
    const accounts = fs.readdirSync(sandbox.accounts).filter((name) => /^\d{12}\.json$/.test(name));
    say(`sandbox   ${sandbox.root}`);
    say(`servers   ${await clusterStatus(sandbox)}`);
    say(`accounts  ${accounts.map((name) => name.slice(0, 12)).join(", ") || "none"}`);
}
