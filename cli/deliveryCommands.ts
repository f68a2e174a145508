import * as fs from "node:fs";
import type { Command } from "commander";
import { CommandError } from "./commandError";
import { previewDigest } from "./previewDigest";
import { renderComment, verdictOf } from "./pullRequestComment";
import type { PullRequestReport } from "./pullRequestComment";
import { complain, say } from "./terminal";

interface PullRequestOptions {
    readonly base: string;
    readonly head: string;
    readonly repository: string;
    readonly preview?: string;
    readonly events?: string;
    readonly output?: string;
    readonly limit: number;
    readonly allow: readonly string[];
}

/** The commands that pipelines run, and whoever wants to know beforehand what they will say. */
export function addDeliveryCommands(
    program: Command,
    sandboxed: () => typeof import("./sandboxed"),
): void {
    program
        .command("pr")
        .description("what a pull request would change and what the base's policy pack says of it")
        .requiredOption("--base <ref>", "what it would be merged into; its policy pack judges")
        .requiredOption("--head <ref>", "what it brings")
        .option("--repository <folder>", "where both are", ".")
        .option("--preview <file>", 'instead of the sandbox: what "pulumi preview --json" printed')
        .option("--events <file>", "and what its --event-log wrote, which has the violations")
        .option("--output <file>", "where the comment goes; to stdout if absent")
        .option("--limit <characters>", "how long the comment may be", limitOf, 64_000)
        .option(
            "--allow <who>",
            "a team, or a pattern of principals, that may gain access; repeatable",
            (who: string, others: readonly string[]) => [...others, who],
            [] as readonly string[],
        )
        .addHelpText(
            "after",
            `
Rolls the base out in a sandbox of its own, previews the head on it, and writes the comment for the
pull request. Only the head's program runs, as in any preview; its policy pack does not.

Exit code: 0 nothing in the way, 1 problems in the input, a preview that fails or violations,
2 it could not be done, 3 access widens beyond --allow.`,
        )
        .action(async (options: PullRequestOptions) => {
            const { stack } = program.opts<{ stack: string }>();
            const report =
                options.preview === undefined
                    ? await sandboxed().pullRequest({ ...options, stack })
                    : previewedElsewhere({ ...options, stack, preview: options.preview });
            const comment = renderComment(report, options.limit);
            if (options.output === undefined) {
                say(comment.trimEnd());
            } else {
                fs.writeFileSync(options.output, comment);
            }
            process.exitCode = exitCodeOf(report);
        });
}

/** A preview of real accounts; whoever ran it chose the pack. */
function previewedElsewhere({
    stack,
    base,
    head,
    preview,
    events,
}: PullRequestOptions & { readonly stack: string; readonly preview: string }): PullRequestReport {
    if (events === undefined) {
        complain(
            "without --events nothing is known of the policies, and the preview counts as failed",
        );
    }
    return {
        stack,
        base,
        head,
        problems: [],
        guarded: [],
        notes: [],
        preview: previewDigest({
            output: read(preview),
            events: events === undefined ? "" : read(events),
        }),
    };
}

function limitOf(text: string): number {
    const limit = Number(text);
    if (!Number.isInteger(limit) || limit < 1_000) {
        throw new CommandError(
            `--limit: got "${text}"; expected a whole number of characters, at least 1000`,
            2,
        );
    }
    return limit;
}

function read(file: string): string {
    try {
        return fs.readFileSync(file, "utf8");
    } catch (error) {
        throw new CommandError(`"${file}" cannot be read: ${(error as Error).message}`, 2);
    }
}

function exitCodeOf(report: PullRequestReport): number {
    switch (verdictOf(report)) {
        case "ready":
            return 0;
        case "widens":
            return 3;
        case "problems":
        case "fails":
        case "blocked":
            return 1;
    }
}
