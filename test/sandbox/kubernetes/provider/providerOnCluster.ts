import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { kubernetesProvider } from "../../../../sandbox/kubernetes/provider/kubernetesProvider";
import { readStruct, writeStruct } from "../../../../sandbox/provider/properties";
import {
    listen,
    type ListeningProvider,
    type Properties,
} from "../../../../sandbox/provider/server";
import { ProviderClient } from "../../provider/providerClient";

const { DiffChanges } = messages.DiffResponse;

/** The provider over gRPC, asked as the engine asks it, for one resource at a time. */
export class ProviderOnCluster {
    private readonly client: ProviderClient;
    private readonly server: ListeningProvider;

    private constructor(server: ListeningProvider) {
        this.server = server;
        this.client = new ProviderClient(server.port);
    }

    static async start(): Promise<ProviderOnCluster> {
        return new ProviderOnCluster(await listen(kubernetesProvider("4.34.2")));
    }

    stop(): void {
        this.client.close();
        this.server.close();
    }

    async checkConfig(config: Properties) {
        const request = new messages.CheckRequest().setNews(writeStruct(config));
        return failuresOf(await this.client.ask(ResourceProviderService.checkConfig, request));
    }

    async configure(config: Properties): Promise<void> {
        const request = new messages.ConfigureRequest().setArgs(writeStruct(config));
        await this.client.ask(ResourceProviderService.configure, request);
    }

    async check(type: string, news: Properties) {
        const request = new messages.CheckRequest()
            .setUrn(urnOf(type))
            .setType(type)
            .setNews(writeStruct(news));
        return failuresOf(await this.client.ask(ResourceProviderService.check, request));
    }

    async diff(type: string, id: string, olds: Properties, news: Properties) {
        const response = await this.client.ask(
            ResourceProviderService.diff,
            new messages.DiffRequest()
                .setUrn(urnOf(type))
                .setType(type)
                .setId(id)
                .setOldInputs(writeStruct(olds))
                .setOlds(writeStruct(olds))
                .setNews(writeStruct(news)),
        );
        return {
            changed: response.getChanges() === DiffChanges.DIFF_SOME,
            changes: response.getDiffsList(),
            replaces: response.getReplacesList(),
            deleteBeforeReplace: response.getDeletebeforereplace(),
        };
    }

    async create(type: string, inputs: Properties, preview = false) {
        const response = await this.client.ask(
            ResourceProviderService.create,
            new messages.CreateRequest()
                .setUrn(urnOf(type))
                .setType(type)
                .setProperties(writeStruct(inputs))
                .setPreview(preview),
        );
        return { id: response.getId(), outputs: readStruct(response.getProperties()) };
    }

    async read(type: string, id: string, inputs: Properties = {}) {
        const response = await this.client.ask(
            ResourceProviderService.read,
            new messages.ReadRequest()
                .setUrn(urnOf(type))
                .setType(type)
                .setId(id)
                .setInputs(writeStruct(inputs)),
        );
        return { id: response.getId(), inputs: readStruct(response.getInputs()) };
    }

    async update(type: string, id: string, olds: Properties, news: Properties, preview = false) {
        const response = await this.client.ask(
            ResourceProviderService.update,
            new messages.UpdateRequest()
                .setUrn(urnOf(type))
                .setType(type)
                .setId(id)
                .setOldInputs(writeStruct(olds))
                .setOlds(writeStruct(olds))
                .setNews(writeStruct(news))
                .setPreview(preview),
        );
        return readStruct(response.getProperties());
    }

    async delete(type: string, id: string): Promise<void> {
        await this.client.ask(
            ResourceProviderService.delete,
            new messages.DeleteRequest().setUrn(urnOf(type)).setType(type).setId(id),
        );
    }
}

export function urnOf(type: string): string {
    return `urn:pulumi:dev::hyperpod-teams::${type}::tested`;
}

function failuresOf(response: messages.CheckResponse) {
    return response
        .getFailuresList()
        .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
}
