import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { relativeName } from "../../cli/rosterFiles";
import { stopCluster } from "../../sandbox/kubernetes/cluster";
import { isSandbox, sandboxAt } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { exampleFolder, isOrganisationsOwn, projectFolder } from "./example";

/** How a command ended, and what it said. */
export interface CommandEnd {
    readonly code: number | null;
    readonly output: string;
}

export interface RunningCommand {
    readonly pid: number;
    readonly ended: Promise<CommandEnd>;
    /** Resolves when the output so far contains `text`; rejects when the command ends before. */
    waitFor(text: string): Promise<void>;
}

/**
 * A copy of the project with the example's roster and facts, that a test may edit as a pull request
 * would, with a sandbox of its own. The command line is the real one, started as a user starts it.
 */
export interface ProjectCopy {
    readonly folder: string;
    readonly sandbox: Sandbox;
    start(args: readonly string[], env?: NodeJS.ProcessEnv): RunningCommand;
    run(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<CommandEnd>;
    read(file: string): string;
    write(file: string, text: string): void;
    /** Replaces `text`, which must be there, so that no edit silently does nothing. */
    edit(file: string, text: string, by: string): void;
    /** Stops what runs and forgets the copy. */
    dispose(): Promise<void>;
}

const copied = (name: string) =>
    !["node_modules", ".git", ".sandbox", "test", "docs", "tools"].includes(name);

export function copyProject(): ProjectCopy {
    const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "hyperpod-teams-"));
    const folder = path.join(root, "project");
    fs.mkdirSync(folder);
    for (const name of fs.readdirSync(projectFolder).filter(copied)) {
        fs.cpSync(path.join(projectFolder, name), path.join(folder, name), {
            recursive: true,
            filter: (source) => !isOrganisationsOwn(relativeName(projectFolder, source)),
        });
    }
    fs.cpSync(exampleFolder, folder, { recursive: true });
    for (const name of ["node_modules", "tools"]) {
        fs.symlinkSync(path.join(projectFolder, name), path.join(folder, name));
    }
    // A name that every address, command line and script on the way has to escape.
    const sandbox = sandboxAt(path.join(root, "sandbox 50%#1"));

    const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningCommand => {
        const command = path.join(folder, "bin", "hyperpod-teams.js");
        const child = spawn(process.execPath, [command, "--sandbox", sandbox.root, ...args], {
            cwd: folder,
            env: { ...process.env, NO_COLOR: "1", ...env },
            stdio: ["ignore", "pipe", "pipe"],
        });
        let output = "";
        const listeners = new Set<() => void>();
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding("utf8").on("data", (text: string) => {
                output += text;
                for (const listener of listeners) {
                    listener();
                }
            });
        }
        const ended = new Promise<CommandEnd>((resolve, reject) => {
            child.once("error", reject);
            child.once("close", (code) => {
                resolve({ code, output });
            });
        });
        return {
            pid: child.pid ?? 0,
            ended,
            waitFor: (text) =>
                Promise.race([
                    new Promise<void>((resolve) => {
                        const check = () => {
                            if (output.includes(text)) {
                                listeners.delete(check);
                                resolve();
                            }
                        };
                        listeners.add(check);
                        check();
                    }),
                    ended.then((end) => {
                        if (!end.output.includes(text)) {
                            throw new Error(`it ended without saying "${text}":\n${end.output}`);
                        }
                    }),
                ]),
        };
    };

    return {
        folder,
        sandbox,
        start,
        run: (args, env) => start(args, env).ended,
        read: (file) => fs.readFileSync(path.join(folder, file), "utf8"),
        write(file, text) {
            fs.writeFileSync(path.join(folder, file), text);
        },
        edit(file, text, by) {
            const location = path.join(folder, file);
            const before = fs.readFileSync(location, "utf8");
            if (!before.includes(text)) {
                throw new Error(`"${file}" does not contain "${text}"`);
            }
            fs.writeFileSync(location, before.replace(text, by));
        },
        async dispose() {
            if (isSandbox(sandbox.root)) {
                await stopCluster(sandbox);
            }
            fs.rmSync(root, { recursive: true, force: true });
        },
    };
}
