import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";

import { requireSandbox, type Sandbox } from "../sandbox";
import { engineGone } from "./engineLifetime";
import type { ResourceProvider } from "./resourceProvider";
import { resourceProviderService } from "./service";

export { containsUnknown, unknown, type Properties } from "./properties";
export * from "./resourceProvider";

/** Policy documents and desired states are far below it; the engine itself allows as much. */
const messageLimitBytes = 400 * 1024 * 1024;

export interface ListeningProvider {
    readonly port: number;
    close(): void;
}

/** Serves one provider on a free loopback port. */
export async function listen(provider: ResourceProvider): Promise<ListeningProvider> {
    const server = new grpc.Server({
        "grpc.max_receive_message_length": messageLimitBytes,
        "grpc.max_send_message_length": messageLimitBytes,
    });
    server.addService(ResourceProviderService, resourceProviderService(provider));
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
            if (error === null) {
                resolve(bound);
            } else {
                reject(error);
            }
        });
    });
    return {
        port,
        close: () => {
            server.forceShutdown();
        },
    };
}

/**
 * The whole life of a provider process: refuse outside a sandbox, print the port on stdout as the
 * engine expects, answer until the engine is gone.
 */
export async function serve(
    provider: ResourceProvider | ((sandbox: Sandbox) => ResourceProvider),
): Promise<void> {
    let sandbox: Sandbox;
    try {
        sandbox = requireSandbox(process.env);
    } catch (error) {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
    }
    const gone = engineGone();
    const server = await listen(typeof provider === "function" ? provider(sandbox) : provider);
    process.stdout.write(`${server.port}\n`);
    await gone;
    server.close();
    process.exit(0);
}
