import * as fs from "node:fs";
import * as path from "node:path";
import { parseEnvironmentFile } from "../../model/environment/environment";
import type { Environment } from "../../model/environment/environment";
import { formatIssues } from "../../model/issue";
import type { Parsed } from "../../model/issue";
import { parseRoster } from "../../model/roster/roster";
import type { Roster, Setting } from "../../model/roster/roster";

/** The project's own folder: the committed roster and configuration are the examples of the tests. */
export const projectFolder = path.resolve(__dirname, "..", "..");

export function exampleEnvironment(stack = "dev"): Environment {
    const file = `Pulumi.${stack}.yaml`;
    return valueOf(parseEnvironmentFile(file, readProjectFile(file)));
}

/** Tests have one day for good: a roster that expires must not break them. */
export const exampleSetting: Setting = {
    stack: "dev",
    today: "2026-12-01",
    stacks: ["dev", "prod"],
};

export function exampleRoster(
    environment = exampleEnvironment(),
    setting = exampleSetting,
): Roster {
    return valueOf(parseRoster("teams.yaml", readProjectFile("teams.yaml"), environment, setting));
}

export function readProjectFile(name: string): string {
    return fs.readFileSync(path.join(projectFolder, name), "utf8");
}

export function valueOf<T>(parsed: Parsed<T>): T {
    if (!parsed.ok) {
        throw new Error(formatIssues(parsed.issues));
    }
    return parsed.value;
}
