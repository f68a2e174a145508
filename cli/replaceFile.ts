import * as fs from "node:fs";
import * as path from "node:path";
import { printable } from "../model/printable";
import { CommandError } from "./commandError";

/**
 * Puts new content into a file in one step: whoever reads it meanwhile, or after a crash, finds the
 * old or the new one. Its mode stays, and a link stays a link. What somebody else wrote since it was
 * read is not overwritten.
 */
export function replaceFile(location: string, before: Uint8Array, after: Uint8Array): void {
    const file = fs.realpathSync(location);
    const written = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.new`);
    try {
        // Renaming needs no right to write the file itself; a file that is read-only is so on purpose.
        fs.accessSync(file, fs.constants.W_OK);
        const { mode } = fs.statSync(file);
        const handle = fs.openSync(written, "wx", 0o600);
        try {
            fs.writeFileSync(handle, after);
            fs.fchmodSync(handle, mode & 0o7777);
            fs.fsyncSync(handle);
        } finally {
            fs.closeSync(handle);
        }
        if (!fs.readFileSync(file).equals(before)) {
            throw new Error("somebody else has changed it meanwhile; try again");
        }
        fs.renameSync(written, file);
    } catch (error) {
        fs.rmSync(written, { force: true });
        throw new CommandError(
            `"${printable(location)}" was not changed: ${printable((error as Error).message)}`,
            2,
        );
    }
}
