import * as fs from "node:fs";
import { processIdentity } from "../process/processTable";
import type { Sandbox } from "../sandbox";
import { clusterFiles, writePrivately } from "./clusterFiles";
import type { ServerName } from "./clusterServers";

/** A process with what tells it from a later one of the same number. */
export interface KnownProcess {
    readonly pid: number;
    readonly identity: string;
}

/** The servers that were started, in the order of their start. */
export interface ClusterRecord {
    readonly owner: KnownProcess;
    /** They outlive their owner. */
    readonly keep: boolean;
    /** Of the token table they read. */
    readonly tokens: string;
    readonly servers: readonly (KnownProcess & { readonly name: ServerName })[];
}

export function readRecord(sandbox: Sandbox): ClusterRecord | undefined {
    try {
        return JSON.parse(fs.readFileSync(clusterFiles(sandbox).record, "utf8")) as ClusterRecord;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            return undefined;
        }
        throw error;
    }
}

export function writeRecord(sandbox: Sandbox, record: ClusterRecord): void {
    writePrivately(clusterFiles(sandbox).record, JSON.stringify(record));
}

export function forgetRecord(sandbox: Sandbox): void {
    fs.rmSync(clusterFiles(sandbox).record, { force: true });
}

/** Undefined when the process ended already. */
export function knownProcess(pid: number): KnownProcess | undefined {
    const identity = processIdentity(pid);
    return identity === undefined ? undefined : { pid, identity };
}

/** A process number alone proves nothing: it may be somebody else's by now. */
export function isAlive({ pid, identity }: KnownProcess): boolean {
    return processIdentity(pid) === identity;
}
