import { AssertionError } from "node:assert";
import { Command } from "commander";
import { CommandError } from "./commandError";
import { Interrupted, Interruption } from "./interruption";
import { defaultSandbox } from "./project";
import { recover } from "./recover";
import { sandboxDown, sandboxReset, sandboxStatus, sandboxUp } from "./sandboxCommands";
import { withSession } from "./session";
import type { Session, SessionOptions } from "./session";
import { show, start } from "./start";
import { ensureStack, explore, programArguments, runEngine } from "./stack";
import { complain, say, terminalProgress } from "./terminal";

/** The one command line; every command is a file of its own, joined here. */
const program = new Command("hyperpod-teams")
    .description("Teams, accounts and access of a shared HyperPod cluster, from one roster")
    .option("--sandbox <folder>", "where the sandbox keeps its state", defaultSandbox)
    .option("--stack <name>", "the environment: Pulumi.<name>.yaml", "dev")
    .showHelpAfterError();

const interruption = new Interruption();
const progress = terminalProgress();

function inSession(work: (session: Session) => Promise<void>): () => Promise<void> {
    return () => withSession(program.opts<SessionOptions>(), progress, interruption, work);
}

program
    .command("start")
    .description(
        "set up what is missing, roll the roster out in the sandbox, walk every team's path",
    )
    .action(inSession(start));

program
    .command("preview")
    .description("what a rollout in the sandbox would change, judged by the policy pack")
    .action(
        inSession(async (session) => {
            await ensureStack(session);
            const code = await runEngine(session, [
                "preview",
                "--suppress-progress",
                ...programArguments(session),
            ]);
            if (code !== 0) {
                throw new CommandError("the preview found something to mend; see above");
            }
        }),
    );

program
    .command("show")
    .description("what exists in the sandbox, and every team's walked path")
    .option("--why", "the reason of every answer, not of the wrong ones alone")
    .action(({ why }: { why?: boolean }) =>
        inSession((session) => show(session, why === true ? "all" : "wrong"))(),
    );

program
    .command("recover")
    .description("settle a rollout in the sandbox that was killed")
    .action(
        inSession(async (session) => {
            await ensureStack(session);
            await recover(session);
        }),
    );

program
    .command("pulumi")
    .description("look at the stack with the engine: hyperpod-teams pulumi -- stack export")
    .argument("<words...>")
    .action((words: string[]) =>
        inSession(async (session) => {
            await ensureStack(session);
            await explore(session, words);
        })(),
    );

const sandbox = program.command("sandbox").description("the simulated accounts and the cluster");
const root = () => program.opts<SessionOptions>().sandbox;
sandbox
    .command("up")
    .description("keep the servers running for exploring")
    .action(() => sandboxUp(program.opts<SessionOptions>(), progress, interruption));
sandbox
    .command("down")
    .description("stop the servers; the state stays")
    .action(() => sandboxDown(root()));
sandbox
    .command("reset")
    .description("forget accounts, cluster and stack")
    .action(() => sandboxReset(root()));
sandbox
    .command("status")
    .description("what runs and what is there")
    .action(() => sandboxStatus(root()));

program.parseAsync().catch((error: unknown) => {
    if (error instanceof Interrupted) {
        say("interrupted; nothing is left running");
        process.exit(error.exitCode);
    }
    complain(sentence(error));
    process.exit(error instanceof CommandError ? error.exitCode : 1);
});

/** Our errors say what to do; a stack trace is of use for a mistake of ours alone. */
function sentence(error: unknown): string {
    if (!(error instanceof Error)) {
        return String(error);
    }
    const mistaken = [TypeError, RangeError, ReferenceError, SyntaxError, AssertionError].some(
        (mistake) => error instanceof mistake,
    );
    return mistaken ? (error.stack ?? error.message) : error.message;
}
