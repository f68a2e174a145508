import * as fs from "node:fs";
import * as path from "node:path";
import { spawnGuarded } from "../sandbox/process/guarded";
import type { Output } from "../sandbox/process/guarded";
import { CommandError } from "./commandError";
import { toTerminal } from "./engineOutput";
import { environmentOf, stacksOf } from "./stackFiles";
import type { StackExport } from "./pendingCreates";
import { projectName } from "./project";
import type { Session } from "./session";

/** The engine's commands on one stack of the sandbox, each as the user would type it. */

/** Runs the engine in the project's folder; answers with its exit code. */
export function runEngine(
    session: Session,
    args: readonly string[],
    output: Output = toTerminal(),
    folder = session.folder,
): Promise<number> {
    const color = process.stdout.isTTY ? "always" : "never";
    return session.interruption.follow(
        spawnGuarded(session.engine.pulumi, [...args, "--non-interactive", "--color", color], {
            cwd: folder,
            env: session.variables,
            output,
        }),
    );
}

/** Runs the engine for its answer; an exit code other than 0 is an error with its words. */
export async function askEngine(session: Session, args: readonly string[]): Promise<string> {
    const lines = { stdout: [] as string[], stderr: [] as string[] };
    const code = await runEngine(session, args, {
        onLine: (line, stream) => lines[stream].push(line),
    });
    if (code !== 0) {
        const words = [...lines.stdout, ...lines.stderr].join("\n");
        throw new CommandError(`"pulumi ${args.join(" ")}" ended with ${code}\n${words}`);
    }
    return lines.stdout.join("\n");
}

/**
 * A folder that is this project to the engine and holds no program. Commands that write into the
 * stack's file in their working folder, and know no `--config-file`, may do it here.
 */
function scratchFolder({ sandbox }: Session): string {
    const folder = path.join(sandbox.root, "pulumi", "scratch");
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "Pulumi.yaml"), `name: ${projectName}\nruntime: nodejs\n`);
    return folder;
}

/** Makes the stack in the sandbox's backend, once. */
export async function ensureStack(session: Session): Promise<void> {
    const { sandbox, stack } = session;
    if (stacksOf(sandbox).includes(stack)) {
        return;
    }
    const words: string[] = [];
    const code = await runEngine(
        session,
        ["stack", "init", stack, "--no-select"],
        { onLine: (line) => words.push(line) },
        scratchFolder(session),
    );
    if (code !== 0) {
        throw new CommandError(`stack "${stack}" cannot be made\n${words.join("\n")}`);
    }
}

/** What every command that runs the program needs to know of stack and policy pack. */
export function programArguments({ stack, folder, configFile, pack }: Session): readonly string[] {
    return [
        "--stack",
        stack,
        "--config-file",
        configFile,
        "--policy-pack",
        pack,
        "--policy-pack-config",
        path.join(pack, `config.${environmentOf(stack, folder)}.json`),
    ];
}

/**
 * The rollout: a preview that the pack judges, then the changes. Never with `--skip-preview`. With a
 * refresh, the engine first looks at what really stands: what somebody did behind its back.
 */
export function rollOut(
    session: Session,
    refresh: boolean,
    output: Output = toTerminal(),
): Promise<number> {
    return runEngine(
        session,
        [
            "up",
            "--yes",
            "--suppress-outputs",
            "--suppress-progress",
            ...(refresh ? refreshArguments(session) : []),
            ...programArguments(session),
        ],
        output,
    );
}

/**
 * A refresh looks with the role of the last run. A run that may only look has to bring its own, and
 * so runs the program; but then the engine takes the triggers of the program for those of the state,
 * and does not see that a role was made again. Whoever may change things goes without.
 */
export function refreshArguments({ environment }: Session): readonly string[] {
    const mayOnlyLook = [...environment.accounts.values()].some(
        ({ assumedRoleArn, deployRoleArn }) => assumedRoleArn !== deployRoleArn,
    );
    return mayOnlyLook ? ["--refresh", "--run-program"] : ["--refresh"];
}

export async function exportStack(session: Session): Promise<StackExport> {
    const text = await askEngine(session, ["stack", "export", "--stack", session.stack]);
    return JSON.parse(text) as StackExport;
}

/** Puts a state, as an export writes it, in the place of the stack's. */
export async function importStack(session: Session, state: string): Promise<void> {
    const { sandbox, stack } = session;
    const file = path.join(sandbox.config, `${stack}.state.json`);
    try {
        fs.writeFileSync(file, state, { mode: 0o600 });
        await askEngine(session, ["stack", "import", "--stack", stack, "--file", file]);
    } finally {
        fs.rmSync(file, { force: true });
    }
}

const exploring = ["stack", "state", "about", "version"];

/**
 * A command of the engine that looks at the stack, as the user typed it. Those that run the program
 * are refused: they have commands of their own here, which never forget the policy pack.
 */
export async function explore(session: Session, words: readonly string[]): Promise<void> {
    if (!exploring.includes(words[0] ?? "")) {
        throw new CommandError(
            `"pulumi ${words.join(" ")}" is not for exploring; expected one of ${exploring.map((word) => `"${word}"`).join(", ")}, or "hyperpod-teams preview" and "hyperpod-teams start"`,
            2,
        );
    }
    const code = await runEngine(session, words, toTerminal(), scratchFolder(session));
    if (code !== 0) {
        throw new CommandError(`pulumi ended with ${code}`, code);
    }
}
