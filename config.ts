import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { configIssueAt, configNamespace, parseEnvironment } from "./model/environment";
import type { Environment } from "./model/environment";
import { formatIssues, formatPath } from "./model/issue";
import type { IssueAt, Parsed } from "./model/issue";
import { parseRoster } from "./model/roster";
import type { Roster } from "./model/roster";
import { readYaml } from "./model/yamlSource";

/** The only reader of the stack's configuration; fails with every problem at once. */
export function readEnvironment(folder: string): Environment {
    const config = new pulumi.Config(configNamespace);
    const values = {
        organizationId: config.get("organizationId"),
        accounts: config.getObject("accounts"),
        clusters: config.getObject("clusters"),
        buckets: config.getObject("buckets"),
        roster: config.get("roster"),
    };
    return orRunError(parseEnvironment(values, stackFileIssueAt(folder)));
}

export function readRoster(folder: string, environment: Environment): Roster {
    const file = path.join(folder, environment.roster);
    let text: string;
    try {
        text = fs.readFileSync(file, "utf8");
    } catch (error) {
        throw new pulumi.RunError(
            `roster "${environment.roster}" cannot be read: ${(error as Error).message}`,
        );
    }
    return orRunError(parseRoster(environment.roster, text, environment));
}

/**
 * Values come from the engine, but their places are in the stack's file. Where that file is not at
 * hand (`--config-file`, a remote stack), an issue names the key alone.
 */
function stackFileIssueAt(folder: string): IssueAt {
    const file = `Pulumi.${pulumi.getStack()}.yaml`;
    const location = path.join(folder, file);
    if (fs.existsSync(location)) {
        return configIssueAt(readYaml(file, fs.readFileSync(location, "utf8")).issueAt);
    }
    return configIssueAt((at, message) => ({ file, path: formatPath(at), message }));
}

/** A RunError prints its message alone: no stack is of use to someone who edited a YAML file. */
function orRunError<T>(parsed: Parsed<T>): T {
    if (!parsed.ok) {
        throw new pulumi.RunError(
            `nothing was changed: ${parsed.issues.length === 1 ? "1 problem" : `${parsed.issues.length} problems`} in the input\n${formatIssues(parsed.issues)}`,
        );
    }
    return parsed.value;
}
