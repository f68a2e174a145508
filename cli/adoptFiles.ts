import * as fs from "node:fs";
import { adoption } from "./adoption";
import type { Candidate, ImportFile, PreviewReport } from "./adoption";
import { CommandError } from "./commandError";
import { importIdOf, listingOf } from "./importIds";
import { parseEnvironmentFile } from "../model/environment/environment";
import { formatIssues } from "../model/issue";
import { say } from "./terminal";

export interface AdoptFilesOptions {
    /** What `pulumi preview --json` printed. */
    readonly preview: string;
    /** What `--import-file` of the same preview wrote; it is written anew. */
    readonly importFile: string;
    /** `Pulumi.<stack>.yaml`. */
    readonly environment: string;
}

/**
 * Fills the ids into an import file of the engine's, for accounts that this command cannot see: those
 * that follow from the program at once, and for generated ones the command that lists them. Which of
 * it is there, whoever runs the import knows.
 */
export async function adoptFiles(options: AdoptFilesOptions): Promise<void> {
    const environment = parseEnvironmentFile(
        options.environment,
        fs.readFileSync(options.environment),
    );
    if (!environment.ok) {
        throw new CommandError(formatIssues(environment.issues));
    }
    const { accounts } = environment.value;
    const accountOf = ({ provider }: Candidate) =>
        accounts.get(/::account-([^:]+)::/.exec(provider)?.[1] ?? "")?.id ?? "";
    const file = JSON.parse(fs.readFileSync(options.importFile, "utf8")) as ImportFile;
    const report = JSON.parse(fs.readFileSync(options.preview, "utf8")) as PreviewReport;
    const {
        file: filled,
        found,
        notFound,
    } = await adoption(file, report, (candidate) =>
        Promise.resolve(
            importIdOf(candidate.type, candidate.inputs, accountOf(candidate)) ??
                (listingOf(candidate.type, candidate.inputs) === undefined
                    ? undefined
                    : "<PLACEHOLDER>"),
        ),
    );
    fs.writeFileSync(options.importFile, `${JSON.stringify(filled, undefined, 2)}\n`);
    say(`${options.importFile}: ${found.length} resources; remove those that are not there yet`);
    for (const { type, name, id } of found.filter((each) => each.id === "<PLACEHOLDER>")) {
        const step = report.steps?.find(({ urn }) => urn.endsWith(`${type}::${name}`));
        say(`  ${name}: ${listingOf(type, step?.newState?.inputs ?? {}) ?? id}`);
    }
    say(`left to the rollout: ${notFound.length} that have no import`);
}
