import * as fs from "node:fs";
import * as path from "node:path";
import { parseDocument } from "yaml";
import { dayOf } from "../model/day";
import { parseEnvironmentFile } from "../model/environment/environment";
import type { Environment } from "../model/environment/environment";
import { partOfIn } from "../model/environment/part";
import { stackOf } from "../model/environment/stackFile";
import { formatIssues } from "../model/issue";
import { parseRoster } from "../model/roster/roster";
import type { Roster } from "../model/roster/roster";
import type { Sandbox } from "../sandbox/sandbox";
import { CommandError } from "./commandError";
import { projectFolder, projectName } from "./project";

/** The environment that a stack is, or is a part of. */
export function environmentOf(stack: string, folder = projectFolder): string {
    const location = path.join(folder, stackFileName(stack));
    return fs.existsSync(location) ? (partOfIn(fs.readFileSync(location, "utf8")) ?? stack) : stack;
}

/** The committed facts of a stack's environment; a broken file ends the command with every problem. */
export function readStackEnvironment(of: string, folder = projectFolder): Environment {
    const stack = environmentOf(of, folder);
    const file = stackFileName(stack);
    const location = path.join(folder, file);
    if (!fs.existsSync(location)) {
        throw new CommandError(
            `there is no stack "${stack}": "${file}" does not exist; expected one of ${stacks(
                folder,
            )
                .map((each) => `"${each}"`)
                .join(", ")}`,
            2,
        );
    }
    const parsed = parseEnvironmentFile(file, fs.readFileSync(location, "utf8"));
    if (!parsed.ok) {
        throw new CommandError(`nothing was changed\n${formatIssues(parsed.issues)}`);
    }
    return parsed.value;
}

/** Undefined where the roster is broken: the program says so itself, with every problem. */
export function readStackRoster(
    environment: Environment,
    of: string,
    folder = projectFolder,
): Roster | undefined {
    const location = path.join(folder, environment.roster);
    if (!fs.existsSync(location)) {
        return undefined;
    }
    const stack = environmentOf(of, folder);
    const setting = { stack, today: dayOf(new Date()), stacks: stacks(folder) };
    const parsed = parseRoster(environment.roster, fs.readFileSync(location), environment, setting);
    return parsed.ok ? parsed.value : undefined;
}

/**
 * Copies the stack's configuration into the sandbox and answers with the copy's path. The engine
 * writes its `encryptionsalt` into the file it is given: into the copy then, and it is kept there.
 */
export function copyStackFile(sandbox: Sandbox, stack: string, folder = projectFolder): string {
    const file = stackFileName(stack);
    const copy = path.join(sandbox.config, file);
    const document = parseDocument(fs.readFileSync(path.join(folder, file), "utf8"));
    if (fs.existsSync(copy)) {
        const salt = parseDocument(fs.readFileSync(copy, "utf8")).get("encryptionsalt");
        if (salt !== undefined) {
            document.set("encryptionsalt", salt);
        }
    }
    fs.writeFileSync(copy, document.toString({ lineWidth: 0 }), { mode: 0o600 });
    return copy;
}

/** The stacks that the sandbox's backend knows. */
export function stacksOf(sandbox: Sandbox): readonly string[] {
    const location = path.join(sandbox.backend, ".pulumi", "stacks", projectName);
    return fs.existsSync(location)
        ? fs.readdirSync(location).flatMap((name) => /^([\w-]+)\.json$/.exec(name)?.[1] ?? [])
        : [];
}

function stackFileName(stack: string): string {
    return `Pulumi.${stack}.yaml`;
}

function stacks(folder: string): readonly string[] {
    return fs
        .readdirSync(folder)
        .flatMap((file) => stackOf(file) ?? [])
        .filter((stack) => environmentOf(stack, folder) === stack);
}
