import * as path from "node:path";
import type { ClusterBinaries } from "../kubernetes/clusterServers";
import { cacheFolder } from "./cache";
import { engineOnPath } from "./engineOnPath";
import {
    buildGoTool,
    entryName,
    etcdTool,
    isBuilt,
    kubernetesTool,
    pinnedVersion,
    pulumiTool,
    type GoTool,
} from "./goTool";
import { etcdOnPath, kubernetesOnPath } from "./kubernetesOnPath";
import { launchedEngine, launchEngine } from "./launcher";
import type { Progress, ProgressStep } from "./progress";

export type { Progress, ProgressStep } from "./progress";

export interface Engine {
    readonly pulumi: string;
    readonly version: string;
    readonly origin: "path" | "launcher" | "built";
    readonly languageHost: "official" | "stand-in";
}

/**
 * The engine on PATH; else what the cache has; else the vendor's installer; else a build. The cache
 * comes before the installer, so that a machine whose installer cannot reach its host is not made
 * to try again once it has an engine.
 */
export function provisionEngine(
    progress: Progress,
    env: NodeJS.ProcessEnv = process.env,
): Promise<Engine> {
    return inStep(progress, "Pulumi engine", async (step) => {
        const onPath = await engineOnPath(env);
        if (onPath.found) {
            step.done(`Pulumi engine ${onPath.version}, "${onPath.pulumi}"`);
            const { pulumi, version } = onPath;
            return { pulumi, version, origin: "path", languageHost: "official" };
        }
        step.update(onPath.reason);
        const version = pinnedVersion(pulumiTool);
        const launched = await launchUnlessBuilt(step, env);
        if ("pulumi" in launched) {
            step.done(`Pulumi engine ${version}, official (${onPath.reason})`);
            const { pulumi } = launched;
            return { pulumi, version, origin: "launcher", languageHost: "official" };
        }
        const folder = await buildGoTool(pulumiTool, step, env);
        const reasons = [onPath.reason, ...launched.reasons].join("; ");
        step.done(`Pulumi engine ${version}, built from source (${reasons})`);
        const pulumi = path.join(folder, "pulumi");
        return { pulumi, version, origin: "built", languageHost: "stand-in" };
    });
}

/** The programs of the sandbox's cluster; each pair or single one from PATH, else built. */
export async function provisionCluster(
    progress: Progress,
    env: NodeJS.ProcessEnv = process.env,
): Promise<ClusterBinaries> {
    const etcd = await inStep(progress, "etcd", async (step) => {
        const onPath = await etcdOnPath(env);
        if (onPath.found) {
            step.done(`etcd ${onPath.version}, "${onPath.tool}"`);
            return onPath.tool;
        }
        return path.join(await build(etcdTool, "etcd", onPath.reason, step, env), "etcd");
    });
    const kubernetes = await inStep(progress, "Kubernetes API server", async (step) => {
        const onPath = await kubernetesOnPath(env);
        if (onPath.found) {
            const { tool, version } = onPath;
            step.done(`Kubernetes API server ${version}, "${tool.kubeApiserver}"`);
            return tool;
        }
        const title = "Kubernetes API server";
        const folder = await build(kubernetesTool, title, onPath.reason, step, env);
        return {
            kubeApiserver: path.join(folder, "kube-apiserver"),
            kubeControllerManager: path.join(folder, "kube-controller-manager"),
        };
    });
    return { etcd, ...kubernetes };
}

async function build(
    tool: GoTool,
    title: string,
    reason: string,
    step: ProgressStep,
    env: NodeJS.ProcessEnv,
): Promise<string> {
    step.update(reason);
    const folder = await buildGoTool(tool, step, env);
    step.done(`${title} ${pinnedVersion(tool)}, built from source (${reason})`);
    return folder;
}

async function launchUnlessBuilt(
    step: ProgressStep,
    env: NodeJS.ProcessEnv,
): Promise<{ readonly pulumi: string } | { readonly reasons: readonly string[] }> {
    const earlier = launchedEngine(env);
    if (earlier !== undefined) {
        return { pulumi: earlier };
    }
    if (isBuilt(pulumiTool, path.join(cacheFolder(env), entryName(pulumiTool)))) {
        return { reasons: [] };
    }
    const launched = await launchEngine(step, env);
    return "pulumi" in launched ? launched : { reasons: [launched.reason] };
}

async function inStep<T>(
    progress: Progress,
    title: string,
    work: (step: ProgressStep) => Promise<T>,
): Promise<T> {
    const step = progress.step(title);
    try {
        return await work(step);
    } catch (error) {
        step.fail(`${title}: not available`);
        throw error;
    }
}
