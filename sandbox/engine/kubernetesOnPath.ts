import * as path from "node:path";
import type { ClusterBinaries } from "../kubernetes/clusterServers";
import { findOnPath, isExecutable } from "../process/findOnPath";
import { formatVersion, isOlder, toolVersion, type Version } from "./toolVersion";

/** Debian's etcd is of this line and works with the API server that we build. */
const oldestEtcd: Version = [3, 4, 0];
/** ValidatingAdmissionPolicy and structured authorization are on by default from here. */
const oldestKubernetes: Version = [1, 30, 0];

export type Found<T> =
    | { readonly found: true; readonly tool: T; readonly version: string }
    | { readonly found: false; readonly reason: string };

export async function etcdOnPath(env: NodeJS.ProcessEnv): Promise<Found<string>> {
    const etcd = locate("etcd", env);
    if (etcd === undefined) {
        return { found: false, reason: 'there is no "etcd" on PATH' };
    }
    const version = await toolVersion(etcd, ["--version"], env);
    if (version?.[0] !== 3 || isOlder(version, oldestEtcd)) {
        return { found: false, reason: expected(etcd, version, "3.4 or newer within 3.x") };
    }
    return { found: true, tool: etcd, version: formatVersion(version) };
}

export type KubernetesBinaries = Omit<ClusterBinaries, "etcd">;

/** Both or none: a controller manager must not be of another minor version than its API server. */
export async function kubernetesOnPath(env: NodeJS.ProcessEnv): Promise<Found<KubernetesBinaries>> {
    const kubeApiserver = locate("kube-apiserver", env);
    const kubeControllerManager = locate("kube-controller-manager", env);
    if (kubeApiserver === undefined || kubeControllerManager === undefined) {
        const missing = kubeApiserver === undefined ? "kube-apiserver" : "kube-controller-manager";
        return { found: false, reason: `there is no "${missing}" on PATH` };
    }
    const server = await toolVersion(kubeApiserver, ["--version"], env);
    if (server?.[0] !== 1 || isOlder(server, oldestKubernetes)) {
        const wanted = "1.30 or newer within 1.x";
        return { found: false, reason: expected(kubeApiserver, server, wanted) };
    }
    const manager = await toolVersion(kubeControllerManager, ["--version"], env);
    if (manager?.[0] !== server[0] || manager[1] !== server[1]) {
        const wanted = `${server[0]}.${server[1]} as "${kubeApiserver}"`;
        return { found: false, reason: expected(kubeControllerManager, manager, wanted) };
    }
    return {
        found: true,
        tool: { kubeApiserver, kubeControllerManager },
        version: formatVersion(server),
    };
}

/** KUBEBUILDER_ASSETS is where Kubernetes' own test tools look first. */
function locate(name: string, env: NodeJS.ProcessEnv): string | undefined {
    const asset = path.join(env.KUBEBUILDER_ASSETS ?? "", name);
    return path.isAbsolute(asset) && isExecutable(asset) ? asset : findOnPath(name, env.PATH);
}

function expected(tool: string, version: Version | undefined, wanted: string): string {
    const got = version === undefined ? "without a version" : `version ${formatVersion(version)}`;
    return `"${tool}" is ${got}, expected ${wanted}`;
}
