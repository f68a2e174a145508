import { Option } from "commander";
import type { Command } from "commander";
import type { DiffOptions } from "./accessDiff";
import { accessFormats } from "./accessFormats";
import type { AccessFormat } from "./accessFormats";

/** Who reaches what, read and compared; loaded by the commands that need it. */
function graphs() {
    /* eslint-disable @typescript-eslint/no-require-imports -- import() finds no TypeScript */
    return {
        ...(require("./access") as typeof import("./access")),
        ...(require("./accessDiff") as typeof import("./accessDiff")),
        ...(require("./accessExplain") as typeof import("./accessExplain")),
    };
    /* eslint-enable @typescript-eslint/no-require-imports */
}

interface Globals {
    readonly stack: string;
    readonly sandbox: string;
}

interface AccessWords {
    readonly from?: string[];
    readonly team?: string;
    readonly format: AccessFormat;
    readonly output?: string;
}

/** The commands about access: who can reach what, why, and what a change does to it. */
export function addAccessGraphCommands(program: Command): void {
    const globals = () => program.opts<Globals>();
    const access = program
        .command("access")
        .description("who can reach what, by what is registered, and by which documents")
        .addOption(from())
        .option("--team <name>", "tell of one team alone")
        .addOption(format())
        .option("--output <file>", "write it to a file")
        .addHelpText("after", help)
        .action((words: AccessWords) => {
            graphs().access({ ...globals(), ...words });
        });
    access
        .command("explain")
        .description("the way by which somebody may do something, or why there is none")
        .argument("<principal>", "an ARN, or the name of a role, a group or a service account")
        .argument("<action>", "s3:GetObject, or a verb of Kubernetes such as create")
        .argument("<resource>", "an ARN, s3://bucket/key, or pytorchjobs.kubeflow.org")
        .argument("[namespace]", "where, for Kubernetes")
        .addOption(from())
        .action(
            (
                principal: string,
                action: string,
                resource: string,
                namespace: string | undefined,
                _: unknown,
                command: Command,
            ) => {
                const source = { ...globals(), ...command.optsWithGlobals<AccessWords>() };
                graphs().explain(source, { principal, action, resource, namespace });
            },
        );
    access
        .command("diff")
        .description("what a change does to who can reach what")
        .argument("<base>", "how it is: a file, or several with commas between them")
        .argument("<head>", "how it will be")
        .option("--allow <names...>", "teams, or patterns of principals, that may gain access", [])
        .option("--details", "say who, what and why below each sentence")
        .addOption(format())
        .option("--output <file>", "write it to a file")
        .action((base: string, head: string, _: unknown, command: Command) => {
            const words = command.optsWithGlobals<DiffOptions>();
            graphs().diff(base, head, { ...globals(), ...words });
        });
}

function from(): Option {
    const words =
        'what "pulumi stack export", "pulumi preview --json --show-sames" or "--event-log" wrote';
    return new Option("--from <files...>", words);
}

function format(): Option {
    return new Option("--format <format>", "how to tell it").choices(accessFormats).default("text");
}

const help = `
Without --from it reads the state of the sandbox's stack. Several files are joined, for an estate
that is split over stacks:

  pulumi preview --json --show-sames > head.json
  hyperpod-teams access --from head.json --format html --output access.html
  hyperpod-teams access explain hyperpod-vision-data s3:GetObject s3://curated/vision/a --from head.json
  hyperpod-teams access explain hyperpod-vision-cluster-access create pytorchjobs.kubeflow.org hyperpod-ns-vision
  hyperpod-teams access diff base.json head.json --allow vision

Exit codes: 0 all is well, 1 somebody reaches more than is declared, 2 it could not be told,
3 access widens beyond what --allow names.`;
