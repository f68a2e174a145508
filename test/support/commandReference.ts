import type { Command } from "commander";

const width = 100;

/** What `--help` says of the command line and of each command, as a page of the docs. */
export function commandReference(program: Command): string {
    return commandsOf(program)
        .map(
            (command) =>
                `## ${pathOf(command)}\n\n\`\`\`text\n${helpOf(command).trimEnd()}\n\`\`\`\n`,
        )
        .join("\n");
}

/** A command and all below it, without the help that every one of them has. */
export function commandsOf(command: Command): readonly Command[] {
    const below = command.commands.filter((each) => each.name() !== "help");
    return [command, ...below.flatMap(commandsOf)];
}

/** As one types it: `hyperpod-teams team add`. */
export function pathOf(command: Command): string {
    return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function helpOf(command: Command): string {
    let text = "";
    command.configureOutput({
        writeOut: (part) => {
            text += part;
        },
        getOutHelpWidth: () => width,
        getOutHasColors: () => false,
    });
    command.outputHelp();
    return text;
}
