import { spawn } from "node:child_process";
import * as path from "node:path";

export interface Guard {
    /** The group is left alone from now on, whatever becomes of us. */
    dismiss(): void;
}

/**
 * A process beside us that ends the group of `leader` when we die in any way. It knows by the pipe
 * that we hold: a pipe is closed for whoever was killed, too.
 */
export function startGuard(leader: number): Guard {
    const guard = spawn("/bin/sh", [path.join(__dirname, "guard.sh"), String(leader)], {
        detached: true,
        cwd: "/",
        stdio: ["pipe", "ignore", "ignore"],
    });
    guard.stdin.on("error", () => undefined);
    guard.on("error", () => undefined);
    guard.unref();
    (guard.stdin as unknown as { unref(): void }).unref();
    return { dismiss: () => guard.stdin.end("done\n") };
}
