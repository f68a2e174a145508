import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { clusterPort } from "../../../sandbox/kubernetes/clusterAccess";
import { isFree } from "../../../sandbox/kubernetes/freePort";
import { processTable } from "../../../sandbox/process/processTable";
import type { Sandbox } from "../../../sandbox/sandbox";

/** The arguments of every living process, but ours, that works on this sandbox. */
export function processesOf(sandbox: Sandbox): readonly string[] {
    return processTable()
        .filter(({ pid, zombie }) => !zombie && pid !== process.pid)
        .map(({ pid }) => argumentsOf(pid))
        .filter((words) => words.includes(sandbox.root));
}

/** Neither a process nor a listener of the sandbox's cluster, now or before patience ends. */
export async function nothingLeft(sandbox: Sandbox, patienceMs = 0): Promise<void> {
    const end = Date.now() + patienceMs;
    for (;;) {
        const left = {
            processes: processesOf(sandbox),
            portIsFree: await isFree(clusterPort(sandbox)),
        };
        if ((left.processes.length === 0 && left.portIsFree) || Date.now() >= end) {
            assert.deepEqual(left, { processes: [], portIsFree: true });
            return;
        }
        await sleep(50);
    }
}

function argumentsOf(pid: number): string {
    if (!fs.existsSync("/proc/self/cmdline")) {
        const options = { encoding: "utf8" } as const;
        return spawnSync("ps", ["-p", String(pid), "-o", "args="], options).stdout;
    }
    try {
        return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
    } catch {
        return ""; // it ended while we looked
    }
}
