import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
    configNamespace,
    repeatedSettings,
    settingAt,
    settingOf,
    strangeKeys,
} from "./model/environment/configKeys";
import { parseEnvironment, parseEnvironmentFile } from "./model/environment/environment";
import type { Environment } from "./model/environment/environment";
import { formatIssues, formatPath } from "./model/issue";
import type { IssueAt, Parsed } from "./model/issue";
import { factsOfPart, partKey, partOfIn } from "./model/environment/part";
import { stackOf } from "./model/environment/stackFile";
import { dayOf } from "./model/day";
import { parseRoster } from "./model/roster/roster";
import type { Roster } from "./model/roster/roster";
import { readYaml } from "./model/yaml/yamlSource";
import type { YamlSource } from "./model/yaml/yamlSource";

type StackFile = Pick<YamlSource, "issueAt" | "value">;

/** An environment, and what the roster calls it. */
export interface NamedEnvironment {
    readonly name: string;
    readonly environment: Environment;
    /** Places an issue in the file that has the facts. */
    readonly issueAt: IssueAt;
}

/** The only reader of the stack's configuration; fails with every problem at once. */
export function readEnvironment(folder: string): NamedEnvironment {
    const config = new pulumi.Config(configNamespace);
    const part = config.get(partKey) ?? "";
    if (part !== "") {
        return readPart(folder, part, config.get("assume"));
    }
    const file = stackFile(folder, pulumi.getStack());
    const keys = Object.keys(pulumi.runtime.allConfig());
    const values = {
        ...Object.fromEntries(unreadSettings(keys).map((key) => [key, config.get(key)])),
        organizationId: stated(config.get("organizationId")),
        assume: config.get("assume"),
        accounts: stated(config.getObject<unknown>("accounts")),
        clusters: stated(config.getObject<unknown>("clusters")),
        keys: config.getObject("keys"),
        buckets: config.getObject("buckets"),
        fileSystems: config.getObject("fileSystems"),
        protect: config.getObject("protect"),
        removals: config.getObject("removals"),
        groups: config.getObject("groups"),
        roster: config.get("roster"),
    };
    const parsed = parseEnvironment(values, { issueAt: settingAt(file) });
    const strange = [
        ...repeatedSettings(file.value, file.issueAt),
        ...strangeKeys(keys, file.issueAt),
    ];
    return {
        name: pulumi.getStack(),
        environment: orRunError(
            strange.length === 0 ? parsed : { ok: false, issues: [...strange, ...parsed.issues] },
        ),
        issueAt: settingAt(file),
    };
}

/** A mistyped "protect" must not silently protect nothing: what is nobody's is told as unknown. */
function unreadSettings(keys: readonly string[]): readonly string[] {
    return keys.flatMap((key) => settingOf(key) ?? []).filter((key) => key !== partKey);
}

/**
 * A part states no facts, so Pulumi.yaml has an empty default for those that every environment must
 * state: the engine would refuse a part without them.
 */
function stated(value: unknown): unknown {
    const isEmpty =
        value === "" ||
        (typeof value === "object" && value !== null && Object.keys(value).length === 0);
    return isEmpty ? undefined : value;
}

/** A part has the facts of its environment, which stand in that one's file alone. */
function readPart(folder: string, name: string, assume: string | undefined): NamedEnvironment {
    const stack = pulumi.getStack();
    const own = `Pulumi.${stack}.yaml`;
    const file = `Pulumi.${name}.yaml`;
    const refuse = (what: string) =>
        new pulumi.RunError(
            `nothing was changed: ${own} is a part of environment "${name}", and ${what}`,
        );
    const textOf = (each: string) => {
        const location = path.join(folder, each);
        return fs.existsSync(location) ? fs.readFileSync(location) : undefined;
    };
    const facts = stackOf(file) === name ? textOf(file) : undefined;
    if (facts === undefined) {
        throw refuse(`there is no ${file}`);
    }
    const text = textOf(own);
    const strange = text === undefined ? [] : factsOfPart(own, text, name);
    if (strange.length > 0) {
        orRunError({ ok: false, issues: strange });
    }
    // The engine fills in the default, so that "deploy" may be nobody's word.
    const instead = assume === "preview" ? { assume } : {};
    const environment = orRunError(parseEnvironmentFile(file, facts, instead));
    if (![...environment.groups.values()].includes(stack)) {
        throw refuse(`no group of "${configNamespace}:groups" in ${file} is in stack "${stack}"`);
    }
    return { name, environment, issueAt: settingAt(stackFile(folder, name)) };
}

/** Read for the environment as a whole: what teams share is made of all of them. */
export function readRoster(folder: string, { name, environment }: NamedEnvironment): Roster {
    const file = path.join(folder, environment.roster);
    let bytes: Uint8Array;
    try {
        bytes = fs.readFileSync(file);
    } catch (error) {
        throw new pulumi.RunError(
            `roster "${environment.roster}" cannot be read: ${(error as Error).message}`,
        );
    }
    const setting = {
        stack: name,
        today: dayOf(new Date()),
        stacks: [...environmentsIn(folder), name],
    };
    return orRunError(parseRoster(environment.roster, bytes, environment, setting));
}

/** The environments that have a file; with `--config-file` alone there may be none. */
function environmentsIn(folder: string): readonly string[] {
    return fs.readdirSync(folder).flatMap((file) => {
        const stack = stackOf(file);
        const isPart = () => {
            const text = fs.readFileSync(path.join(folder, file), "utf8");
            return partOfIn(text) !== undefined;
        };
        return stack === undefined || isPart() ? [] : [stack];
    });
}

/**
 * Values come from the engine, but their places are in the stack's file. Where that file is not at
 * hand (`--config-file`, a remote stack), an issue names the key alone.
 */
function stackFile(folder: string, name: string): StackFile {
    const file = `Pulumi.${name}.yaml`;
    const location = path.join(folder, file);
    if (fs.existsSync(location)) {
        return readYaml(file, fs.readFileSync(location));
    }
    return {
        value: undefined,
        issueAt: (at, message) => ({ severity: "error", file, path: formatPath(at), message }),
    };
}

/** A RunError prints its message alone: no stack is of use to someone who edited a YAML file. */
export function orRunError<T>(parsed: Parsed<T>): T {
    if (!parsed.ok) {
        const { length } = parsed.issues.filter(({ severity }) => severity === "error");
        throw new pulumi.RunError(
            `nothing was changed: ${length === 1 ? "1 problem" : `${length} problems`} in the input\n${formatIssues(parsed.issues)}`,
        );
    }
    if (parsed.issues.length > 0) {
        void pulumi.log.warn(formatIssues(parsed.issues));
    }
    return parsed.value;
}
