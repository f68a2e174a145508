import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { spawnGuarded, type GuardedProcess } from "../process/guarded";
import { startGuard, type Guard } from "../process/guard";
import type { Sandbox } from "../sandbox";
import { askAsAdministrator } from "./adminApi";
import { ApiRefusal, ApiUnreachable } from "./apiRequest";
import { clusterFiles } from "./clusterFiles";
import { forgetRecord, knownProcess, writeRecord, type ClusterRecord } from "./clusterRecord";
import {
    apiServerCommand,
    controllerManagerCommand,
    etcdCommand,
    writeServerFiles,
    type ClusterBinaries,
    type ServerCommand,
} from "./clusterServers";

const readyPatienceMs = 60_000;
const readyPollMs = 40;
const etcdGraceMs = 5000;
const shownLogLines = 12;

export interface LaunchedServers {
    readonly record: ClusterRecord;
    stop(): Promise<void>;
}

interface Launched {
    readonly command: ServerCommand;
    readonly log: string;
    readonly guarded: GuardedProcess;
}

/** Starts all three servers and returns when the API server is ready; if one dies, all end. */
export async function launchServers(
    sandbox: Sandbox,
    binaries: ClusterBinaries,
    { keep, tokens }: Pick<ClusterRecord, "keep" | "tokens">,
): Promise<LaunchedServers> {
    const owner = knownProcess(process.pid);
    if (owner === undefined) {
        throw new Error(`process ${process.pid} is not in the process table of this machine`);
    }
    let record: ClusterRecord = { owner, keep, tokens, servers: [] };
    const launched: Launched[] = [];
    const guards: Guard[] = [];
    const launch = (command: ServerCommand): void => {
        const server = start(sandbox, command, keep);
        launched.push(server);
        if (keep) {
            guards.push(startGuard(server.guarded.pid));
        }
        const known = knownProcess(server.guarded.pid);
        if (known !== undefined) {
            // At once, and not when all is well: a killed start leaves no server that nobody knows.
            record = {
                ...record,
                servers: [...record.servers, { name: command.name, ...known }],
            };
            writeRecord(sandbox, record);
        }
    };
    const stop = async (): Promise<void> => {
        for (const { command, guarded } of [...launched].reverse()) {
            await guarded.stop(command.name === "etcd" ? etcdGraceMs : 0);
        }
    };

    writeServerFiles(sandbox);
    try {
        launch(etcdCommand(sandbox, binaries));
        launch(apiServerCommand(sandbox, binaries));
        await untilReady(sandbox, launched);
        launch(controllerManagerCommand(sandbox, binaries));
    } catch (error) {
        await stop();
        forgetRecord(sandbox);
        throw error;
    } finally {
        for (const guard of guards) {
            guard.dismiss();
        }
    }
    return { record, stop };
}

function start(sandbox: Sandbox, command: ServerCommand, keep: boolean): Launched {
    const log = path.join(sandbox.logs, `${command.name}.log`);
    // One run's log: what an earlier one said does not explain how this one failed.
    fs.rmSync(log, { force: true });
    const guarded = spawnGuarded(command.command, command.arguments, {
        cwd: clusterFiles(sandbox).folder,
        // Nothing of the user's: etcd reads ETCD_* variables, and proxies have no business here.
        env: { PATH: process.env.PATH },
        output: { file: log },
        detach: keep,
    });
    return { command, log, guarded };
}

async function untilReady(sandbox: Sandbox, launched: readonly Launched[]): Promise<void> {
    let dead: Launched | undefined;
    for (const server of launched) {
        void server.guarded.exited.then(
            () => (dead = server),
            () => (dead = server),
        );
    }
    const end = Date.now() + readyPatienceMs;
    for (let last = "it does not listen yet"; ;) {
        try {
            await askAsAdministrator(sandbox, { method: "GET", path: "/readyz", timeoutMs: 5000 });
            return;
        } catch (error) {
            if (!(error instanceof ApiUnreachable) && !(error instanceof ApiRefusal)) {
                throw error;
            }
            last = error instanceof ApiRefusal ? error.message : last;
        }
        if (dead !== undefined) {
            throw new Error(`${dead.command.name} ended at its start; ${lastWords(dead)}`);
        }
        if (Date.now() > end) {
            const server = launched.at(-1);
            throw new Error(
                `kube-apiserver was not ready after ${readyPatienceMs / 1000} seconds (${last}); ${server === undefined ? "" : lastWords(server)}`,
            );
        }
        await sleep(readyPollMs);
    }
}

function lastWords({ log }: Launched): string {
    const lines = fs.readFileSync(log, "utf8").trimEnd().split("\n").slice(-shownLogLines);
    return `the last lines of "${log}":\n${lines.join("\n")}`;
}
