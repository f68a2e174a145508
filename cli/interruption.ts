import type { GuardedProcess } from "../sandbox/process/guarded";

/** Ends what is being done because the user asked: 130, as a shell reports Ctrl-C. */
export class Interrupted extends Error {
    readonly exitCode = 130;

    constructor() {
        super("interrupted");
    }
}

/**
 * Ctrl-C reaches this process alone; the engine is told once and given time to end well. A second
 * Ctrl-C ends it at once. Whatever happens, the guards leave nothing behind.
 */
export class Interruption {
    #asked = 0;
    readonly #running = new Set<GuardedProcess>();
    readonly #waiting = new Set<(reason: Interrupted) => void>();

    constructor() {
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
            process.on(signal, () => {
                this.#ask();
            });
        }
    }

    /** Waits for a command that is told of Ctrl-C and ends by its own means. */
    async follow(command: GuardedProcess): Promise<number> {
        this.#running.add(command);
        try {
            if (this.#asked > 0) {
                command.interrupt();
            }
            const { code } = await command.exited;
            this.check();
            return code ?? 1;
        } finally {
            this.#running.delete(command);
        }
    }

    /** Waits for something of our own that cannot be told; Ctrl-C stops the waiting. */
    async race<T>(work: Promise<T>): Promise<T> {
        this.check();
        let stop: (reason: Interrupted) => void = () => undefined;
        const interrupted = new Promise<never>((_, reject) => {
            stop = reject;
        });
        this.#waiting.add(stop);
        try {
            return await Promise.race([work, interrupted]);
        } finally {
            this.#waiting.delete(stop);
        }
    }

    check(): void {
        if (this.#asked > 0) {
            throw new Interrupted();
        }
    }

    #ask(): void {
        this.#asked += 1;
        for (const stop of this.#waiting) {
            stop(new Interrupted());
        }
        for (const command of this.#running) {
            if (this.#asked === 1) {
                process.stderr.write("\nstopping; press Ctrl-C again to stop at once\n");
                command.interrupt();
            } else {
                void command.stop(0);
            }
        }
    }
}
