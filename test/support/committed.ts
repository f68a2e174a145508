import * as fs from "node:fs";
import * as path from "node:path";
import { environmentsIn } from "../../cli/rosterFiles";
import { isOrganisationsOwn, projectFolder } from "./example";

/**
 * What is committed, whichever organisation's it is. Only tests that judge these files read them, and
 * what they ask has to hold for every organisation (`test/example.test.ts`).
 */
export function committedFile(name: string): string {
    return fs.readFileSync(path.join(projectFolder, name), "utf8");
}

/** Of what an organisation makes its own, the files whose names match. */
export function committedFiles(names: RegExp): readonly string[] {
    return fs
        .readdirSync(projectFolder)
        .filter((name) => isOrganisationsOwn(name) && names.test(name));
}

const environments = environmentsIn(projectFolder);

/** The environments that there are, which need not be dev and prod. */
export const committedStacks = environments.map(({ stack }) => stack);

export const committedRosters: readonly string[] = [
    ...new Set(
        environments.flatMap(({ environment }) =>
            environment.ok ? [environment.value.roster] : [],
        ),
    ),
];
