import { Command, Option } from "commander";
import { version } from "../package.json";
import { adoptFiles } from "./adoptFiles";
import { CommandError } from "./commandError";
import { addAccessCommands } from "./accessCommands";
import { addAccessGraphCommands } from "./accessGraphCommands";
import { addDeliveryCommands } from "./deliveryCommands";
import { moveTeamInFile } from "./moveTeamFile";
import { defaultSandbox } from "./project";
import { addRosterCommands } from "./rosterCommands";
import type { SessionOptions } from "./session";

const exitCodes = `
Exit codes, where a command tells no others: 0 done, 1 something is wrong and said, 2 it could not be
done or the command line is not understood, 130 interrupted (nothing is left running).`;

/** The one command line; every command is a file of its own, joined here. */
export function commandLine(): Command {
    const program = new Command("hyperpod-teams")
        .description("Teams, accounts and access of a shared HyperPod cluster, from one roster")
        .version(version, "--version", "print the version")
        .addOption(
            new Option("--sandbox <folder>", "where the sandbox keeps its state").default(
                defaultSandbox,
                "the project's .sandbox",
            ),
        )
        .option("--stack <name>", "the environment: Pulumi.<name>.yaml", "dev")
        .addHelpText("after", exitCodes)
        .showHelpAfterError()
        .exitOverride();

    addRosterCommands(program);
    addAccessCommands(program, (team, why) => sandboxed().verifyTeam(options(), team, why));
    addAccessGraphCommands(program);

    const options = () => program.opts<SessionOptions>();

    addDeliveryCommands(program, sandboxed);

    program
        .command("start")
        .description(
            "set up what is missing, roll the roster out in the sandbox, walk every team's path",
        )
        .option("--refresh", "look first at what somebody changed behind the program's back")
        .action(({ refresh }: { refresh?: boolean }) =>
            sandboxed().start(options(), refresh === true),
        );

    program
        .command("preview")
        .description("what a rollout in the sandbox would change, judged by the policy pack")
        .option("--refresh", "look first at what somebody changed behind the program's back")
        .action(({ refresh }: { refresh?: boolean }) =>
            sandboxed().preview(options(), refresh === true),
        );

    program
        .command("show")
        .description("what exists in the sandbox, and every team's walked path")
        .option("--why", "the reason of every answer, not of the wrong ones alone")
        .action(({ why }: { why?: boolean }) => sandboxed().show(options(), why === true));

    program
        .command("recover")
        .description("settle a rollout in the sandbox that was killed")
        .action(() => sandboxed().recover(options()));

    program
        .command("adopt")
        .description("take over what stands in the sandbox's accounts under the program's names")
        .option("--preview <file>", 'real accounts: what "pulumi preview --json" printed')
        .option("--import-file <file>", "real accounts: what --import-file of that preview wrote")
        .action((files: { preview?: string; importFile?: string }) => {
            const { preview, importFile } = files;
            if (preview === undefined && importFile === undefined) {
                return sandboxed().adopt(options());
            }
            if (preview === undefined || importFile === undefined) {
                // One alone means real accounts as well, and must not adopt in the sandbox.
                throw new CommandError("--preview and --import-file belong together", 2);
            }
            const environment = `Pulumi.${options().stack}.yaml`;
            return adoptFiles({ preview, importFile, environment });
        });

    program
        .command("move")
        .argument("<team>", "the team's name")
        .description(
            "move a team from this stack into another one of its environment, as it stands",
        )
        .requiredOption("--to <stack>", "the stack that its group names now")
        .option(
            "--state <file>",
            'real stacks: what "pulumi stack export" wrote; prepared for the move',
        )
        .action(async (team: string, { to, state }: { to: string; state?: string }) => {
            if (state === undefined) {
                await sandboxed().move(options(), team, to);
            } else {
                moveTeamInFile(state, team, { stack: options().stack, target: to });
            }
        });

    program
        .command("pulumi")
        .description("look at the stack with the engine: hyperpod-teams pulumi -- stack export")
        .argument("<words...>", "a command that only looks: stack, state, about, version")
        .action((words: string[]) => sandboxed().pulumi(options(), words));

    const sandbox = program
        .command("sandbox")
        .description("the simulated accounts and the cluster");
    sandbox
        .command("up")
        .description("keep the servers running for exploring")
        .action(() => sandboxed().sandboxUp(options()));
    sandbox
        .command("down")
        .description("stop the servers; the state stays")
        .action(() => sandboxed().sandboxDown(options().sandbox));
    sandbox
        .command("reset")
        .description("forget accounts, cluster and stack")
        .action(() => sandboxed().sandboxReset(options().sandbox));
    sandbox
        .command("status")
        .description("what runs and what is there")
        .action(() => sandboxed().sandboxStatus(options().sandbox));

    return program;
}

/** Engine, servers and simulated accounts, loaded by the commands that need them. */
function sandboxed(): typeof import("./sandboxed") {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() finds no TypeScript
    return require("./sandboxed") as typeof import("./sandboxed");
}
