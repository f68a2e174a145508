import * as fs from "node:fs";
import * as path from "node:path";
import type { Sandbox } from "../sandbox";

/** An action that a role of an account was allowed and used. */
export interface RecordedAction {
    readonly role: string;
    readonly action: string;
}

/** What this process has written down already; a line more or less would be no different. */
const known = new Set<string>();

/**
 * Notes that a rollout needed an action. A line is appended, so processes that write at once lose
 * nothing, and each process writes each line once, however large the roster is.
 */
export function recordAction(
    sandbox: Sandbox,
    accountId: string,
    role: string,
    action: string,
): void {
    const file = fileOf(sandbox, accountId);
    const line = `${role} ${action}\n`;
    const key = `${file} ${line}`;
    if (!known.has(key)) {
        known.add(key);
        fs.appendFileSync(file, line, { mode: 0o600 });
    }
}

/** Everything that was ever noted in this sandbox for an account, each once, in order. */
export function recordedActions(sandbox: Sandbox, accountId: string): readonly RecordedAction[] {
    const file = fileOf(sandbox, accountId);
    const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
    return [...new Set(text.split("\n").filter((line) => line !== ""))].sort().map((line) => {
        const [role = "", action = ""] = line.split(" ");
        return { role, action };
    });
}

function fileOf({ accounts }: Sandbox, accountId: string): string {
    return path.join(accounts, `${accountId}.actions`);
}
