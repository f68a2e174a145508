import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Progress } from "../sandbox/engine/provision";
import { registrationsOf } from "../access/registration";
import { readSource } from "../access/source/readSource";
import { accessReport } from "./accessReport";
import type { AccessQuestion } from "./accessReport";
import { changedFiles, checkOut, commitOf, lendPackages } from "./checkouts";
import type { Checkout } from "./checkouts";
import { CommandError } from "./commandError";
import { isGuarded } from "./guardedPaths";
import type { Interruption } from "./interruption";
import { previewDigest } from "./previewDigest";
import type { PreviewDigest } from "./previewDigest";
import { projectFolder } from "./project";
import type { PullRequestReport } from "./pullRequestComment";
import { rosterProblems } from "./rosterProblems";
import { withSession } from "./session";
import type { Session } from "./session";
import { ensureStack, exportStack, programArguments, rollOut, runEngine } from "./stack";

export interface PullRequest {
    readonly stack: string;
    readonly repository: string;
    readonly base: string;
    readonly head: string;
    /** Teams, and patterns of principals, that may gain access. */
    readonly allow: readonly string[];
}

/**
 * What a pull request would do, said by the base: its pack judges, its configuration allows, and its
 * program stands in the sandbox when the head's is previewed. Of the head nothing runs but its program,
 * as any preview has to.
 */
export async function judgePullRequest(
    { stack, repository, allow, ...references }: PullRequest,
    progress: Progress,
    interruption: Interruption,
): Promise<PullRequestReport> {
    const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "hyperpod-teams-pr-"));
    try {
        const base = checkOut(
            repository,
            commitOf(repository, references.base),
            path.join(root, "base"),
        );
        const head = checkOut(
            repository,
            commitOf(repository, references.head),
            path.join(root, "head"),
        );
        const files = changedFiles(repository, base.commit, head.commit);
        const report = {
            stack,
            base: base.commit,
            head: head.commit,
            problems: rosterProblems(head.folder, stack),
            guarded: files.filter(isGuarded),
            notes: notesOn(files),
        };
        if (report.problems.length > 0) {
            return report;
        }
        const sandbox = path.join(root, "sandbox");
        for (const checkout of [base, head]) {
            lendPackages(checkout, projectFolder);
        }
        const options = { sandbox, stack, pack: path.join(base.folder, "policypack") };
        const before = await withSession(
            { ...options, folder: base.folder },
            progress,
            interruption,
            (session) => rollOutBase(session, base),
        );
        const { preview, output } = await withSession(
            { ...options, folder: head.folder },
            progress,
            interruption,
            (session) => previewHead(session, path.join(root, "events.json")),
        );
        return {
            ...report,
            preview,
            // Of a preview that did not come to its end nobody knows what it would have said.
            ...(preview.complete
                ? {
                      access: accessReport({
                          ...before,
                          after: readSource("the preview of the head", output),
                          allowed: allow,
                      }),
                  }
                : {}),
        };
    } finally {
        fs.rmSync(root, { recursive: true, force: true });
    }
}

/** Answers with what stands then. */
async function rollOutBase(
    session: Session,
    { commit }: Checkout,
): Promise<Pick<AccessQuestion, "before" | "environment">> {
    const words: string[] = [];
    await ensureStack(session);
    const step = session.progress.step("rolling out the base");
    const code = await rollOut(session, false, { onLine: (line) => words.push(line) });
    if (code !== 0) {
        step.fail("the base does not roll out");
        throw new CommandError(
            `the base, ${commit.slice(0, 12)}, does not roll out in the sandbox, so nothing can be said of a change of it\n${words.join("\n")}`,
        );
    }
    step.done("rolled out the base");
    return {
        before: registrationsOf(await exportStack(session)),
        environment: session.environment,
    };
}

async function previewHead(
    session: Session,
    events: string,
): Promise<{ readonly preview: PreviewDigest; readonly output: string }> {
    const lines = { stdout: [] as string[], stderr: [] as string[] };
    const step = session.progress.step("previewing the head");
    // The log of events is an option for those who debug the engine.
    const variables = { ...session.variables, PULUMI_DEBUG_COMMANDS: "true" };
    await runEngine(
        { ...session, variables },
        [
            "preview",
            "--json",
            "--show-sames",
            "--suppress-progress",
            "--event-log",
            events,
            ...programArguments(session),
        ],
        {
            onLine: (line, stream) => lines[stream].push(line),
        },
    );
    step.done("previewed the head");
    const output = lines.stdout.join("\n");
    const digest = previewDigest({
        output,
        events: fs.existsSync(events) ? fs.readFileSync(events, "utf8") : "",
    });
    // What never became a preview is told by the engine itself.
    const preview =
        digest.complete || digest.errors.length + digest.violations.length > 0
            ? digest
            : { ...digest, errors: lines.stderr.filter((line) => line !== "") };
    return { preview, output };
}

function notesOn(files: readonly string[]): readonly string[] {
    return files.some((file) => /(^|\/)package(-lock)?\.json$/.test(file))
        ? [
              "The packages differ. The preview ran with those of whoever judges: installing others would run what the pull request names.",
          ]
        : [];
}
