import type { Sandbox } from "../sandbox";
import { clusterPort, controllerManagerKubeconfig, ownTokens } from "./clusterAccess";
import { clusterFiles, writePrivately } from "./clusterFiles";
import { deployersGroup, deployerUser, registeredDeployers } from "./deployers";

export interface ClusterBinaries {
    readonly etcd: string;
    readonly kubeApiserver: string;
    readonly kubeControllerManager: string;
}

export type ServerName = "etcd" | "kube-apiserver" | "kube-controller-manager";

export interface ServerCommand {
    readonly name: ServerName;
    readonly command: string;
    readonly arguments: readonly string[];
}

/**
 * Names of socket files in the folder the servers run in; etcd wants the look of host and port.
 * A socket instead of a port: the folder's mode keeps other users of the machine out of the data.
 */
const clientSocket = "etcd.sock:0";
const peerSocket = "peers.sock:0";

/** Who may come in. A webhook that knows EKS's tokens and access entries joins here. */
function authentication(sandbox: Sandbox): readonly string[] {
    return [`--token-auth-file=${clusterFiles(sandbox).tokenTable}`];
}

/** Who may do what, in this order. A webhook that plays EKS's access policies joins here. */
const authorizers: readonly string[] = ["RBAC"];

/**
 * There are no nodes: what schedules or scales has nothing to do here. Volumes are bound and guarded
 * all the same: without these three a claim could never be deleted.
 */
const controllers: readonly string[] = [
    "namespace-controller",
    "serviceaccount-controller",
    "serviceaccount-token-controller",
    "root-ca-certificate-publisher-controller",
    "clusterrole-aggregation-controller",
    "garbage-collector-controller",
    "resourcequota-controller",
    "validatingadmissionpolicy-status-controller",
    "persistentvolume-binder-controller",
    "persistentvolume-protection-controller",
    "persistentvolumeclaim-protection-controller",
];

export function etcdCommand(sandbox: Sandbox, binaries: ClusterBinaries): ServerCommand {
    return {
        name: "etcd",
        command: binaries.etcd,
        arguments: [
            `--data-dir=${clusterFiles(sandbox).data}`,
            `--listen-client-urls=unix://${clientSocket}`,
            `--advertise-client-urls=unix://${clientSocket}`,
            `--listen-peer-urls=unix://${peerSocket}`,
            `--initial-advertise-peer-urls=unix://${peerSocket}`,
            `--initial-cluster=default=unix://${peerSocket}`,
            // A lone member still waits this long before it elects itself after a restart.
            "--heartbeat-interval=20",
            "--election-timeout=100",
            "--log-level=warn",
        ],
    };
}

export function apiServerCommand(sandbox: Sandbox, binaries: ClusterBinaries): ServerCommand {
    const files = clusterFiles(sandbox);
    return {
        name: "kube-apiserver",
        command: binaries.kubeApiserver,
        arguments: [
            `--etcd-servers=unix:${clientSocket}`,
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            `--secure-port=${clusterPort(sandbox)}`,
            // Kubernetes refuses to publish a loopback address, and nothing here would look it up.
            "--endpoint-reconciler-type=none",
            "--service-cluster-ip-range=10.0.0.0/24",
            `--tls-cert-file=${files.servingCertificate}`,
            `--tls-private-key-file=${files.servingKey}`,
            `--service-account-key-file=${files.serviceAccountPublicKey}`,
            `--service-account-signing-key-file=${files.serviceAccountKey}`,
            "--service-account-issuer=https://kubernetes.default.svc",
            ...authentication(sandbox),
            `--authorization-mode=${authorizers.join(",")}`,
            // As on EKS: what keeps pods from privilege is an admission policy, not the server.
            "--allow-privileged=true",
            "--profiling=false",
        ],
    };
}

export function controllerManagerCommand(
    sandbox: Sandbox,
    binaries: ClusterBinaries,
): ServerCommand {
    const files = clusterFiles(sandbox);
    return {
        name: "kube-controller-manager",
        command: binaries.kubeControllerManager,
        arguments: [
            `--kubeconfig=${files.controllerManagerKubeconfig}`,
            // Each controller with its own role, as in a real cluster.
            "--use-service-account-credentials=true",
            `--service-account-private-key-file=${files.serviceAccountKey}`,
            `--root-ca-file=${files.certificateAuthority}`,
            `--controllers=${controllers.join(",")}`,
            "--leader-elect=false",
            // Nobody asks it anything, so it opens no port.
            "--secure-port=0",
        ],
    };
}

/** Writes what the servers read at their start. */
export function writeServerFiles(sandbox: Sandbox): void {
    const files = clusterFiles(sandbox);
    writePrivately(files.tokenTable, tokenTable(sandbox));
    writePrivately(files.controllerManagerKubeconfig, controllerManagerKubeconfig(sandbox));
}

/**
 * Every identity the API server will know, as its table of token, user, user id and groups.
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#static-token-file
 */
export function tokenTable(sandbox: Sandbox): string {
    const own = ownTokens(sandbox);
    const rows = [
        [own.administrator, "sandbox-administrator", "sandbox-administrator", "system:masters"],
        [own.controllerManager, "system:kube-controller-manager", "kube-controller-manager", ""],
        ...registeredDeployers(sandbox).map(({ token, roleArn, groups = [deployersGroup] }) => [
            token,
            deployerUser(roleArn),
            roleArn,
            groups.join(","),
        ]),
    ];
    return rows.map((row) => `${row.map((field) => `"${field}"`).join(",")}\n`).join("");
}
