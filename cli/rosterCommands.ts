import { Argument, Command, Option } from "commander";
import { check } from "./check";
import { checkFormats } from "./checkReport";
import type { CheckFormat } from "./checkReport";
import { CommandError } from "./commandError";
import { init } from "./init";
import { addTeam } from "./teamAdd";
import type { TeamAddOptions } from "./teamAdd";
import { removeTeam } from "./teamRemove";
import type { TeamRemoveOptions } from "./teamRemove";

/** The commands that work on files alone: no engine, no network, no sandbox. */
export function addRosterCommands(program: Command): void {
    program
        .command("check")
        .description("tell every mistake in the roster, each with its place")
        .argument("[file]", "the roster; that of the nearest folder with one if absent")
        .option("--stack <name>", "one environment; all that use the roster if absent")
        .addOption(
            new Option("--format <format>", "how to tell it").choices(checkFormats).default("text"),
        )
        .addHelpText(
            "after",
            `
Reads the roster and each Pulumi.<stack>.yaml beside it, and nothing else.

Exit code: 0 no problems (there may be warnings), 1 problems, 2 it could not be done.

Formats: "text" for people, "json" for programs (docs/check.schema.json), "github" for
annotations on a pull request.`,
        )
        .action((file: string | undefined, { format }: { format: CheckFormat }) => {
            process.exitCode = check(file, { format, stack: givenStack(program) });
        });

    program
        .command("init")
        .description("write a first roster and its environment into this folder")
        .option("--stack <name>", "the environment to begin with", "dev")
        .option("--force", 'replace what is there; the old files stay as "….bak"')
        .addHelpText(
            "after",
            `
Writes teams.yaml, Pulumi.<stack>.yaml and teams.schema.json (for editors) where they are missing.
The values are examples that check clean; those to replace are listed, and marked "# yours".`,
        )
        .action(({ force }: { force?: boolean }) => {
            init({ stack: givenStack(program) ?? "dev", force });
        });

    const team = program.command("team").description("add a team to the roster, or remove one");
    addTeamCommand(program, team);
    removeTeamCommand(program, team);
}

function addTeamCommand(program: Command, team: Command): void {
    team.command("add")
        .description("add a whole entry behind the last one")
        .addArgument(nameArgument())
        .option("--account <name>", "the scientists' account, by its name in Pulumi.<stack>.yaml")
        .option("--permission-set <name>", "the scientists' permission set of Identity Center")
        .option("--role <name>", "instead of a permission set: an IAM role of that account")
        .option("--cluster <name>", "the cluster that the team trains on")
        .option("--instance <type=count>", "what is guaranteed to the team; repeatable", listed)
        .option("--sharing <how>", "dont-lend, lend or lend-and-borrow")
        .option(
            "--data <bucket=prefix>",
            'what its pods may read, or write with ":read-write" behind it; repeatable',
            listed,
        )
        .option("--file-system <name>", "a file system to mount; repeatable", listed)
        .option("--service-account <name>", "a service account for the data; repeatable", listed)
        .option(
            "--environment <name>",
            "an environment to be in; all if absent; repeatable",
            listed,
        )
        .option("--description <text>", "what the team does")
        .option("--owner <address>", "e-mail address of who answers for it; repeatable", listed)
        .option("--contact <text>", "where to ask")
        .option("--tag <key=value>", "an AWS tag on the team's resources; repeatable", listed)
        .option("--expires <day>", "the first day without the team, YYYY-MM-DD")
        .addOption(fileOption())
        .addOption(dryRunOption())
        .addHelpText(
            "after",
            `
Needed: --account, --permission-set or --role, --cluster, --instance. For example:

  hyperpod-teams team add speech --account research --permission-set SpeechScientist \\
    --cluster training --instance ml.p5.48xlarge=2 \\
    --data curated=speech/ --data results=speech/:read-write

${promises}`,
        )
        .action((name: string, options: TeamAddOptions) => {
            refuseStack(program, "team add", '"--environment <name>" puts a team into one alone');
            addTeam(name, options);
        });
}

function removeTeamCommand(program: Command, team: Command): void {
    team.command("remove")
        .description("let a team leave: first its resources go, then its entry")
        .addArgument(nameArgument())
        .option("--entry", "the second step: remove the entry of a team that is leaving")
        .addOption(fileOption())
        .addOption(dryRunOption())
        .addHelpText(
            "after",
            `
Removing a team takes two steps with a rollout between them, because an entry that just vanishes
leaves resources that nobody owns:

  1. hyperpod-teams team remove speech           sets "state: leaving"; now roll out
  2. hyperpod-teams team remove speech --entry   removes the entry, with the comments on it

${promises}`,
        )
        .action((name: string, options: TeamRemoveOptions) => {
            refuseStack(
                program,
                "team remove",
                'to leave one of them, write "state: leaving" below it under the team\'s "environments"',
            );
            removeTeam(name, options);
        });
}

const promises = `The change is shown and checked as "hyperpod-teams check" would; a roster that would have problems is
not written. Comments, order and line ends of everything else stay as they are.`;

function nameArgument(): Argument {
    return new Argument("<name>", "the team's name");
}

function fileOption(): Option {
    return new Option("--file <file>", "the roster; found as by check if absent");
}

function dryRunOption(): Option {
    return new Option("--dry-run", "show the change and write nothing");
}

function listed(word: string, words: readonly string[] = []): readonly string[] {
    return [...words, word];
}

/** The program has an option of that name for all commands, which has a default; here it may be absent. */
function givenStack(program: Command): string | undefined {
    return program.getOptionValueSource("stack") === "default"
        ? undefined
        : program.opts<{ stack: string }>().stack;
}

/** To take no notice of it would change more environments than were meant. */
function refuseStack(program: Command, command: string, instead: string): void {
    if (givenStack(program) !== undefined) {
        throw new CommandError(
            `"${command}" knows no --stack: an entry is for all environments; ${instead}`,
            2,
        );
    }
}
