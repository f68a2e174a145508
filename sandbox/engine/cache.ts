import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { lock } from "proper-lockfile";

/** Tools are large and the same for every sandbox of a user, so they are kept outside of them. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
    const given = env.XDG_CACHE_HOME ?? "";
    const base = path.isAbsolute(given) ? given : path.join(env.HOME ?? os.homedir(), ".cache");
    return path.join(base, "hyperpod-teams");
}

export interface CacheEntry {
    readonly name: string;
    /** What is in the folder is whole: an entry that is not is made again. */
    isComplete(folder: string): boolean;
    make(folder: string): Promise<void>;
    /** Called now and then while another run holds the lock. */
    onWait(): void;
}

const lockRefreshMs = 2000;
/** A holder that died stops refreshing; the next one takes over after this. */
const lockStaleMs = 10_000;
const lockRetryMs = 250;

/**
 * The folder of an entry, made if it is not there.
 *
 * It is made beside its place and renamed when it is whole, so an interrupted run leaves nothing
 * that counts. One lock for the whole cache: two builds at once would only slow each other down.
 */
export async function cached(env: NodeJS.ProcessEnv, entry: CacheEntry): Promise<string> {
    const cache = cacheFolder(env);
    const folder = path.join(cache, entry.name);
    if (entry.isComplete(folder)) {
        return folder;
    }
    fs.mkdirSync(cache, { recursive: true });
    const release = await takeLock(cache, () => {
        entry.onWait();
        return entry.isComplete(folder);
    });
    try {
        if (!entry.isComplete(folder)) {
            await makeBeside(folder, entry);
        }
    } finally {
        await release();
    }
    return folder;
}

async function makeBeside(folder: string, entry: CacheEntry): Promise<void> {
    removeUnfinished(folder);
    const unfinished = fs.mkdtempSync(`${folder}.unfinished-`);
    try {
        await entry.make(unfinished);
        if (!entry.isComplete(unfinished)) {
            throw new Error(`"${entry.name}" was made without an error, but is not complete`);
        }
        fs.rmSync(folder, { recursive: true, force: true });
        fs.renameSync(unfinished, folder);
    } finally {
        fs.rmSync(unfinished, { recursive: true, force: true });
    }
}

/** Leftovers of runs that were killed; we hold the lock, so nobody works in them. */
function removeUnfinished(folder: string): void {
    const prefix = `${path.basename(folder)}.unfinished-`;
    for (const name of fs.readdirSync(path.dirname(folder))) {
        if (name.startsWith(prefix)) {
            fs.rmSync(path.join(path.dirname(folder), name), { recursive: true, force: true });
        }
    }
}

/** Resolves with the lock, or without one as soon as `isSettled` says that it is not needed. */
async function takeLock(cache: string, isSettled: () => boolean): Promise<() => Promise<void>> {
    for (;;) {
        try {
            return await lock(cache, {
                lockfilePath: path.join(cache, "build.lock"),
                stale: lockStaleMs,
                update: lockRefreshMs,
                // Lost only if this machine slept or hung for long. Both runs go on then, each in
                // its own folder, and the later rename wins: nothing is spoiled.
                onCompromised: () => undefined,
            });
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "ELOCKED") {
                throw error;
            }
        }
        if (isSettled()) {
            return () => Promise.resolve();
        }
        await new Promise((resolve) => setTimeout(resolve, lockRetryMs));
    }
}
