import * as fs from "node:fs";
import * as path from "node:path";
import { parseEnvironmentFile } from "../../model/environment/environment";
import type { Environment } from "../../model/environment/environment";
import { formatIssues } from "../../model/issue";
import type { Parsed } from "../../model/issue";
import { parseRoster } from "../../model/roster/roster";
import type { Roster, Setting } from "../../model/roster/roster";

/** The project's own folder: its code and documents. */
export const projectFolder = path.resolve(__dirname, "..", "..");

/**
 * The roster and the facts that tests mean by "the example", where they would stand in a project. The
 * committed ones are whatever an organisation has made of them.
 */
export const exampleFolder = path.join(projectFolder, "test", "example");

const organisationsOwn = /^(teams\.yaml|Pulumi\.[^/]+\.yaml|policypack\/config\.[^/]+\.json)$/;

/** Whether a file, by its path from the project's folder, is one that an organisation makes its own. */
export function isOrganisationsOwn(name: string): boolean {
    return organisationsOwn.test(name);
}

export function exampleEnvironment(stack = "dev"): Environment {
    const file = `Pulumi.${stack}.yaml`;
    return valueOf(parseEnvironmentFile(file, exampleFile(file)));
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
    return valueOf(parseRoster("teams.yaml", exampleFile("teams.yaml"), environment, setting));
}

export function exampleFile(name: string): string {
    return fs.readFileSync(path.join(exampleFolder, name), "utf8");
}

/** Not what an organisation makes its own: a test of that would hold for one organisation alone. */
export function readProjectFile(name: string): string {
    if (isOrganisationsOwn(name)) {
        throw new Error(
            `"${name}" is an organisation's own; read the example's by exampleFile, or, to judge any organisation's, the committed one by committedFile`,
        );
    }
    return fs.readFileSync(path.join(projectFolder, name), "utf8");
}

export function valueOf<T>(parsed: Parsed<T>): T {
    if (!parsed.ok) {
        throw new Error(formatIssues(parsed.issues));
    }
    return parsed.value;
}
