import * as path from "node:path";
import { dayOf } from "../model/day";
import { renderCheck } from "./checkReport";
import type { CheckFormat } from "./checkReport";
import { checkRoster, countOf } from "./rosterCheck";
import { rosterFiles } from "./rosterFiles";
import { isColored, say } from "./terminal";

export interface CheckOptions {
    readonly format: CheckFormat;
    /** All environments if absent. */
    readonly stack?: string | undefined;
}

/** Reads files and nothing else; the exit code is 0 without errors and 1 with them. */
export function check(file: string | undefined, { format, stack }: CheckOptions): number {
    const folder = process.cwd();
    const namesFrom = format === "github" ? checkedOutAt(folder) : undefined;
    const files = rosterFiles({ folder, file, stack, namesFrom });
    const result = checkRoster(files, dayOf(new Date()));
    say(renderCheck(result, format, format === "text" && isColored(process.stdout)));
    return countOf(result, "error") > 0 ? 1 : 0;
}

/** GitHub looks for an annotation's file from where the repository was checked out. */
function checkedOutAt(folder: string): string | undefined {
    const workspace = process.env.GITHUB_WORKSPACE ?? "";
    return path.isAbsolute(workspace) && !path.relative(workspace, folder).startsWith("..")
        ? workspace
        : undefined;
}
