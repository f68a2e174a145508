import * as fs from "node:fs";
import * as path from "node:path";
import { projectName } from "./project";
import type { Sandbox } from "../sandbox/sandbox";

/**
 * Mends what a kill in the middle of a write leaves in the file backend, and says what it mended.
 *
 * The engine replaces a stack's state in one step, but writes a small `.attrs` file beside each file
 * in place: an empty one makes the state unreadable, a missing one does not matter. Should the state
 * itself be cut off, the engine's own backup is the state one step earlier.
 */
export function mendBackend(sandbox: Sandbox, stack: string): readonly string[] {
    const mended: string[] = [];
    const folder = path.join(sandbox.backend, ".pulumi");
    if (!fs.existsSync(folder)) {
        return mended;
    }
    for (const name of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        const file = path.join(folder, name);
        if (name.endsWith(".attrs") && !isJson(file)) {
            fs.rmSync(file);
            mended.push(`removed "${name}", which was cut off`);
        }
    }
    const state = path.join(folder, "stacks", projectName, `${stack}.json`);
    if (fs.existsSync(state) && !isJson(state)) {
        if (!isJson(`${state}.bak`)) {
            throw new Error(
                `the state of stack "${stack}" and its backup are both cut off; "hyperpod-teams sandbox reset" begins anew`,
            );
        }
        fs.copyFileSync(`${state}.bak`, state);
        mended.push(`took back the last whole state of stack "${stack}"`);
    }
    return mended;
}

function isJson(file: string): boolean {
    try {
        JSON.parse(fs.readFileSync(file, "utf8"));
        return true;
    } catch {
        return false;
    }
}
