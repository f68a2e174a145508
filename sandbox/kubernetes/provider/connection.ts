import type * as https from "node:https";
import { askApi, type ApiAccess, type ApiObject, type ApiRequest } from "../apiRequest";

/** A credential command's token is good for longer; asking again costs half a second. */
const credentialLifeMs = 5 * 60 * 1000;

export interface Connection {
    ask(request: ApiRequest): Promise<ApiObject>;
}

/** Talks to the cluster of a kubeconfig as its current user, credential commands included. */
export function connect(kubeconfig: string): Connection {
    let access: Promise<ApiAccess> | undefined;
    let asked = 0;
    return {
        async ask(request) {
            // The engine creates many objects at once: one credential command serves them all.
            if (access === undefined || Date.now() - asked > credentialLifeMs) {
                asked = Date.now();
                access = authenticate(kubeconfig);
                access.catch(() => (access = undefined));
            }
            return askApi(await access, request);
        },
    };
}

async function authenticate(kubeconfig: string): Promise<ApiAccess> {
    // The library is an ES module, and heavy: a preview that changes nothing never loads it.
    const { KubeConfig } = await import("@kubernetes/client-node");
    const config = new KubeConfig();
    config.loadFromString(kubeconfig);
    const options: https.RequestOptions = {};
    try {
        await config.applyToHTTPSOptions(options);
    } catch (error) {
        const words = error instanceof Error ? error.message.trim() : String(error);
        throw new Error(`the kubeconfig's user gets no credentials: ${words}`, { cause: error });
    }
    const { ca, cert, key, headers } = options;
    return {
        endpoint: config.getCurrentCluster()?.server ?? "",
        tls: {
            ...(ca === undefined ? {} : { ca }),
            ...(cert === undefined ? {} : { cert }),
            ...(key === undefined ? {} : { key }),
        },
        headers: Object.fromEntries(
            Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]),
        ),
    };
}
