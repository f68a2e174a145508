import { dayOf } from "../model/day";
import type { Edit } from "../model/rosterEdit/provenEdit";
import { decodeText } from "../model/yaml/yamlText";
import { listOf, renderIssues } from "./checkReport";
import { CommandError } from "./commandError";
import { renderDiff } from "./lineDiff";
import { replaceFile } from "./replaceFile";
import { checkRoster, countOf } from "./rosterCheck";
import type { RosterFiles } from "./rosterFiles";
import { isColored, say } from "./terminal";

export interface ChangeOptions {
    /** The roster; found as `check` finds it if absent. */
    readonly file?: string | undefined;
    /** Shows the change and writes nothing. */
    readonly dryRun?: boolean | undefined;
}

const byteOrderMark = "\ufeff";

/**
 * Changes a roster as a careful person would: shows the change, checks what would come of it, and
 * writes the file only if that has no problems. `next` says what is to be done then.
 */
export function changeRoster(
    files: RosterFiles,
    change: (text: string) => Edit,
    { dryRun = false }: ChangeOptions,
    next: string,
): void {
    const decoded = decodeText(files.bytes);
    const edit: Edit = decoded.ok
        ? change(decoded.text)
        : { ok: false, message: "the file is no plain text" };
    if (!decoded.ok || !edit.ok) {
        // The reason may be a mistake in the file, and then it has a place.
        sayIssues(files, files.bytes);
        throw new CommandError(`nothing was changed: ${edit.ok ? "" : edit.message}`);
    }
    const marked = new TextDecoder("utf-8", { ignoreBOM: true }).decode(files.bytes);
    const mark = marked.startsWith(byteOrderMark) ? byteOrderMark : "";
    const after = new TextEncoder().encode(mark + edit.text);

    say(renderDiff(decoded.text, edit.text, files.file, isColored(process.stdout)));
    const { errors, where } = sayIssues(files, after);
    if (errors > 0) {
        throw new CommandError(
            `nothing was changed: with this change there would be ${errors === 1 ? "1 problem" : `${errors} problems`} in ${where}; see above`,
        );
    }
    if (dryRun) {
        say("nothing was changed: --dry-run");
        return;
    }
    replaceFile(files.location, files.bytes, after);
    say(next);
}

function sayIssues(files: RosterFiles, bytes: Uint8Array): { errors: number; where: string } {
    const check = checkRoster({ ...files, bytes }, dayOf(new Date()));
    for (const line of renderIssues(check, isColored(process.stdout))) {
        say(line);
    }
    return {
        errors: countOf(check, "error"),
        where: listOf([...new Set(check.issues.map(({ file }) => file))]),
    };
}
