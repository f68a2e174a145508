import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectFolder } from "./example";

/** How a command on files alone ended, and what it said where. */
export interface FileCommandEnd {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** A folder with a roster, and the real command line started in it. */
export interface RosterFolder {
    readonly folder: string;
    run(args: readonly string[], env?: NodeJS.ProcessEnv, below?: string): FileCommandEnd;
    read(file: string): string;
    write(file: string, content: string | Uint8Array): void;
    /** Names of all files, hidden ones too. */
    names(): readonly string[];
    dispose(): void;
}

export function rosterFolder(files: Readonly<Record<string, string>> = {}): RosterFolder {
    const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "hyperpod-teams-"));
    const at = (file: string) => path.join(folder, file);
    for (const [file, content] of Object.entries(files)) {
        fs.writeFileSync(at(file), content);
    }
    return {
        folder,
        run(args, env = {}, below = ".") {
            const command = path.join(projectFolder, "bin", "hyperpod-teams.js");
            // What a CI sets would colour the output and shorten its file names.
            const { GITHUB_WORKSPACE: _, CI, FORCE_COLOR, NO_COLOR, ...inherited } = process.env;
            const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
                cwd: at(below),
                env: { ...inherited, ...env },
                encoding: "utf8",
                maxBuffer: 64 * 1024 * 1024,
            });
            return { code: status, stdout, stderr };
        },
        read: (file) => fs.readFileSync(at(file), "utf8"),
        write: (file, content) => {
            fs.writeFileSync(at(file), content);
        },
        names: () => fs.readdirSync(folder).sort(),
        dispose: () => {
            fs.rmSync(folder, { recursive: true });
        },
    };
}
