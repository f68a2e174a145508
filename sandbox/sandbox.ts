import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Where one sandbox keeps its things. Every path hangs below `root`; nothing of the sandbox lives
 * elsewhere but the built tools, which are in the cache and shared by all sandboxes.
 */
export interface Sandbox {
    readonly root: string;
    /** First on PATH of every child: the providers and the `aws` stand-in. */
    readonly bin: string;
    readonly pulumiHome: string;
    readonly backend: string;
    /** Copies of the stack configuration, so that the engine never writes into committed files. */
    readonly config: string;
    /** One JSON file per simulated account. */
    readonly accounts: string;
    /** etcd's data, certificates, tokens and ports of the API server. */
    readonly kubernetes: string;
    readonly logs: string;
}

/** The variable that tells a child which sandbox it belongs to; without it the providers refuse. */
export const sandboxVariable = "HYPERPOD_TEAMS_SANDBOX";

const markerName = "sandbox.json";
/** The marker's whole text: a file that merely has its name belongs to somebody else. */
const marker = `${JSON.stringify({ product: "hyperpod-teams", layout: 1 })}\n`;

export function sandboxAt(root: string): Sandbox {
    const absolute = path.resolve(root);
    return {
        root: absolute,
        bin: path.join(absolute, "bin"),
        pulumiHome: path.join(absolute, "pulumi", "home"),
        backend: path.join(absolute, "pulumi", "backend"),
        config: path.join(absolute, "config"),
        accounts: path.join(absolute, "aws"),
        kubernetes: path.join(absolute, "kubernetes"),
        logs: path.join(absolute, "logs"),
    };
}

/** The engine parses it as an address: a "%", "#" or "?" in the folder's name has to be escaped. */
export function backendUrl({ backend }: Sandbox): string {
    return pathToFileURL(backend).href;
}

/** Makes the folders and the marker that says "this folder is a sandbox"; safe to call again. */
export function createSandbox(root: string): Sandbox {
    const sandbox = sandboxAt(root);
    if (!isSandbox(sandbox.root) && isForeign(sandbox.root)) {
        throw new Error(
            `"${sandbox.root}" is not empty and not a sandbox; name an empty or a new folder`,
        );
    }
    // The marker first: a start that is cut off leaves a sandbox, and not a folder of nobody's.
    fs.mkdirSync(sandbox.root, { recursive: true, mode: 0o700 });
    fs.writeFileSync(path.join(sandbox.root, markerName), marker);
    for (const folder of [
        sandbox.bin,
        sandbox.pulumiHome,
        sandbox.backend,
        sandbox.config,
        sandbox.accounts,
        sandbox.kubernetes,
        sandbox.logs,
    ]) {
        fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    }
    return sandbox;
}

export function isSandbox(root: string): boolean {
    const file = path.join(root, markerName);
    return fs.existsSync(file) && fs.readFileSync(file, "utf8") === marker;
}

/**
 * The sandbox this process belongs to.
 *
 * A provider of ours that a real rollout picked up by mistake must not answer: it would report
 * resources as created that exist nowhere. So the variable, the marker and a backend inside the
 * sandbox all have to agree.
 */
export function requireSandbox(environment: NodeJS.ProcessEnv): Sandbox {
    const root = environment[sandboxVariable];
    if (root === undefined || !isSandbox(root)) {
        throw new Error(
            `this is a simulated provider and works inside a sandbox only: ${sandboxVariable} names no sandbox; start it through "hyperpod-teams"`,
        );
    }
    const sandbox = sandboxAt(root);
    const backend = environment.PULUMI_BACKEND_URL ?? "";
    const expected = backendUrl(sandbox);
    if (backend !== expected) {
        throw new Error(
            `this is a simulated provider and works inside a sandbox only: the backend is "${backend}", expected "${expected}"`,
        );
    }
    return sandbox;
}

function isForeign(root: string): boolean {
    return fs.existsSync(root) && fs.readdirSync(root).length > 0;
}
