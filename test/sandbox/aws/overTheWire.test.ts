import * as assert from "node:assert/strict";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService as engine } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { AwsProvider } from "../../../sandbox/aws/provider";
import { listen, type ListeningProvider } from "../../../sandbox/provider/server";
import { ProviderClient } from "../provider/providerClient";
import { clusterAccount, SimulatedWorld } from "./simulatedWorld";
import { clusterRole, clusterRoleArn, tokens } from "./teamResources";

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("simulated AWS as the engine sees it", () => {
    let world: SimulatedWorld;
    let server: ListeningProvider;
    let client: ProviderClient;

    before(async () => {
        world = await SimulatedWorld.make();
        server = await listen(new AwsProvider(world.sandbox, world.cluster));
        client = new ProviderClient(server.port);
        await client.ask(
            engine.configure,
            new messages.ConfigureRequest().setArgs(
                Struct.fromJavaScript({
                    region: "us-west-2",
                    version: "7.48.0",
                    allowedAccountIds: JSON.stringify([clusterAccount]),
                    assumeRoles: JSON.stringify([
                        { roleArn: `arn:aws:iam::${clusterAccount}:role/hyperpod-teams-deploy` },
                    ]),
                }),
            ),
        );
    });

    after(() => {
        client.close();
        server.close();
        world.remove();
    });

    function creation(preview: boolean): messages.CreateRequest {
        return new messages.CreateRequest()
            .setType(tokens.role)
            .setPreview(preview)
            .setProperties(Struct.fromJavaScript(clusterRole as Record<string, string>));
    }

    it("previews a role with its ARN known and its unique id open", async () => {
        const response = await client.ask(engine.create, creation(true));

        const outputs = response.getProperties()?.toJavaScript();
        assert.equal(response.getId(), "");
        assert.equal(outputs?.arn, clusterRoleArn);
        assert.equal(outputs.uniqueId, unknownText);
    });

    it("makes the role once and refuses to make it twice", async () => {
        const response = await client.ask(engine.create, creation(false));

        assert.equal(response.getId(), clusterRole.name);
        await assert.rejects(client.ask(engine.create, creation(false)), {
            code: grpc.status.FAILED_PRECONDITION,
            details:
                "creating IAM Role (hyperpod-vision-cluster-access): operation error IAM: CreateRole, https response error StatusCode: 409, EntityAlreadyExists: Role with name hyperpod-vision-cluster-access already exists.",
        });
    });
});
