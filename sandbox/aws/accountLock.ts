import { lock } from "proper-lockfile";

/**
 * After this long without a sign of life a lock counts as left behind by a killed process. The
 * holder renews it twice as often, so a slow API server does not cost anybody their lock.
 */
const staleMilliseconds = 5000;
const retries = { retries: 2000, factor: 1.2, minTimeout: 3, maxTimeout: 40, randomize: true };

/** The end of the queue of each file within this process. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs `work` while no other process and no other call in this process works on the file.
 *
 * The engine asks one provider for many resources at once. They wait for each other in memory, in
 * order: only one of them at a time competes with the other processes for the lock on disk.
 */
export async function withAccountLock<Result>(
    file: string,
    work: () => Promise<Result>,
): Promise<Result> {
    const before = queues.get(file) ?? Promise.resolve();
    const turn = before.then(() => locked(file, work));
    queues.set(
        file,
        turn.catch(() => undefined),
    );
    return turn;
}

async function locked<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
    const release = await lock(file, { realpath: false, stale: staleMilliseconds, retries });
    try {
        return await work();
    } finally {
        await release();
    }
}
