import { parse } from "yaml";
import { requireLoopback } from "../apiRequest";
import type { Properties } from "../../provider/server";
import { objectAt } from "./objectShape";

/** Why the sandbox will not use this kubeconfig; undefined when it will. */
export function kubeconfigProblem(text: unknown): string | undefined {
    if (typeof text !== "string" || text === "") {
        return 'the kubeconfig is missing: a sandbox uses no "KUBECONFIG" and no "~/.kube/config"; give its text as the provider\'s "kubeconfig"';
    }
    let config: Properties;
    try {
        config = objectAt(parse(text));
    } catch (error) {
        return `the kubeconfig is not YAML: ${error instanceof Error ? error.message : String(error)}`;
    }
    const context = objectAt(named(config.contexts, config["current-context"], "context"));
    const cluster = objectAt(named(config.clusters, context.cluster, "cluster"));
    if (typeof cluster.server !== "string") {
        return 'the current context of the kubeconfig names no cluster with a server; expected "current-context", its context and that context\'s cluster';
    }
    if (cluster["proxy-url"] !== undefined) {
        return "the kubeconfig sends requests through a proxy, and a sandbox talks to this machine only; remove its proxy-url";
    }
    try {
        requireLoopback(cluster.server);
        return undefined;
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
}

function named(list: unknown, name: unknown, key: string): unknown {
    const entries: readonly unknown[] = Array.isArray(list) ? list : [];
    return objectAt(entries.find((entry) => objectAt(entry).name === name))[key];
}
