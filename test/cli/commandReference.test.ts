import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { commandLine } from "../../cli/commandLine";
import { commandReference, commandsOf, pathOf } from "../support/commandReference";
import { projectFolder, readProjectFile } from "../support/example";

const page = "docs/commandReference.md";
const place = /(<!-- commands -->\n\n)([^]*)(\n<!-- \/commands -->)/;

describe("the reference of commands", () => {
    it("is what the command line says of itself", () => {
        const generated = commandReference(commandLine());
        if (process.env.UPDATE_SCHEMA === "true") {
            fs.writeFileSync(
                path.join(projectFolder, page),
                readProjectFile(page).replace(
                    place,
                    (_whole, begin: string, _old, end: string) => `${begin}${generated}${end}`,
                ),
            );
        }

        assert.equal(place.exec(readProjectFile(page))?.[2], generated);
    });

    it("has a word for every command, argument and option", () => {
        const without = commandsOf(commandLine()).flatMap((command) =>
            [
                { name: pathOf(command), description: command.description() },
                ...command.registeredArguments.map((argument) => ({
                    name: `${pathOf(command)} ${argument.name()}`,
                    description: argument.description,
                })),
                ...command.options.map(({ flags, description }) => ({
                    name: `${pathOf(command)} ${flags}`,
                    description,
                })),
            ].filter(({ description }) => description === ""),
        );

        assert.deepEqual(without, []);
    });

    it("has the commands that the README's table has", () => {
        const [, table = ""] =
            /## Commands\n\n([^]*?)\n\n/.exec(readProjectFile("README.md")) ?? [];
        const listed = [...table.matchAll(/^\| `hyperpod-teams (\w+)/gm)].map(([, name]) => name);

        const commands = commandLine().commands.map((command) => command.name());

        assert.deepEqual([...new Set(listed)].sort(), commands.sort());
    });
});
