import { createSpinner } from "nanospinner";
import { createColors, isColorSupported } from "picocolors";
import type { Progress } from "../sandbox/engine/provision";

/** How often a log file, which cannot show a line that changes, hears what a long step is at. */
const logEveryMs = 20_000;

/** Progress on stderr, so that a command's result on stdout can be piped. */
export function terminalProgress(): Progress {
    // A terminal that does not know its width (a pty of some CI) would send the spinner, which
    // counts the lines it has to clear, into an endless loop.
    return process.stderr.isTTY && process.stderr.columns > 0 ? spinners() : lines();
}

function spinners(): Progress {
    return {
        step(title) {
            const spinner = createSpinner(title, { stream: process.stderr }).start();
            return {
                update(text) {
                    spinner.update({ text: `${title}: ${text}` });
                },
                done(text) {
                    spinner.success({ text: text ?? title });
                },
                fail(text) {
                    spinner.error({ text });
                },
            };
        },
    };
}

function lines(): Progress {
    const colors = colorsOn(process.stderr);
    const write = (text: string) => process.stderr.write(`${text}\n`);
    return {
        step(title) {
            let logged = Date.now();
            write(`- ${title}`);
            return {
                update(text) {
                    if (Date.now() - logged > logEveryMs) {
                        logged = Date.now();
                        write(`  ${title}: ${text}`);
                    }
                },
                done(text) {
                    write(`${colors.green("✔")} ${text ?? title}`);
                },
                fail(text) {
                    write(`${colors.red("✖")} ${text}`);
                },
            };
        },
    };
}

/** Colours are for a person; a file or another program gets plain text, in CI too. */
export function isColored(stream: { readonly isTTY?: boolean }): boolean {
    return stream.isTTY === true && isColorSupported;
}

function colorsOn(stream: { readonly isTTY?: boolean }) {
    return createColors(isColored(stream));
}

export function say(text: string): void {
    process.stdout.write(`${text}\n`);
}

export function sayHeading(text: string): void {
    say(`\n${colorsOn(process.stdout).bold(text)}`);
}

export function complain(text: string): void {
    process.stderr.write(`${colorsOn(process.stderr).red("hyperpod-teams:")} ${text}\n`);
}
