import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { CommandError } from "./commandError";

/** A commit's files in a folder of their own, with nothing of the repository beside them. */
export interface Checkout {
    readonly commit: string;
    readonly folder: string;
}

/** The commit that a reference names; anything that looks like an option is none. */
export function commitOf(repository: string, reference: string): string {
    try {
        return git(repository, [
            "rev-parse",
            "--verify",
            "--end-of-options",
            `${reference}^{commit}`,
        ])
            .toString("utf8")
            .trim();
    } catch {
        throw new CommandError(
            `there is no commit ${JSON.stringify(reference)} in "${repository}"; fetch it first`,
            2,
        );
    }
}

/** By archive, which runs no hooks and no filters of the commit's. */
export function checkOut(repository: string, commit: string, folder: string): Checkout {
    fs.mkdirSync(folder, { recursive: true });
    const archive = git(repository, ["archive", "--format=tar", commit]);
    execFileSync("tar", ["-x", "-C", folder], { input: archive });
    return { commit, folder };
}

/** The files that differ between two commits. */
export function changedFiles(repository: string, base: string, head: string): readonly string[] {
    return git(repository, ["diff", "--name-only", "-z", "--no-renames", base, head])
        .toString("utf8")
        .split("\0")
        .filter((file) => file !== "");
}

/** Gives a checkout the packages that this program has: installing would run what the commit names. */
export function lendPackages({ folder }: Checkout, from: string): void {
    const target = path.join(folder, "node_modules");
    fs.rmSync(target, { recursive: true, force: true });
    fs.symlinkSync(path.join(from, "node_modules"), target);
}

function git(repository: string, args: readonly string[]): Buffer {
    return execFileSync("git", ["-C", repository, ...args], {
        maxBuffer: 1 << 30,
        stdio: ["ignore", "pipe", "pipe"],
    });
}
