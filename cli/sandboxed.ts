import { adopt as takeOver } from "./adopt";
import { CommandError } from "./commandError";
import { Interruption } from "./interruption";
import { judgePullRequest } from "./pullRequest";
import type { PullRequest } from "./pullRequest";
import type { PullRequestReport } from "./pullRequestComment";
import { moveTeam } from "./moveTeam";
import { recover as settle } from "./recover";
import * as sandbox from "./sandboxCommands";
import { withSession } from "./session";
import type { Session, SessionOptions } from "./session";
import { show as showTeams, start as rollOutAndShow } from "./start";
import { ensureStack, explore, programArguments, refreshArguments, runEngine } from "./stack";
import { terminalProgress } from "./terminal";
import { verifyInSandbox } from "./verifyInSandbox";

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

export function start(options: SessionOptions, refresh: boolean): Promise<void> {
    return inSession(options, (session) => rollOutAndShow(session, refresh));
}

export function preview(options: SessionOptions, refresh: boolean): Promise<void> {
    return inSession(options, async (session) => {
        await ensureStack(session);
        const code = await runEngine(session, [
            "preview",
            "--suppress-progress",
            ...(refresh ? refreshArguments(session) : []),
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

export function verifyTeam(options: SessionOptions, team: string, why: boolean): Promise<void> {
    return inSession(options, (session) => verifyInSandbox(session, team, why ? "all" : "wrong"));
}

export function adopt(options: SessionOptions): Promise<void> {
    return inSession(options, takeOver);
}

export function move(options: SessionOptions, team: string, target: string): Promise<void> {
    return inSession(options, (session) => moveTeam(session, team, target));
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

export function pullRequest(of: PullRequest): Promise<PullRequestReport> {
    return judgePullRequest(of, progress, interruption);
}

export function sandboxUp(options: SessionOptions): Promise<void> {
    return sandbox.sandboxUp(options, progress, interruption);
}

export const { sandboxDown, sandboxReset, sandboxStatus } = sandbox;
