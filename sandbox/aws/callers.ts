import * as fs from "node:fs";
import * as path from "node:path";
import type { Sandbox } from "../sandbox";

/**
 * In whose name the engine of this sandbox runs: the roles that a pipeline, or a person, would have
 * taken before. Undefined where nobody said; then any role may be assumed.
 */
export function readCallers(sandbox: Sandbox): readonly string[] | undefined {
    const file = fileOf(sandbox);
    return fs.existsSync(file)
        ? (JSON.parse(fs.readFileSync(file, "utf8")) as readonly string[])
        : undefined;
}

export function writeCallers(sandbox: Sandbox, callers: readonly string[]): void {
    const file = fileOf(sandbox);
    const temporary = `${file}.${process.pid}.tmp`;
    fs.writeFileSync(temporary, JSON.stringify(callers), { mode: 0o600 });
    fs.renameSync(temporary, file);
}

function fileOf({ accounts }: Sandbox): string {
    return path.join(accounts, "callers");
}
