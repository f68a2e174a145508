import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { Children } from "./children";
import { languageRuntime } from "./service";

export interface ListeningHost {
    readonly port: number;
    /** Ends the programs and policy packs that still run, then the server. */
    close(): Promise<void>;
}

/** The configuration of a large stack is well below it; the engine itself allows as much. */
const messageLimitBytes = 400 * 1024 * 1024;

/** Serves the language host on a free loopback port. */
export async function listen(engineAddress: string): Promise<ListeningHost> {
    const children = new Children();
    const server = new grpc.Server({
        "grpc.max_receive_message_length": messageLimitBytes,
        "grpc.max_send_message_length": messageLimitBytes,
    });
    server.addService(LanguageRuntimeService, languageRuntime(engineAddress, children));
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
        close: async () => {
            await children.stopAll();
            server.forceShutdown();
        },
    };
}
