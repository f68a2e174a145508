import * as fs from "node:fs";
import * as path from "node:path";
import { parseEnvironmentFile } from "../model/environment/environment";
import type { Environment } from "../model/environment/environment";
import { stackOf } from "../model/environment/stackFile";
import type { Parsed } from "../model/issue";
import { printable, quoted } from "../model/printable";
import { CommandError } from "./commandError";
import { environmentOf } from "./stackFiles";

/** A roster with the environments that it is checked for. */
export interface RosterFiles {
    readonly location: string;
    /** The file as messages name it. */
    readonly file: string;
    readonly bytes: Uint8Array;
    readonly environments: readonly StackFile[];
    /** Every environment there is, whichever roster it names. */
    readonly stacks: readonly string[];
}

export interface StackFile {
    readonly stack: string;
    readonly environment: Parsed<Environment>;
}

export interface RosterChoice {
    /** The folder that the command was started in. */
    readonly folder: string;
    readonly file?: string | undefined;
    readonly stack?: string | undefined;
    /** Where file names in messages begin; the folder if absent. */
    readonly namesFrom?: string | undefined;
}

/**
 * Finds a roster and its environments: the file that was named, with the stack files beside it or
 * in the nearest folder above; else what the nearest folder's stack files name, as Git finds a
 * repository from within.
 */
export function rosterFiles(choice: RosterChoice): RosterFiles {
    const named = choice.file === undefined ? undefined : path.resolve(choice.folder, choice.file);
    const folder = named === undefined ? projectFrom(choice.folder) : stacksAbove(named);
    const nameOf = (location: string) =>
        printable(relativeName(choice.namesFrom ?? choice.folder, location));
    const all = environmentsIn(folder, nameOf).map((each) => ({
        ...each,
        roster: each.environment.ok
            ? path.resolve(folder, each.environment.value.roster)
            : undefined,
    }));
    const stacks = all.map(({ stack }) => stack);
    const wanted = choice.stack && environmentOf(choice.stack, folder);
    const chosen = wanted === undefined ? all : all.filter(({ stack }) => stack === wanted);
    if (choice.stack !== undefined && chosen.length === 0) {
        throw new CommandError(
            `there is no stack ${quoted(choice.stack)}; expected ${
                stacks.length === 0
                    ? `a file "Pulumi.${printable(choice.stack)}.yaml" in "${printable(folder)}"`
                    : `one of ${stacks.map((stack) => `"${stack}"`).join(", ")}`
            }`,
            2,
        );
    }
    const location = named ?? theirRoster(folder, chosen);
    const own = chosen.filter(({ roster }) => roster === undefined || roster === location);
    // A roster that none names yet is somebody's draft, for any of them.
    const isNamed = own.some(({ roster }) => roster === location);
    return {
        location,
        file: nameOf(location),
        bytes: readWhole(location),
        environments: isNamed && choice.stack === undefined ? own : chosen,
        stacks,
    };
}

/** The name of a file as seen from a folder, in the same letters on every system. */
export function relativeName(folder: string, location: string): string {
    return path.relative(folder, location).split(path.sep).join("/");
}

/** Those that are an environment; a part of one has no facts of its own. */
export function stacksIn(folder: string): readonly string[] {
    return fs
        .readdirSync(folder)
        .flatMap((name) => stackOf(name) ?? [])
        .filter((stack) => environmentOf(stack, folder) === stack)
        .sort();
}

export function environmentsIn(
    folder: string,
    nameOf: (location: string) => string = (location) => path.basename(location),
): readonly StackFile[] {
    return stacksIn(folder).map((stack) => {
        const location = path.join(folder, `Pulumi.${stack}.yaml`);
        return { stack, environment: parseEnvironmentFile(nameOf(location), readWhole(location)) };
    });
}

function theirRoster(
    folder: string,
    environments: readonly { readonly roster: string | undefined }[],
): string {
    const rosters = [...new Set(environments.flatMap(({ roster }) => roster ?? []))];
    if (rosters.length > 1) {
        const names = rosters.map((roster) => `"${relativeName(folder, roster)}"`).join(" and ");
        throw new CommandError(`the environments have several rosters, ${names}; name one`, 2);
    }
    return rosters[0] ?? path.join(folder, "teams.yaml");
}

function projectFrom(folder: string): string {
    const found = nearest(
        folder,
        (each) => fs.existsSync(path.join(each, "teams.yaml")) || stacksIn(each).length > 0,
    );
    if (found === undefined) {
        throw new CommandError(
            'there is no "teams.yaml" here or in a folder above; name the file, or let "hyperpod-teams init" write one',
            2,
        );
    }
    return found;
}

function stacksAbove(location: string): string {
    const folder = path.dirname(location);
    return fs.existsSync(folder)
        ? (nearest(folder, (each) => stacksIn(each).length > 0) ?? folder)
        : path.parse(folder).root;
}

function nearest(folder: string, fits: (folder: string) => boolean): string | undefined {
    for (let at = path.resolve(folder); ; at = path.dirname(at)) {
        if (isReadable(at) && fits(at)) {
            return at;
        }
        if (at === path.dirname(at)) {
            return undefined;
        }
    }
}

function isReadable(folder: string): boolean {
    try {
        fs.accessSync(folder, fs.constants.R_OK | fs.constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

function readWhole(location: string): Uint8Array {
    try {
        // A pipe or a device might never end.
        if (!fs.statSync(location).isFile()) {
            throw new Error("it is no file");
        }
        return fs.readFileSync(location);
    } catch (error) {
        throw new CommandError(
            `${quoted(location)} cannot be read: ${printable((error as Error).message)}`,
            2,
        );
    }
}
