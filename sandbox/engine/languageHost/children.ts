import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";

/** How long a program may take to end well once it is told to. */
const graceMs = 2000;

/**
 * The Node processes that the host started.
 *
 * They stay in the host's process group: the engine kills that group when it is done with the host,
 * and so nothing of them is left even if the host had no time to end them itself.
 */
export class Children {
    readonly #running = new Map<ChildProcess, Promise<void>>();

    start(args: readonly string[], options: SpawnOptions): ChildProcess {
        const child = spawn(process.execPath, args, options);
        const ended = new Promise<void>((resolve) => {
            child.once("exit", resolve);
            child.once("error", () => {
                resolve();
            });
        });
        this.#running.set(child, ended);
        void ended.then(() => this.#running.delete(child));
        return child;
    }

    async stop(child: ChildProcess): Promise<void> {
        const ended = this.#running.get(child);
        if (ended === undefined) {
            return;
        }
        child.kill("SIGTERM");
        const patience = setTimeout(() => child.kill("SIGKILL"), graceMs);
        await ended;
        clearTimeout(patience);
    }

    async stopAll(): Promise<void> {
        await Promise.all([...this.#running.keys()].map((child) => this.stop(child)));
    }
}
