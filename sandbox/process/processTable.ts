import { execFileSync } from "node:child_process";
import * as fs from "node:fs";

export interface ProcessEntry {
    readonly pid: number;
    readonly parent: number;
    readonly group: number;
    /** Known on Linux only; elsewhere `ps` shows no session number. */
    readonly session: number | undefined;
    readonly zombie: boolean;
}

/**
 * The processes of this machine: from /proc where it exists, because small images have no `ps`,
 * and from POSIX `ps` elsewhere (macOS).
 */
export function processTable(): readonly ProcessEntry[] {
    return fs.existsSync("/proc/self/stat") ? fromProc() : fromPs();
}

/**
 * Living processes that belong to the command whose process group (and session) is `leader`.
 *
 * The group alone is not enough: the engine puts each plugin into a group of its own. Those are
 * found by session, and as descendants while their ancestors live.
 */
export function membersOf(
    leader: number,
    table: readonly ProcessEntry[] = processTable(),
): readonly number[] {
    const members = new Set([leader]);
    const belongs = (entry: ProcessEntry): boolean =>
        entry.group === leader || entry.session === leader || members.has(entry.parent);
    for (let before = -1; before !== members.size;) {
        before = members.size;
        for (const entry of table) {
            if (belongs(entry)) {
                members.add(entry.pid);
            }
        }
    }
    return table.filter((entry) => members.has(entry.pid) && !entry.zombie).map(({ pid }) => pid);
}

/**
 * What tells this process from a later one with the same number: when it started.
 * Undefined when there is no such process (any more).
 */
export function processIdentity(pid: number): string | undefined {
    if (fs.existsSync("/proc/self/stat")) {
        const fields = statFields(pid);
        return fields === undefined || fields[0] === "Z"
            ? undefined
            : `started ${fields[19] ?? ""}`;
    }
    const started = ps("-o", "lstart=", "-p", String(pid)).trim();
    return started === "" ? undefined : `started ${started}`;
}

function fromProc(): readonly ProcessEntry[] {
    return fs
        .readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name) => {
            const fields = statFields(Number(name));
            return fields === undefined
                ? []
                : [
                      {
                          pid: Number(name),
                          parent: Number(fields[1]),
                          group: Number(fields[2]),
                          session: Number(fields[3]),
                          zombie: fields[0] === "Z" || fields[0] === "X",
                      },
                  ];
        });
}

/** Fields after the command's name, which itself may hold blanks and parentheses. */
function statFields(pid: number): readonly string[] | undefined {
    try {
        const text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
        return text.slice(text.lastIndexOf(")") + 2).split(" ");
    } catch {
        return undefined; // it ended while we looked
    }
}

/** Everywhere but on Linux; exported because its tests run on Linux too. */
export function fromPs(): readonly ProcessEntry[] {
    // One -o each: with several in one, BSD's ps takes all that follows "=" for a heading.
    return ps("-A", "-o", "pid=", "-o", "ppid=", "-o", "pgid=", "-o", "stat=")
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .filter((fields) => fields.length === 4)
        .map(([pid, parent, group, state]) => ({
            pid: Number(pid),
            parent: Number(parent),
            group: Number(group),
            session: undefined,
            zombie: state?.startsWith("Z") ?? false,
        }));
}

function ps(...args: readonly string[]): string {
    try {
        return execFileSync("ps", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    } catch {
        return ""; // `ps -p` answers with a failure when there is no such process
    }
}
