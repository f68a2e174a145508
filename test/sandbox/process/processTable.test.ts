import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
    fromPs,
    membersOf,
    processIdentity,
    processTable,
    type ProcessEntry,
} from "../../../sandbox/process/processTable";

const entry = (pid: number, parent: number, group: number, session?: number): ProcessEntry => ({
    pid,
    parent,
    group,
    session,
    zombie: false,
});

describe("the process table", () => {
    it("knows this process and its parent, by /proc and by ps alike", function () {
        const mine = (table: readonly ProcessEntry[]): readonly unknown[] =>
            table
                .filter(({ pid }) => pid === process.pid)
                .map(({ pid, parent, group, zombie }) => ({ pid, parent, group, zombie }));
        const [known] = mine(processTable());
        assert.ok(known !== undefined);
        assert.deepEqual(
            { ...known, group: 0 },
            {
                pid: process.pid,
                parent: process.ppid,
                group: 0,
                zombie: false,
            },
        );
        const byPs = fromPs();
        if (byPs.length > 0) {
            assert.deepEqual(mine(byPs), [known]); // an image without ps has /proc
        }
    });

    it("counts group, session and descendants as members, and no strangers or zombies", () => {
        const table = [
            entry(10, 1, 10, 10),
            entry(11, 10, 10, 10),
            entry(12, 11, 12, 12), // a plugin in a group and session of its own
            entry(13, 1, 13, 10), // an orphan that only the session tells
            entry(14, 1, 10, 99), // an orphan that only the group tells
            { ...entry(15, 10, 10, 10), zombie: true },
            entry(20, 1, 20, 20),
        ];
        assert.deepEqual(membersOf(10, table), [10, 11, 12, 13, 14]);
    });

    it("identifies a process by its start, and a gone one by nothing", async () => {
        const child = spawn("sleep", ["30"], { stdio: "ignore" });
        const pid = child.pid ?? 0;
        const identity = processIdentity(pid);
        assert.match(identity ?? "", /^started \S/);
        assert.equal(processIdentity(pid), identity);
        const ended = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGKILL");
        await ended;
        assert.equal(processIdentity(pid), undefined);
    });
});
