import * as fs from "node:fs";
import * as path from "node:path";
import { findExisting } from "../sandbox/aws/findExisting";
import { adoption, takenAway } from "./adoption";
import type { Candidate, ImportFile, PreviewReport } from "./adoption";
import { CommandError } from "./commandError";
import type { Session } from "./session";
import { askEngine, ensureStack, importStack, programArguments } from "./stack";
import { say, sayHeading } from "./terminal";

/** Cloud Control's resource has no import: what stands of it is left to its owner instead. */
const notImportable = "aws:cloudcontrol/resource:Resource";

/**
 * Takes over what was made by hand under the names that the program would give it: the engine writes
 * down what it would create, what is there already is imported, and a preview shows that nothing of it
 * would be replaced or deleted. Otherwise the stack is put back as it was. Nothing in the accounts is
 * changed; the next rollout brings what was taken over to what the roster says.
 */
export async function adopt(session: Session): Promise<void> {
    const { sandbox, stack } = session;
    await ensureStack(session);
    const before = await askEngine(session, ["stack", "export", "--stack", stack]);
    const file = path.join(sandbox.config, `${stack}.import.json`);
    const report = await preview(session, ["--import-file", file]);
    const { file: filled, found } = await adoption(
        JSON.parse(fs.readFileSync(file, "utf8")) as ImportFile,
        report,
        (candidate) => Promise.resolve(existingId(session, candidate)),
    );
    if (found.length === 0) {
        fs.rmSync(file);
        say("nothing that the program would create is there already");
        return;
    }
    fs.writeFileSync(file, `${JSON.stringify(filled, undefined, 2)}\n`, { mode: 0o600 });
    await askEngine(session, [
        ...["import", "--file", file, "--yes", "--skip-preview"],
        ...["--protect=false", "--generate-code=false"],
        ...["--stack", stack, "--config-file", session.configFile],
    ]);
    const harm = takenAway(await preview(session, []));
    if (harm.length > 0) {
        await importStack(session, before);
        throw new CommandError(
            `nothing was taken over, because what is there differs in what cannot be changed:\n${harm.join("\n")}\nrename it, or bring it to what the roster says by hand, and try again`,
        );
    }
    sayHeading("Taken over");
    for (const { type, id } of found) {
        say(`${type}  ${id}`);
    }
    say(
        `\nthe import file is kept at "${file}"; "hyperpod-teams preview" shows what a rollout changes`,
    );
}

async function preview(session: Session, flags: readonly string[]): Promise<PreviewReport> {
    const text = await askEngine(session, [
        "preview",
        "--json",
        ...flags,
        ...programArguments(session),
    ]);
    return JSON.parse(text) as PreviewReport;
}

/** An object in a cluster is applied server-side, over whatever is there: it needs no import. */
function existingId(session: Session, { type, inputs, provider }: Candidate): string | undefined {
    const alias = /::account-([^:]+)::/.exec(provider)?.[1] ?? "";
    const account = session.environment.accounts.get(alias);
    return account === undefined || type === notImportable
        ? undefined
        : findExisting(session.sandbox, account.id, type, inputs, account.region);
}
