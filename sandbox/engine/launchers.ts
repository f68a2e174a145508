import * as fs from "node:fs";
import * as path from "node:path";
import type { Sandbox } from "../sandbox";
import { languageHostName, standInMark } from "./engineOnPath";
import type { Engine } from "./provision";

const project = path.resolve(__dirname, "../..");

/** Commands that the sandbox plays, and the programs that play them. */
const programs: Readonly<Record<string, string>> = {
    "pulumi-resource-aws": "sandbox/aws/main.ts",
    "pulumi-resource-kubernetes": "sandbox/kubernetes/provider/main.ts",
    aws: "sandbox/kubernetes/awsCommand.ts",
};

const languageHostProgram = "sandbox/engine/languageHost/main.ts";

/** Writes the sandbox's commands into its bin folder, which is first on PATH of its children. */
export function installLaunchers(sandbox: Sandbox, engine: Engine): void {
    for (const [name, program] of Object.entries(programs)) {
        writeLauncher(path.join(sandbox.bin, name), program);
    }
    const languageHost = path.join(sandbox.bin, languageHostName);
    if (engine.languageHost === "stand-in") {
        writeLauncher(languageHost, languageHostProgram);
    } else {
        // It would shadow the official one of an engine that came later.
        fs.rmSync(languageHost, { force: true });
    }
}

/**
 * A shell script that becomes Node: no process stays between the engine and the program, so the
 * engine's signals and pipes reach it. Everything is absolute, because the engine starts its
 * plugins in any folder.
 */
function writeLauncher(file: string, program: string): void {
    const register = path.join(project, "bin", "transpile.js");
    const script = [
        "#!/bin/sh",
        `# ${standInMark}`,
        `exec ${[process.execPath, "-r", register, path.join(project, program)].map(quoted).join(" ")} "$@"`,
        "",
    ].join("\n");
    if (!fs.existsSync(file) || fs.readFileSync(file, "utf8") !== script) {
        // Renamed into place: a script that is being run must not change under its shell.
        const written = `${file}.${process.pid}`;
        fs.writeFileSync(written, script, { mode: 0o755 });
        fs.renameSync(written, file);
    }
}

function quoted(text: string): string {
    return `'${text.replaceAll("'", `'\\''`)}'`;
}
