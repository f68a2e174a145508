import { AssertionError } from "node:assert";
import { CommanderError } from "commander";
import { commandLine } from "./commandLine";
import { CommandError } from "./commandError";
import { Interrupted } from "./interruption";
import { complain, say } from "./terminal";

// Whoever reads the first lines alone, as `head` does, has heard enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? undefined : 2);
});

commandLine()
    .parseAsync()
    .catch((error: unknown) => {
        if (error instanceof CommanderError) {
            // It has said what is wrong with the command line, or shown the help that was asked for.
            exit(error.exitCode === 0 ? 0 : 2);
        } else if (error instanceof Interrupted) {
            say("interrupted; nothing is left running");
            exit(error.exitCode);
        } else {
            complain(sentence(error));
            exit(error instanceof CommandError ? error.exitCode : 1);
        }
    });

/** When all is written: a pipe takes a long report in parts, and exiting at once would cut it off. */
function exit(code: number): void {
    process.exitCode = code;
    process.stdout.write("", () => {
        process.stderr.write("", () => {
            process.exit();
        });
    });
}

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
