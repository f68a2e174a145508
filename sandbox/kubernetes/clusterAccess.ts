import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Sandbox } from "../sandbox";
import { createAuthority, createServingCertificate } from "./certificates";
import { clusterFiles, writePrivately } from "./clusterFiles";
import { anyPort } from "./freePort";

export interface ClusterEndpoint {
    readonly endpoint: string;
    /** Base64 of the PEM text, as EKS gives it. */
    readonly certificateAuthorityData: string;
}

interface OwnTokens {
    readonly administrator: string;
    readonly controllerManager: string;
}

/**
 * What a kubeconfig needs, whether the servers ran already or not: the simulated AWS names the
 * endpoint at the first preview, and what it said then is in the engine's state for good.
 */
export function clusterEndpoint(sandbox: Sandbox): ClusterEndpoint {
    const files = identityOf(sandbox);
    const port = fs.readFileSync(files.port, "utf8").trim();
    return {
        endpoint: `https://127.0.0.1:${port}`,
        certificateAuthorityData: fs.readFileSync(files.certificateAuthority).toString("base64"),
    };
}

/** The kubeconfig of the sandbox's administrator (group `system:masters`), as JSON text. */
export function adminKubeconfig(sandbox: Sandbox): string {
    return kubeconfigText(sandbox, "administrator");
}

export function controllerManagerKubeconfig(sandbox: Sandbox): string {
    return kubeconfigText(sandbox, "controllerManager");
}

export function ownTokens(sandbox: Sandbox): OwnTokens {
    return JSON.parse(fs.readFileSync(identityOf(sandbox).tokens, "utf8")) as OwnTokens;
}

export function clusterPort(sandbox: Sandbox): number {
    return Number(fs.readFileSync(identityOf(sandbox).port, "utf8"));
}

export function moveToPort(sandbox: Sandbox, port: number): void {
    writePrivately(identityOf(sandbox).port, `${port}\n`);
}

function kubeconfigText(sandbox: Sandbox, user: keyof OwnTokens): string {
    const { endpoint, certificateAuthorityData } = clusterEndpoint(sandbox);
    return JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        "current-context": "sandbox",
        clusters: [
            {
                name: "sandbox",
                cluster: {
                    server: endpoint,
                    "certificate-authority-data": certificateAuthorityData,
                },
            },
        ],
        contexts: [{ name: "sandbox", context: { cluster: "sandbox", user } }],
        users: [{ name: user, user: { token: ownTokens(sandbox)[user] } }],
    });
}

/**
 * Makes the identity at its first use. It is built aside and moved into place as a whole: of two
 * processes that do so at once (the engine starts one provider per account) one wins, and a killed
 * one leaves nothing half made.
 */
function identityOf(sandbox: Sandbox): ReturnType<typeof clusterFiles> {
    const files = clusterFiles(sandbox);
    if (!fs.existsSync(files.identity)) {
        const aside = `${files.identity}.${crypto.randomUUID()}`;
        createIdentity(sandbox, aside);
        try {
            fs.renameSync(aside, files.identity);
        } catch (error) {
            fs.rmSync(aside, { recursive: true });
            if (!fs.existsSync(files.identity)) {
                throw error;
            }
        }
    }
    return files;
}

function createIdentity(sandbox: Sandbox, folder: string): void {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const files = clusterFiles(sandbox);
    const write = (file: string, text: string): void => {
        fs.writeFileSync(path.join(folder, path.basename(file)), text, { mode: 0o600 });
    };
    const authority = createAuthority("hyperpod-teams sandbox");
    write(files.certificateAuthority, authority.certificate);
    write(files.certificateAuthorityKey, authority.key);
    const serving = createServingCertificate(authority);
    write(files.servingCertificate, serving.certificate);
    write(files.servingKey, serving.key);
    const serviceAccounts = crypto.generateKeyPairSync("ec", {
        namedCurve: "P-256",
        publicKeyEncoding: { type: "spki", format: "pem" },
        privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    write(files.serviceAccountKey, serviceAccounts.privateKey);
    write(files.serviceAccountPublicKey, serviceAccounts.publicKey);
    const tokens: OwnTokens = { administrator: newToken(), controllerManager: newToken() };
    write(files.tokens, JSON.stringify(tokens));
    write(files.port, `${anyPort()}\n`);
}

export function newToken(): string {
    return crypto.randomBytes(32).toString("base64url");
}
