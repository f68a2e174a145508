import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { provisionCluster } from "../../../sandbox/engine/provision";
import {
    startCluster,
    type ClusterBinaries,
    type RunningCluster,
} from "../../../sandbox/kubernetes/cluster";
import { clusterEndpoint } from "../../../sandbox/kubernetes/clusterAccess";
import { registerDeployer } from "../../../sandbox/kubernetes/deployers";
import { createSandbox, type Sandbox } from "../../../sandbox/sandbox";
import { silentProgress } from "../../support/silentProgress";

export const deployer = {
    clusterName: "hyperpod-dev",
    roleArn: "arn:aws:iam::111122223333:role/hyperpod-teams-deploy",
};

let binaries: Promise<ClusterBinaries> | undefined;
let shared: Promise<{ sandbox: Sandbox; cluster: RunningCluster }> | undefined;

export function clusterBinaries(): Promise<ClusterBinaries> {
    binaries ??= provisionCluster(silentProgress);
    return binaries;
}

/** Every suite that only looks at a cluster, or keeps to namespaces of its own, shares this one. */
export async function sharedCluster(): Promise<Sandbox> {
    shared ??= (async () => {
        const sandbox = temporarySandbox();
        await registerDeployer(sandbox, deployer);
        return { sandbox, cluster: await startCluster(sandbox, await clusterBinaries()) };
    })();
    return (await shared).sandbox;
}

export function temporarySandbox(): Sandbox {
    return createSandbox(fs.mkdtempSync(path.join(os.tmpdir(), "cluster-")));
}

/** What the program writes for a cluster of EKS: no token, but a command that asks for one. */
export function deployerKubeconfig(sandbox: Sandbox, server?: string): string {
    const { endpoint, certificateAuthorityData } = clusterEndpoint(sandbox);
    const { clusterName, roleArn } = deployer;
    const args = ["eks", "get-token", "--cluster-name", clusterName, "--region", "us-west-2"];
    return JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        "current-context": clusterName,
        clusters: [
            {
                name: clusterName,
                cluster: {
                    server: server ?? endpoint,
                    "certificate-authority-data": certificateAuthorityData,
                },
            },
        ],
        contexts: [{ name: clusterName, context: { cluster: clusterName, user: clusterName } }],
        users: [
            {
                name: clusterName,
                user: {
                    exec: {
                        apiVersion: "client.authentication.k8s.io/v1beta1",
                        command: "aws",
                        args: [...args, "--role-arn", roleArn, "--output", "json"],
                        interactiveMode: "Never",
                    },
                },
            },
        ],
    });
}

// Outside of every suite: it runs once, after the last of them.
after(async function () {
    this.timeout(30_000);
    if (shared !== undefined) {
        const { sandbox, cluster } = await shared;
        await cluster.stop();
        fs.rmSync(sandbox.root, { recursive: true });
    }
});
