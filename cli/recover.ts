import * as fs from "node:fs";
import { mendBackend } from "./brokenFiles";
import { CommandError } from "./commandError";
import { pendingOperationCount, settleCreates } from "./pendingCreates";
import type { Session } from "./session";
import { askEngine, exportStack, importStack } from "./stack";
import { stackLocks } from "./staleLocks";
import { say } from "./terminal";

/** Whether an earlier rollout of this stack was cut off. */
export async function needsRecovery(session: Session): Promise<boolean> {
    return (
        stackLocks(session.sandbox, session.stack).length > 0 ||
        pendingOperationCount(await exportStack(session)) > 0
    );
}

/**
 * Makes a stack usable again after its rollout was killed: a lock whose process is dead goes, and
 * what the rollout made without writing it down is taken into the state; what it did not make is
 * struck off. A lock whose process lives is somebody's rollout and is left alone.
 */
export async function recover(session: Session): Promise<void> {
    const { sandbox, stack } = session;
    const locks = stackLocks(sandbox, stack);
    const holder = locks.find(({ alive }) => alive);
    if (holder !== undefined) {
        throw new CommandError(
            `stack "${stack}" is being changed by process ${holder.pid ?? "unknown"} on "${holder.hostname}"; wait for it or stop it`,
        );
    }
    for (const mended of mendBackend(sandbox, stack)) {
        say(mended);
    }
    if (locks.length > 0) {
        // These files alone: "pulumi cancel" would also take a lock that came in the meantime.
        for (const { file } of locks) {
            fs.rmSync(file, { force: true });
            fs.rmSync(`${file}.attrs`, { force: true });
        }
        say(
            `removed the lock of process ${locks.map(({ pid }) => pid ?? "unknown").join(", ")}, which is dead`,
        );
    }

    const interrupted = await exportStack(session);
    if (pendingOperationCount(interrupted) === 0) {
        return;
    }
    const { stackExport, settled } = await settleCreates(sandbox, interrupted);
    for (const { urn, id } of settled) {
        say(
            id === undefined ? `not made: ${urn}` : `made, taken into the state: ${urn} as "${id}"`,
        );
    }
    if (settled.length > 0) {
        await importStack(session, JSON.stringify(stackExport));
    }
    // Reads the outputs of what was taken in, and whatever an update that was cut off had changed.
    await askEngine(session, [
        "refresh",
        "--yes",
        "--skip-preview",
        "--stack",
        stack,
        "--config-file",
        session.configFile,
    ]);
    const left = pendingOperationCount(await exportStack(session));
    if (left > 0) {
        throw new CommandError(
            `${left} operations of stack "${stack}" are still pending; "hyperpod-teams sandbox reset" begins anew`,
        );
    }
    say(`stack "${stack}" is settled`);
}
