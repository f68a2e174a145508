import { CommandError } from "./commandError";
import { movableState, moveArguments } from "./movableState";
import type { StateFile } from "./movableState";
import type { Session } from "./session";
import { askEngine, ensureStack, importStack } from "./stack";
import { environmentOf, stacksOf } from "./stackFiles";
import { say } from "./terminal";

/** Moves a team from the session's stack into another one of the same environment, making nothing anew. */
export async function moveTeam(session: Session, team: string, target: string): Promise<void> {
    const { sandbox, stack, folder } = session;
    if (!stacksOf(sandbox).includes(stack)) {
        throw new CommandError(`there is no stack "${stack}" yet, and no team "${team}" in it`, 2);
    }
    if (target === stack || environmentOf(target, folder) !== environmentOf(stack, folder)) {
        throw new CommandError(
            `got stack "${target}"; expected another stack of environment "${environmentOf(stack, folder)}"`,
            2,
        );
    }
    const before = await askEngine(session, ["stack", "export", "--stack", stack]);
    const { state, urns } = movableState(JSON.parse(before) as StateFile, team);
    await ensureStack({ ...session, stack: target });
    await importStack(session, JSON.stringify(state));
    await askEngine(session, moveArguments(stack, target, urns));
    say(
        `team "${team}" is in stack "${target}" now; "hyperpod-teams preview" of either stack shows`,
    );
}
