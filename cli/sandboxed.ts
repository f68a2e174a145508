import { CommandError } from "./commandError";
import { Interruption } from "./interruption";
import { recover as settle } from "./recover";
import * as sandbox from "./sandboxCommands";
import { withSession } from "./session";
import type { Session, SessionOptions } from "./session";
import { show as showTeams, start as rollOutAndShow } from "./start";
import { ensureStack, explore, programArguments, runEngine } from "./stack";
import { terminalProgress } from "./terminal";

/**
 * The commands that need the sandbox and its servers. `main.ts` loads this when one of them runs:
 * what it brings along would take longer than all that a command on files alone has to do.
 */

const interruption = new Interruption();
const progress = terminalProgress();

function inSession(
    options: SessionOptions,
    work: (session: Session) => Promise<void>,
): Promise<void> {
    return withSession(options, progress, interruption, work);
}

export function start(options: SessionOptions): Promise<void> {
    return inSession(options, rollOutAndShow);
}

export function preview(options: SessionOptions): Promise<void> {
    return inSession(options, async (session) => {
        await ensureStack(session);
        const code = await runEngine(session, [
            "preview",
            "--suppress-progress",
            ...programArguments(session),
        ]);
        if (code !== 0) {
            throw new CommandError("the preview found something to mend; see above");
        }
    });
}

export function show(options: SessionOptions, why: boolean): Promise<void> {
    return inSession(options, (session) => showTeams(session, why ? "all" : "wrong"));
}

export function recover(options: SessionOptions): Promise<void> {
    return inSession(options, async (session) => {
        await ensureStack(session);
        await settle(session);
    });
}

export function pulumi(options: SessionOptions, words: readonly string[]): Promise<void> {
    return inSession(options, async (session) => {
        await ensureStack(session);
        await explore(session, words);
    });
}

export function sandboxUp(options: SessionOptions): Promise<void> {
    return sandbox.sandboxUp(options, progress, interruption);
}

export const { sandboxDown, sandboxReset, sandboxStatus } = sandbox;
