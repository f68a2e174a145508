import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as readline from "node:readline";
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { findOnPath, isExecutable } from "./findOnPath";
import { startGuard } from "./guard";
import { membersOf, processTable } from "./processTable";

export interface ProcessEnd {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
}

export interface GuardedProcess {
    readonly pid: number;
    /** Settles when the command has ended, nothing is left of its group and its output is read. */
    readonly exited: Promise<ProcessEnd>;
    /** SIGINT to the whole group, once however often it is called. */
    interrupt(): void;
    /** SIGTERM, then SIGKILL, to the whole group; resolves when all are gone. */
    stop(graceMs?: number): Promise<void>;
}

export type Output =
    | "inherit"
    | { readonly file: string }
    | { readonly onLine: (line: string, stream: "stdout" | "stderr") => void };

export interface GuardedOptions {
    readonly cwd?: string;
    readonly env: NodeJS.ProcessEnv;
    readonly output: Output;
    /** The command outlives us; nobody but its pid file knows it then. */
    readonly detach?: boolean;
}

/**
 * Waits for the word of its starter, then becomes the command. Until the guard stands there is
 * nobody to end the command should we be killed, so it must not begin before.
 */
const startWhenTold = 'read -r go <&3 && exec 3<&- && exec "$@"';

/**
 * Runs a command in a process group and a session of its own, so that a terminal's Ctrl-C reaches
 * us alone and we decide what it means, and so that nothing of it survives: when the command ends,
 * the rest of its group is killed; when we die, by SIGKILL even, a guard beside it does the same.
 */
export function spawnGuarded(
    command: string,
    args: readonly string[],
    options: GuardedOptions,
): GuardedProcess {
    const { env, output, detach = false } = options;
    if (detach && output !== "inherit" && !("file" in output)) {
        throw new Error(`"${command}" is to outlive us: its output must go to a file`);
    }
    const executable = command.includes(path.sep) ? command : findOnPath(command, env.PATH);
    if (executable === undefined || !isExecutable(executable)) {
        throw new Error(`there is no executable "${command}"; install it or put it on PATH`);
    }
    const { streams, close } = openStreams(output);
    const child = spawn("/bin/sh", ["-c", startWhenTold, "sh", executable, ...args], {
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        env,
        detached: true,
        stdio: ["ignore", ...streams, "pipe"] as StdioOptions,
    });
    close();
    const pid = child.pid;
    if (pid === undefined) {
        child.on("error", () => undefined);
        throw new Error(`"${command}" cannot be started in the folder "${options.cwd ?? "."}"`);
    }
    const guard = detach ? undefined : startGuard(pid);
    const exited = watchEnd(child, pid, output).finally(() => guard?.dismiss());
    begin(child);
    if (detach) {
        child.unref();
    }
    return { pid, exited, ...controls(pid, () => child.exitCode ?? child.signalCode, exited) };
}

/** Ends a process group that we may not have started ourselves (found again by its pid file). */
export async function stopGroup(leader: number, graceMs = 5000): Promise<void> {
    const seen = new Set<number>();
    let left = remaining(leader, seen);
    signal([-leader], "SIGTERM");
    // The leader decides how its plugins end, so they are left to it while it lives.
    for (let waited = 0; waited < graceMs && left.includes(leader); waited += 20) {
        await sleep(20);
        left = remaining(leader, seen);
    }
    await killRemaining(leader, seen);
}

function controls(
    pid: number,
    ended: () => unknown,
    exited: Promise<unknown>,
): Pick<GuardedProcess, "interrupt" | "stop"> {
    let interrupted = false;
    return {
        interrupt() {
            if (!interrupted && ended() === null) {
                interrupted = true;
                signal([-pid], "SIGINT");
            }
        },
        async stop(graceMs) {
            if (ended() === null) {
                await stopGroup(pid, graceMs);
            }
            await exited;
        },
    };
}

function openStreams(output: Output): { streams: readonly unknown[]; close: () => void } {
    if (output === "inherit") {
        return { streams: ["inherit", "inherit"], close: () => undefined };
    }
    if ("file" in output) {
        const file = fs.openSync(output.file, "a", 0o600);
        return {
            streams: [file, file],
            close: () => {
                fs.closeSync(file);
            },
        };
    }
    return { streams: ["pipe", "pipe"], close: () => undefined };
}

function begin(child: ChildProcess): void {
    const word = child.stdio[3] as Writable;
    word.on("error", () => undefined);
    // Destroyed, because the other direction of the socket would keep a detaching process alive.
    word.end("go\n", () => word.destroy());
}

async function watchEnd(child: ChildProcess, pid: number, output: Output): Promise<ProcessEnd> {
    const reading =
        typeof output === "object" && "onLine" in output
            ? (["stdout", "stderr"] as const).map((name) => readLines(child, name, output.onLine))
            : [];
    const end = await new Promise<ProcessEnd>((resolve, reject) => {
        child.once("error", reject);
        child.once("exit", (code, signalName) => {
            resolve({ code, signal: signalName });
        });
    });
    await killRemaining(pid, new Set());
    // Someone outside the group may still hold the pipes; their words are not the command's. Waiting
    // for them keeps nobody from ending.
    await Promise.race([Promise.all(reading), sleep(1000, undefined, { ref: false })]);
    return end;
}

async function readLines(
    child: ChildProcess,
    name: "stdout" | "stderr",
    onLine: (line: string, stream: "stdout" | "stderr") => void,
): Promise<void> {
    const input = child[name];
    if (input === null) {
        return;
    }
    const lines = readline.createInterface({ input, crlfDelay: Infinity });
    lines.on("line", (line) => {
        onLine(line, name);
    });
    await new Promise((resolve) => lines.once("close", resolve));
}

async function killRemaining(leader: number, seen: Set<number>): Promise<void> {
    for (let left = remaining(leader, seen); left.length > 0; left = remaining(leader, seen)) {
        signal(left, "SIGKILL");
        await sleep(10);
    }
}

/** Of all that were ever seen to belong to the group, those that live. */
function remaining(leader: number, seen: Set<number>): readonly number[] {
    const table = processTable();
    for (const pid of membersOf(leader, table)) {
        seen.add(pid);
    }
    return table.filter(({ pid, zombie }) => seen.has(pid) && !zombie).map(({ pid }) => pid);
}

function signal(targets: readonly number[], name: NodeJS.Signals): void {
    for (const target of targets) {
        try {
            process.kill(target, name);
        } catch {
            // It ended by itself in the meantime, which is what we want.
        }
    }
}
