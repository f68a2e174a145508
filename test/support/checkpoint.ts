import * as fs from "node:fs";
import * as path from "node:path";
import type { Sandbox } from "../../sandbox/sandbox";

/** A resource as the engine writes it into its checkpoint. */
export interface CheckpointResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly outputs?: unknown;
    readonly dependencies?: readonly string[];
    readonly protect?: boolean;
    readonly replaceWith?: readonly string[];
}

export interface Deployment {
    resources: CheckpointResource[];
    pending_operations?: { readonly resource: CheckpointResource; readonly type: string }[];
}

function checkpointFile(sandbox: Sandbox, stack = "dev"): string {
    return path.join(sandbox.backend, `.pulumi/stacks/hyperpod-teams/${stack}.json`);
}

/** What the stack holds, read from the backend as the engine wrote it. */
export function readDeployment(sandbox: Sandbox, stack = "dev"): Deployment {
    const text = fs.readFileSync(checkpointFile(sandbox, stack), "utf8");
    const { checkpoint } = JSON.parse(text) as {
        checkpoint: { latest: Deployment };
    };
    return checkpoint.latest;
}

/** Changes the stack's last state behind the engine's back. */
export function editDeployment(sandbox: Sandbox, edit: (deployment: Deployment) => void): void {
    const file = checkpointFile(sandbox);
    const content = JSON.parse(fs.readFileSync(file, "utf8")) as {
        checkpoint: { latest: Deployment };
    };
    edit(content.checkpoint.latest);
    fs.writeFileSync(file, JSON.stringify(content));
}
