import * as fs from "node:fs";
import { CommandError } from "./commandError";
import { movableState, moveArguments } from "./movableState";
import type { StateFile } from "./movableState";
import { say } from "./terminal";

/** For real stacks, whose state is the user's to write: prepares an export and says what to run. */
export function moveTeamInFile(
    file: string,
    team: string,
    { stack, target }: { readonly stack: string; readonly target: string },
): void {
    let text: string;
    try {
        text = fs.readFileSync(file, "utf8");
    } catch (error) {
        throw new CommandError(`"${file}" cannot be read: ${(error as Error).message}`, 2);
    }
    let read: StateFile;
    try {
        read = JSON.parse(text) as StateFile;
    } catch {
        throw new CommandError(
            `"${file}" is no JSON; expected what "pulumi stack export --stack ${stack}" writes`,
            2,
        );
    }
    const { state, urns } = movableState(read, team);
    fs.writeFileSync(file, `${JSON.stringify(state, undefined, 4)}\n`);
    const words = moveArguments(stack, target, urns).filter((word) => word !== "--yes");
    say(`"${file}" is ready; now run, while nobody rolls out:

pulumi stack import --stack ${stack} --file ${file}
pulumi ${words.map((word) => (word.startsWith("urn:") ? `'${word}'` : word)).join(" ")}
`);
}
