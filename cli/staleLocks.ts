import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { processTable } from "../sandbox/process/processTable";
import type { Sandbox } from "../sandbox/sandbox";
import { projectName } from "./project";

/** A lock of the file backend: who holds the stack. */
export interface StackLock {
    readonly file: string;
    /** Undefined where the lock was cut off while it was being written. */
    readonly pid: number | undefined;
    readonly hostname: string;
    readonly alive: boolean;
}

/**
 * The locks on a stack. A rollout that was killed leaves its lock, and every later one fails on it.
 * A lock from another machine counts as alive: nobody here can tell.
 */
export function stackLocks(sandbox: Sandbox, stack: string): readonly StackLock[] {
    const folder = path.join(
        sandbox.backend,
        ".pulumi",
        "locks",
        "organization",
        projectName,
        stack,
    );
    if (!fs.existsSync(folder)) {
        return [];
    }
    const living = new Set(
        processTable()
            .filter(({ zombie }) => !zombie)
            .map(({ pid }) => pid),
    );
    return fs
        .readdirSync(folder)
        .filter((name) => name.endsWith(".json"))
        .map((name) => {
            const file = path.join(folder, name);
            const holder = readHolder(file);
            if (holder === undefined) {
                // Cut off, or being written this very moment.
                const age = Date.now() - fs.statSync(file).mtimeMs;
                return { file, pid: undefined, hostname: os.hostname(), alive: age < 5000 };
            }
            const { pid, hostname } = holder;
            return {
                file,
                pid,
                hostname,
                alive: hostname !== os.hostname() || living.has(pid),
            };
        });
}

function readHolder(file: string): { pid: number; hostname: string } | undefined {
    try {
        return JSON.parse(fs.readFileSync(file, "utf8")) as { pid: number; hostname: string };
    } catch {
        return undefined;
    }
}
