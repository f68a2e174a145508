import * as fs from "node:fs";

/** How often we look whether our parent is still the engine that started us. */
const parentPollMilliseconds = 1000;

/**
 * Resolves when the engine has no more use for this process.
 *
 * The engine kills its providers when it ends in order, but a killed engine cannot. It holds the
 * other end of our stdin, so the end of stdin is the news; where stdin is no pipe (a launcher that
 * does not pass it on) a changed parent process is.
 */
export function engineGone(): Promise<void> {
    return new Promise((resolve) => {
        const parent = process.ppid;
        const poll = setInterval(() => {
            if (process.ppid !== parent) {
                finish();
            }
        }, parentPollMilliseconds);
        function finish(): void {
            clearInterval(poll);
            resolve();
        }
        process.once("SIGTERM", finish);
        // How the engine asks its plugins to go; it waits five seconds for each that does not. A
        // Ctrl-C in the terminal does not come here: the engine starts us in a group of our own.
        process.once("SIGINT", finish);
        if (stdinIsPipe()) {
            process.stdin.once("end", finish);
            process.stdin.once("error", finish);
            process.stdin.resume();
        }
    });
}

function stdinIsPipe(): boolean {
    try {
        const stat = fs.fstatSync(0);
        return stat.isFIFO() || stat.isSocket();
    } catch {
        return false;
    }
}
