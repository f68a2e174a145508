import { execFileSync } from "node:child_process";
import * as fs from "node:fs";

/** Command lines of living processes that mention `text`: what a command must not leave behind. */
export function processesMentioning(text: string): readonly string[] {
    return commandLines().filter((line) => line.includes(text));
}

function commandLines(): readonly string[] {
    if (!fs.existsSync("/proc/self/cmdline")) {
        return execFileSync("ps", ["-A", "-o", "command="], { encoding: "utf8" }).split("\n");
    }
    return fs
        .readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
        .map((name) => {
            try {
                const commandLine = fs.readFileSync(`/proc/${name}/cmdline`, "utf8");
                // A provider's command line says little; the environment names its sandbox.
                const environment = fs.readFileSync(`/proc/${name}/environ`, "utf8");
                return `${commandLine} ${environment}`.replaceAll("\0", " ").trim();
            } catch {
                return ""; // it ended while we looked
            }
        });
}
