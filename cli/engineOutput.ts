import { stripVTControlCharacters } from "node:util";
import type { Output } from "../sandbox/process/guarded";

/**
 * The engine warns of every plugin that it takes from PATH. In the sandbox that is the point, and a
 * warning repeated ten times hides the one that matters: these lines go, with the headings and the
 * count that stood for them alone. All else is passed on as it comes.
 */
const expectedWarning = /warning:\s+using pulumi-(language|resource)-\w+ from \$PATH at /;
const warningCount = /^\s+pulumi:pulumi:Stack\s.*\b\d+ warnings?\S*$/;
const heading = /^(Diagnostics:|\s+[\w:/]+ \([\w-]+\):)$/;

export function engineOutput(write: (line: string, stream: "stdout" | "stderr") => void): Output {
    let headings: string[] = [];
    return {
        onLine(line, stream) {
            const words = stripVTControlCharacters(line);
            if (expectedWarning.test(words) || warningCount.test(words)) {
                return;
            }
            if (stream === "stdout" && heading.test(words)) {
                headings.push(line);
                return;
            }
            if (words === "" && headings.length > 0) {
                headings = [];
                return;
            }
            for (const held of headings) {
                write(held, stream);
            }
            headings = [];
            write(line, stream);
        },
    };
}

export function toTerminal(): Output {
    return engineOutput((line, stream) => process[stream].write(`${line}\n`));
}
