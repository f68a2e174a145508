import { lock } from "proper-lockfile";
import type { Sandbox } from "../sandbox";
import { clusterFiles } from "./clusterFiles";

/** After this long without a sign of life its holder was killed. */
const staleMs = 4000;
const retries = { retries: 1200, factor: 1, minTimeout: 50, maxTimeout: 100 };

/** Only one process at a time starts or stops the servers of a sandbox. */
export async function withClusterLock<Result>(
    sandbox: Sandbox,
    work: () => Promise<Result>,
): Promise<Result> {
    const release = await lock(clusterFiles(sandbox).lock, {
        realpath: false,
        stale: staleMs,
        retries,
        // After a machine's sleep somebody else may hold it; they find our servers by the record.
        onCompromised: () => undefined,
    });
    try {
        return await work();
    } finally {
        await release().catch(() => undefined);
    }
}
