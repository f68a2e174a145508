import * as assert from "node:assert/strict";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService as engine } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import {
    listen,
    ProviderError,
    unknown,
    type ListeningProvider,
} from "../../../sandbox/provider/server";
import { ProviderClient } from "./providerClient";
import { RecordingProvider } from "./recordingProvider";

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

describe("provider server", () => {
    let server: ListeningProvider;
    let client: ProviderClient;

    async function start(answers: Readonly<Record<string, unknown>>): Promise<RecordingProvider> {
        const provider = new RecordingProvider(answers);
        server = await listen(provider);
        client = new ProviderClient(server.port);
        return provider;
    }

    afterEach(() => {
        client.close();
        server.close();
    });

    it("accepts no secrets, resources or outputs, so that the engine strips them", async () => {
        await start({});

        const handshake = await client.ask(
            engine.handshake,
            new messages.ProviderHandshakeRequest(),
        );

        assert.deepEqual(handshake.toObject(), {
            acceptSecrets: false,
            acceptResources: false,
            acceptOutputs: false,
            supportsAutonamingConfiguration: false,
        });
    });

    it("tells its version", async () => {
        await start({});

        const info = await client.ask(engine.getPluginInfo, new Empty());

        assert.equal(info.getVersion(), "1.2.3");
    });

    it("keeps the engine's own arguments from the provider's configuration", async () => {
        const provider = await start({});

        const request = new messages.ConfigureRequest().setArgs(
            Struct.fromJavaScript({ region: "us-west-2", version: "7.48.0", __internal: {} }),
        );
        const response = await client.ask(engine.configure, request);

        assert.equal(response.getSupportspreview(), true);
        assert.deepEqual(provider.asked, [
            { method: "configure", request: { region: "us-west-2" } },
        ]);
    });

    it("hands over unknown values as the symbol and secrets as what they hide", async () => {
        const provider = await start({
            create: { id: "", outputs: { arn: unknown, list: ["a", unknown], absent: undefined } },
        });

        const request = new messages.CreateRequest()
            .setUrn("urn:pulumi:dev::p::t::n")
            .setType("t")
            .setPreview(true)
            .setProperties(
                Struct.fromJavaScript({
                    plain: "x",
                    nothing: null,
                    later: unknownText,
                    nested: { deep: [unknownText] },
                    hidden: { [signatureKey]: secretSignature, value: "s3cret" },
                }),
            );
        const response = await client.ask(engine.create, request);

        assert.deepEqual(provider.asked, [
            {
                method: "create",
                request: {
                    urn: "urn:pulumi:dev::p::t::n",
                    type: "t",
                    preview: true,
                    inputs: {
                        plain: "x",
                        later: unknown,
                        nested: { deep: [unknown] },
                        hidden: "s3cret",
                    },
                },
            },
        ]);
        assert.deepEqual(response.getProperties()?.toJavaScript(), {
            arn: unknownText,
            list: ["a", unknownText],
        });
    });

    it("says what changed, what replaces, and how", async () => {
        await start({
            diff: {
                changes: ["name", "tags", "description"],
                replaces: ["name"],
                deleteBeforeReplace: true,
            },
        });

        const request = new messages.DiffRequest()
            .setOldInputs(Struct.fromJavaScript({ name: "a", description: "d" }))
            .setNews(Struct.fromJavaScript({ name: "b", tags: {} }));
        const { detaileddiffMap, ...response } = (
            await client.ask(engine.diff, request)
        ).toObject();

        const { Kind } = messages.PropertyDiff;
        assert.deepEqual(response, {
            replacesList: ["name"],
            stablesList: [],
            deletebeforereplace: true,
            changes: messages.DiffResponse.DiffChanges.DIFF_SOME,
            diffsList: ["name", "tags", "description"],
            hasdetaileddiff: true,
        });
        assert.deepEqual(Object.fromEntries(detaileddiffMap), {
            name: { kind: Kind.UPDATE_REPLACE, inputdiff: true },
            tags: { kind: Kind.ADD, inputdiff: true },
            description: { kind: Kind.DELETE, inputdiff: true },
        });
    });

    it("says that nothing changed", async () => {
        await start({ diff: { changes: [], replaces: [], deleteBeforeReplace: false } });

        const response = await client.ask(engine.diff, new messages.DiffRequest());

        assert.equal(response.getChanges(), messages.DiffResponse.DiffChanges.DIFF_NONE);
    });

    it("reports check failures beside the inputs", async () => {
        await start({
            check: { inputs: { a: 1 }, failures: [{ property: "a", reason: "too small" }] },
        });

        const response = await client.ask(engine.check, new messages.CheckRequest());

        assert.deepEqual(response.getInputs()?.toJavaScript(), { a: 1 });
        assert.deepEqual(
            response.getFailuresList().map((failure) => failure.toObject()),
            [{ property: "a", reason: "too small" }],
        );
    });

    it("answers a read of what is gone without an id", async () => {
        await start({ read: undefined });

        const response = await client.ask(engine.read, new messages.ReadRequest());

        assert.equal(response.getId(), "");
    });

    it("passes a refusal on unchanged and as one that changed nothing", async () => {
        await start({ create: new ProviderError("EntityAlreadyExists: it is there") });

        await assert.rejects(client.ask(engine.create, new messages.CreateRequest()), {
            code: grpc.status.FAILED_PRECONDITION,
            details: "EntityAlreadyExists: it is there",
        });
    });

    it("reports its own mistakes as an outcome that nobody knows", async () => {
        await start({ delete: new TypeError("x is not a function") });

        await assert.rejects(client.ask(engine.delete, new messages.DeleteRequest()), {
            code: grpc.status.INTERNAL,
        });
    });

    it("refuses what it does not simulate", async () => {
        await start({});

        await assert.rejects(client.ask(engine.parameterize, new messages.ParameterizeRequest()), {
            code: grpc.status.UNIMPLEMENTED,
            details: "Parameterize is not simulated",
        });
    });
});
