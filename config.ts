import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { configIssueAt, configNamespace, parseEnvironment } from "./model/environment/environment";
import type { Environment } from "./model/environment/environment";
import { formatIssues, formatPath } from "./model/issue";
import type { IssueAt, Parsed } from "./model/issue";
import { dayOf } from "./model/day";
import { parseRoster } from "./model/roster/roster";
import type { Roster } from "./model/roster/roster";
import { readYaml } from "./model/yaml/yamlSource";

/** The only reader of the stack's configuration; fails with every problem at once. */
export function readEnvironment(folder: string): Environment {
    const config = new pulumi.Config(configNamespace);
    const values = {
        organizationId: config.get("organizationId"),
        accounts: config.getObject("accounts"),
        clusters: config.getObject("clusters"),
        buckets: config.getObject("buckets"),
        fileSystems: config.getObject("fileSystems"),
        roster: config.get("roster"),
    };
    return orRunError(parseEnvironment(values, { issueAt: stackFileIssueAt(folder) }));
}

export function readRoster(folder: string, environment: Environment): Roster {
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
        stack: pulumi.getStack(),
        today: dayOf(new Date()),
        stacks: stacksOf(folder),
    };
    return orRunError(parseRoster(environment.roster, bytes, environment, setting));
}

/** The environments that have a file; with `--config-file` alone there may be none. */
function stacksOf(folder: string): readonly string[] {
    const files = fs.readdirSync(folder);
    return [
        ...files.flatMap((file) => /^Pulumi\.([\w.-]+)\.yaml$/.exec(file)?.[1] ?? []),
        pulumi.getStack(),
    ];
}

/**
 * Values come from the engine, but their places are in the stack's file. Where that file is not at
 * hand (`--config-file`, a remote stack), an issue names the key alone.
 */
function stackFileIssueAt(folder: string): IssueAt {
    const file = `Pulumi.${pulumi.getStack()}.yaml`;
    const location = path.join(folder, file);
    if (fs.existsSync(location)) {
        return configIssueAt(readYaml(file, fs.readFileSync(location)).issueAt);
    }
    return configIssueAt((at, message) => ({
        severity: "error",
        file,
        path: formatPath(at),
        message,
    }));
}

/** A RunError prints its message alone: no stack is of use to someone who edited a YAML file. */
function orRunError<T>(parsed: Parsed<T>): T {
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
