import * as path from "node:path";
import { backendUrl, sandboxVariable, type Sandbox } from "../sandbox";
import type { Engine } from "./provision";

/**
 * What could lead a child out of the sandbox, or change how it works: credentials and endpoints of
 * real accounts and clusters, another Pulumi backend, proxies (nothing in here leaves loopback),
 * and what the shell of whoever starts us loads into each Node process.
 */
const leadsOutside = [
    /^AWS_/,
    /^PULUMI_/,
    /^KUBECONFIG$/,
    /^KUBERNETES_/,
    /^(https?|all|grpc)_proxy$/i,
    /^NODE_OPTIONS$/,
    /^TS_NODE_/,
];

/** The state of a sandbox holds no secret; the engine only insists on a passphrase. */
const passphrase = "sandbox";

/** The environment of every child of the sandbox: its own world, and nothing of the user's. */
export function engineEnvironment(
    sandbox: Sandbox,
    engine: Engine,
    base: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
    const kept = Object.entries(base).filter(
        ([name]) => !leadsOutside.some((pattern) => pattern.test(name)),
    );
    const searchPath = [sandbox.bin, path.dirname(engine.pulumi), base.PATH ?? ""];
    return {
        ...Object.fromEntries(kept),
        PATH: searchPath.filter((folder) => folder !== "").join(path.delimiter),
        [sandboxVariable]: sandbox.root,
        PULUMI_HOME: sandbox.pulumiHome,
        PULUMI_BACKEND_URL: backendUrl(sandbox),
        PULUMI_CONFIG_PASSPHRASE: passphrase,
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_SKIP_UPDATE_CHECK: "true",
    };
}
