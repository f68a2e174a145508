import * as grpc from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { readStruct, writeStruct, type Properties } from "./properties";
import {
    ProviderError,
    type CheckFailure,
    type ConfigurationDifference,
    type ResourceProvider,
} from "./resourceProvider";

/** Inputs of a provider resource that are the engine's business and no argument of the provider. */
const engineArguments: ReadonlySet<string> = new Set([
    "version",
    "pluginDownloadURL",
    "__internal",
]);

/** The engine's service, answered by one provider. */
export function resourceProviderService(provider: ResourceProvider): IResourceProviderServer {
    return {
        // No secrets, resources or outputs inside values: the engine then strips them on the way in
        // and marks what comes back as secret by itself.
        handshake: unary(() => Promise.resolve(new messages.ProviderHandshakeResponse())),
        attach: unary(() => Promise.resolve(new Empty())),
        getPluginInfo: unary(() => Promise.resolve(new PluginInfo().setVersion(provider.version))),
        getSchema: unary(() =>
            Promise.resolve(
                new messages.GetSchemaResponse().setSchema(
                    JSON.stringify({ name: provider.name, version: provider.version }),
                ),
            ),
        ),
        getMapping: unary(() => Promise.resolve(new messages.GetMappingResponse())),
        getMappings: unary(() => Promise.resolve(new messages.GetMappingsResponse())),
        // Every operation here is short: there is nothing that a cancellation could cut off.
        cancel: unary(() => Promise.resolve(new Empty())),

        checkConfig: unary(async (request: messages.CheckRequest) => {
            const news = readStruct(request.getNews());
            const failures = await provider.checkConfig(withoutEngineArguments(news));
            return checkResponse(news, failures);
        }),
        diffConfig: unary(async (request: messages.DiffRequest) => {
            const olds = withoutEngineArguments(readStruct(request.getOldInputs()));
            const news = withoutEngineArguments(readStruct(request.getNews()));
            return diffResponse(olds, news, await provider.diffConfig(olds, news), false);
        }),
        configure: unary(async (request: messages.ConfigureRequest) => {
            await provider.configure(withoutEngineArguments(readStruct(request.getArgs())));
            return new messages.ConfigureResponse().setSupportspreview(true);
        }),

        check: unary(async (request: messages.CheckRequest) => {
            const { inputs, failures } = await provider.check({
                urn: request.getUrn(),
                type: request.getType(),
                olds: readStruct(request.getOlds()),
                news: readStruct(request.getNews()),
            });
            return checkResponse(inputs, failures);
        }),
        diff: unary(async (request: messages.DiffRequest) => {
            const oldInputs = readStruct(request.getOldInputs());
            const news = readStruct(request.getNews());
            const difference = await provider.diff({
                urn: request.getUrn(),
                type: request.getType(),
                id: request.getId(),
                oldInputs,
                oldOutputs: readStruct(request.getOlds()),
                news,
            });
            return diffResponse(oldInputs, news, difference, difference.deleteBeforeReplace);
        }),
        create: unary(async (request: messages.CreateRequest) => {
            const { id, outputs } = await provider.create({
                urn: request.getUrn(),
                type: request.getType(),
                inputs: readStruct(request.getProperties()),
                preview: request.getPreview(),
            });
            return new messages.CreateResponse().setId(id).setProperties(writeStruct(outputs));
        }),
        read: unary(async (request: messages.ReadRequest) => {
            const found = await provider.read({
                urn: request.getUrn(),
                type: request.getType(),
                id: request.getId(),
                inputs: readStruct(request.getInputs()),
                outputs: readStruct(request.getProperties()),
            });
            const response = new messages.ReadResponse();
            // An empty answer, without an id, is how the engine learns that it is gone.
            return found === undefined
                ? response
                : response
                      .setId(found.id)
                      .setInputs(writeStruct(found.inputs))
                      .setProperties(writeStruct(found.outputs));
        }),
        update: unary(async (request: messages.UpdateRequest) => {
            const { outputs } = await provider.update({
                urn: request.getUrn(),
                type: request.getType(),
                id: request.getId(),
                oldInputs: readStruct(request.getOldInputs()),
                oldOutputs: readStruct(request.getOlds()),
                news: readStruct(request.getNews()),
                preview: request.getPreview(),
            });
            return new messages.UpdateResponse().setProperties(writeStruct(outputs));
        }),
        delete: unary(async (request: messages.DeleteRequest) => {
            await provider.delete({
                urn: request.getUrn(),
                type: request.getType(),
                id: request.getId(),
                outputs: readStruct(request.getProperties()),
            });
            return new Empty();
        }),
        invoke: unary(async (request: messages.InvokeRequest) => {
            const args = readStruct(request.getArgs());
            const result = await provider.invoke({ token: request.getTok(), args });
            return new messages.InvokeResponse().setReturn(writeStruct(result));
        }),

        parameterize: unimplemented("Parameterize"),
        call: unimplemented("Call"),
        construct: unimplemented("Construct"),
        list: (call) => {
            call.destroy(unimplementedError("List"));
        },
    };
}

function unary<Request, Response>(
    answer: (request: Request) => Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
    return (call, callback) => {
        answer(call.request).then(
            (response) => {
                callback(null, response);
            },
            (error: unknown) => {
                callback(statusOf(error));
            },
        );
    };
}

/**
 * The status code decides what the engine believes about the resource: after FAILED_PRECONDITION
 * nothing has happened, after INTERNAL nobody knows. Only a deliberate refusal may claim the first.
 */
function statusOf(error: unknown): Partial<grpc.StatusObject> {
    if (error instanceof ProviderError) {
        return { code: grpc.status.FAILED_PRECONDITION, details: error.message };
    }
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { code: grpc.status.INTERNAL, details };
}

function unimplemented<Request, Response>(method: string): grpc.handleUnaryCall<Request, Response> {
    return (_call, callback) => {
        callback(unimplementedError(method));
    };
}

function unimplementedError(method: string): grpc.ServiceError {
    const details = `${method} is not simulated`;
    return Object.assign(new Error(details), {
        code: grpc.status.UNIMPLEMENTED,
        details,
        metadata: new grpc.Metadata(),
    });
}

function withoutEngineArguments(config: Properties): Properties {
    return Object.fromEntries(Object.entries(config).filter(([key]) => !engineArguments.has(key)));
}

function checkResponse(
    inputs: Properties,
    failures: readonly CheckFailure[],
): messages.CheckResponse {
    return new messages.CheckResponse()
        .setInputs(writeStruct(inputs))
        .setFailuresList(
            failures.map(({ property, reason }) =>
                new messages.CheckFailure().setProperty(property).setReason(reason),
            ),
        );
}

function diffResponse(
    olds: Properties,
    news: Properties,
    { changes, replaces }: ConfigurationDifference,
    deleteBeforeReplace: boolean,
): messages.DiffResponse {
    const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
    const response = new messages.DiffResponse()
        .setChanges(changes.length === 0 ? DIFF_NONE : DIFF_SOME)
        .setDiffsList([...changes])
        .setReplacesList([...replaces])
        .setDeletebeforereplace(deleteBeforeReplace)
        .setHasdetaileddiff(true);
    for (const change of changes) {
        const kind = kindOfChange(change in olds, change in news, replaces.includes(change));
        response
            .getDetaileddiffMap()
            .set(change, new messages.PropertyDiff().setKind(kind).setInputdiff(true));
    }
    return response;
}

function kindOfChange(before: boolean, after: boolean, replace: boolean) {
    const { Kind } = messages.PropertyDiff;
    if (!before && after) {
        return replace ? Kind.ADD_REPLACE : Kind.ADD;
    }
    if (before && !after) {
        return replace ? Kind.DELETE_REPLACE : Kind.DELETE;
    }
    return replace ? Kind.UPDATE_REPLACE : Kind.UPDATE;
}
