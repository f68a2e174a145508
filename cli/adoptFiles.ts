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
        readFile(options.environment, "the facts of the stack that --stack names"),
    );
    if (!environment.ok) {
        throw new CommandError(formatIssues(environment.issues));
    }
    const { accounts } = environment.value;
    const accountOf = ({ provider }: Candidate) =>
        accounts.get(/::account-([^:]+)::/.exec(provider)?.[1] ?? "")?.id ?? "";
    const file = readJson(
        options.importFile,
        "what --import-file of a preview wrote",
    ) as ImportFile;
    const report = readJson(
        options.preview,
        'what "pulumi preview --json" printed',
    ) as PreviewReport;
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

function readJson(file: string, wanted: string): unknown {
    const text = readFile(file, wanted);
    try {
        return JSON.parse(text);
    } catch {
        throw new CommandError(`"${file}" is not JSON; expected ${wanted}`, 2);
    }
}

function readFile(file: string, wanted: string): string {
    try {
        return fs.readFileSync(file, "utf8");
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        const why = code === "ENOENT" ? "there is no such file" : message;
        throw new CommandError(`"${file}" cannot be read: ${why}; expected ${wanted}`, 2);
    }
}
