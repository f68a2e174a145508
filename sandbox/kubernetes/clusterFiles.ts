import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Sandbox } from "../sandbox";

/**
 * Where the cluster of a sandbox keeps its things. The servers run inside `folder` and name their
 * sockets without a path: a socket's path may have about a hundred characters, a folder's more.
 */
export interface ClusterFiles {
    readonly folder: string;
    /** Keys, certificates, tokens and the port: made once, as a whole. */
    readonly identity: string;
    readonly certificateAuthority: string;
    readonly certificateAuthorityKey: string;
    readonly servingCertificate: string;
    readonly servingKey: string;
    readonly serviceAccountKey: string;
    readonly serviceAccountPublicKey: string;
    readonly tokens: string;
    readonly port: string;
    /** One file per deploy role. */
    readonly deployers: string;
    /** What the API server reads at its start: every token with its user and groups. */
    readonly tokenTable: string;
    readonly controllerManagerKubeconfig: string;
    readonly data: string;
    /** Which servers run, in whose name; absent when none does. */
    readonly record: string;
    readonly lock: string;
}

export function clusterFiles(sandbox: Sandbox): ClusterFiles {
    const folder = sandbox.kubernetes;
    const identity = path.join(folder, "identity");
    return {
        folder,
        identity,
        certificateAuthority: path.join(identity, "authority.crt"),
        certificateAuthorityKey: path.join(identity, "authority.key"),
        servingCertificate: path.join(identity, "server.crt"),
        servingKey: path.join(identity, "server.key"),
        serviceAccountKey: path.join(identity, "serviceAccounts.key"),
        serviceAccountPublicKey: path.join(identity, "serviceAccounts.pub"),
        tokens: path.join(identity, "tokens.json"),
        port: path.join(identity, "port"),
        deployers: path.join(folder, "deployers"),
        tokenTable: path.join(folder, "tokens.csv"),
        controllerManagerKubeconfig: path.join(folder, "controllerManager.kubeconfig"),
        data: path.join(folder, "etcd"),
        record: path.join(folder, "running.json"),
        lock: path.join(folder, "cluster"),
    };
}

/** For our eyes only, and whole at every moment: a reader sees the old text or the new one. */
export function writePrivately(file: string, text: string): void {
    const fresh = `${file}.${crypto.randomUUID()}`;
    fs.writeFileSync(fresh, text, { mode: 0o600, flag: "wx" });
    fs.renameSync(fresh, file);
}
