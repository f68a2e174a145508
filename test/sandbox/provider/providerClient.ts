import * as grpc from "@grpc/grpc-js";

/** The engine's side of the connection, as promises. */
export class ProviderClient {
    private readonly client: grpc.Client;

    constructor(port: number) {
        this.client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    }

    ask<Request, Response>(
        method: grpc.MethodDefinition<Request, Response>,
        request: Request,
    ): Promise<Response> {
        return new Promise((resolve, reject) => {
            this.client.makeUnaryRequest(
                method.path,
                method.requestSerialize,
                method.responseDeserialize,
                request,
                (error, response) => {
                    if (error === null && response !== undefined) {
                        resolve(response);
                    } else {
                        reject(error ?? new Error(`${method.path} answered nothing`));
                    }
                },
            );
        });
    }

    close(): void {
        this.client.close();
    }
}
