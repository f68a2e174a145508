import * as crypto from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { stopGroup } from "../process/guarded";
import type { Sandbox } from "../sandbox";
import { askAsAdministrator } from "./adminApi";
import { ApiRefusal, ApiUnreachable, type ApiObject } from "./apiRequest";
import { clusterEndpoint, clusterPort, moveToPort } from "./clusterAccess";
import { withClusterLock } from "./clusterLock";
import { forgetRecord, isAlive, readRecord, type ClusterRecord } from "./clusterRecord";
import { tokenTable, type ClusterBinaries } from "./clusterServers";
import { applyManifest, everythingForDeployers } from "./manifest";
import { chooseFreePort, isFree } from "./freePort";
import { launchServers } from "./launch";

export type { ClusterBinaries } from "./clusterServers";

export interface RunningCluster {
    readonly endpoint: string;
    /** Does nothing to a cluster that somebody else started. */
    stop(): Promise<void>;
}

export interface ClusterOptions {
    /** The servers outlive this process, until `stopCluster`. */
    readonly keep?: boolean;
    /**
     * What the cluster's administrator applies before the first rollout, such as what deployers may
     * do; where nothing is said, they may do everything.
     */
    readonly manifest?: readonly ApiObject[];
    /** What the user should know though all went well. */
    readonly notice?: (sentence: string) => void;
}

const answerPatienceMs = 10_000;
/** etcd writes what it has; the other two have nothing that is not in etcd. */
const etcdGraceMs = 5000;

/** Starts the servers on what is on disk, or joins those that run. */
export function startCluster(
    sandbox: Sandbox,
    binaries: ClusterBinaries,
    options: ClusterOptions = {},
): Promise<RunningCluster> {
    const { keep = false, manifest = [everythingForDeployers], notice = () => undefined } = options;
    return withClusterLock(sandbox, async () => {
        const running = await runningRecord(sandbox);
        if (running !== undefined) {
            requireJoinable(sandbox, running, keep);
            return joined(sandbox);
        }
        await endServers(readRecord(sandbox));
        forgetRecord(sandbox);
        await ensurePort(sandbox, notice);
        const launched = await launchServers(sandbox, binaries, {
            keep,
            tokens: tokensDigest(sandbox),
        });
        try {
            await applyManifest(sandbox, manifest);
        } catch (error) {
            await launched.stop();
            forgetRecord(sandbox);
            throw error;
        }
        return {
            endpoint: clusterEndpoint(sandbox).endpoint,
            stop: () => (keep ? stopCluster(sandbox) : stopOwn(sandbox, launched)),
        };
    });
}

export async function clusterStatus(sandbox: Sandbox): Promise<"running" | "stopped"> {
    const record = readRecord(sandbox);
    return record !== undefined && isComplete(record) && (await isReady(sandbox))
        ? "running"
        : "stopped";
}

/** Ends the servers, whoever started them, unless another living command still needs them. */
export function stopCluster(sandbox: Sandbox): Promise<void> {
    return withClusterLock(sandbox, async () => {
        const record = readRecord(sandbox);
        if (record === undefined) {
            return;
        }
        const { owner, keep } = record;
        if (!keep && owner.pid !== process.pid && isAlive(owner) && isComplete(record)) {
            throw new Error(
                `the cluster of "${sandbox.root}" belongs to a running command (process ${owner.pid}) and ends with it; wait for that command or end it`,
            );
        }
        await endServers(record);
        forgetRecord(sandbox);
    });
}

async function stopOwn(
    sandbox: Sandbox,
    launched: { readonly record: ClusterRecord; stop(): Promise<void> },
): Promise<void> {
    await launched.stop();
    const started = launched.record.servers.map(({ pid }) => pid).join();
    // If ours had died, somebody else may have started new ones: theirs is not ours to forget.
    if (
        readRecord(sandbox)
            ?.servers.map(({ pid }) => pid)
            .join() === started
    ) {
        forgetRecord(sandbox);
    }
}

/** The record of servers that all live and answer. */
async function runningRecord(sandbox: Sandbox): Promise<ClusterRecord | undefined> {
    const record = readRecord(sandbox);
    // Their owner may be dying, and they with it: what does not answer soon will not.
    const end = Date.now() + answerPatienceMs;
    while (record !== undefined && isComplete(record) && Date.now() < end) {
        // Asked again after the answer: an owner that died meanwhile takes them along.
        if ((await isReady(sandbox)) && isComplete(record)) {
            return record;
        }
        await sleep(50);
    }
    return undefined;
}

function isComplete(record: ClusterRecord): boolean {
    // Guarded servers of a dead owner are being ended at this moment.
    return record.servers.length === 3 && record.servers.every(isAlive)
        ? record.keep || isAlive(record.owner)
        : false;
}

function requireJoinable(sandbox: Sandbox, record: ClusterRecord, keep: boolean): void {
    if (keep && !record.keep) {
        throw new Error(
            `the cluster of "${sandbox.root}" runs for another command (process ${record.owner.pid}) and ends with it; start it again when that command is done`,
        );
    }
    if (record.tokens !== tokensDigest(sandbox)) {
        throw new Error(
            `the running cluster of "${sandbox.root}" does not know every deploy role yet; end it with "hyperpod-teams sandbox down" and try again`,
        );
    }
}

function joined(sandbox: Sandbox): RunningCluster {
    return { endpoint: clusterEndpoint(sandbox).endpoint, stop: () => Promise.resolve() };
}

async function endServers(record: ClusterRecord | undefined): Promise<void> {
    for (const server of [...(record?.servers ?? [])].reverse()) {
        if (isAlive(server)) {
            await stopGroup(server.pid, server.name === "etcd" ? etcdGraceMs : 0);
        }
    }
}

async function ensurePort(sandbox: Sandbox, notice: (sentence: string) => void): Promise<void> {
    const port = clusterPort(sandbox);
    if (await isFree(port)) {
        return;
    }
    const other = await chooseFreePort();
    moveToPort(sandbox, other);
    notice(
        `port ${port} of the sandbox's API server is taken by another program: it is ${other} from now on, and the next rollout updates the kubeconfig of its provider`,
    );
}

async function isReady(sandbox: Sandbox): Promise<boolean> {
    try {
        await askAsAdministrator(sandbox, { method: "GET", path: "/readyz", timeoutMs: 2000 });
        return true;
    } catch (error) {
        if (error instanceof ApiUnreachable || error instanceof ApiRefusal) {
            return false;
        }
        throw error;
    }
}

function tokensDigest(sandbox: Sandbox): string {
    return crypto.createHash("sha256").update(tokenTable(sandbox)).digest("hex");
}
