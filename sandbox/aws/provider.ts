import {
    ProviderError,
    type CheckRequest,
    type CreateRequest,
    type DeleteRequest,
    type DiffRequest,
    type InvokeRequest,
    type Properties,
    type ReadRequest,
    type ResourceProvider,
    type UpdateRequest,
} from "../provider/server";
import type { Sandbox } from "../sandbox";
import {
    changedArguments,
    checkArguments,
    inputsAsRead,
    sameValue,
    type Arguments,
} from "./arguments";
import { describeEksCluster } from "./eksClusters";
import { text } from "./inputValues";
import { checkConfiguration, openSession } from "./providerConfiguration";
import { inRegionOf, withoutRegion } from "./regions";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import { resourceType } from "./resourceTypes";
import type { ClusterSide, Session } from "./session";
import { allTags } from "./tagging";

const getCluster = "aws:eks/getCluster:getCluster";
const getClusterArguments: Arguments = {
    name: { kind: "string", required: true },
    region: { kind: "string" },
};

/** The engine's `aws` provider for one account: what it was configured for, and nothing else. */
export class AwsProvider implements ResourceProvider {
    readonly name = "aws";
    readonly version = "7.48.0";
    private readonly sandbox: Sandbox;
    private readonly cluster: ClusterSide;
    private session: Session | undefined;

    constructor(sandbox: Sandbox, cluster: ClusterSide) {
        this.sandbox = sandbox;
        this.cluster = cluster;
    }

    checkConfig(news: Properties) {
        return Promise.resolve(checkConfiguration(news));
    }

    diffConfig(olds: Properties, news: Properties) {
        const names = new Set([...Object.keys(olds), ...Object.keys(news)]);
        const changes = [...names].filter((name) => !sameValue(olds[name], news[name]));
        // As with the real provider, a new session argument replaces nothing by itself: what it
        // was pointed away from is found missing at the next refresh.
        return Promise.resolve({ changes, replaces: [] });
    }

    configure(config: Properties) {
        return this.settled(() => {
            this.session = openSession(this.sandbox, this.cluster, config);
        });
    }

    check({ type, news }: CheckRequest) {
        return this.settled(() => ({
            inputs: news,
            failures: checkArguments(known(type).arguments, news),
        }));
    }

    diff({ type: token, oldInputs, oldOutputs, news }: DiffRequest) {
        return this.settled(() => {
            const type = known(token);
            const session = this.configured();
            const changed = changedArguments(session, type.arguments, oldInputs, news);
            const replaces = [
                ...changed.filter((name) => type.arguments[name]?.replaces === true),
                ...(type.replacedBy?.(oldInputs, news) ?? []),
            ];
            const taggable = "tags" in type.arguments;
            const retagged =
                taggable && !sameValue(allTags(session, news), oldOutputs.tagsAll ?? {});
            return {
                changes: retagged && !changed.includes("tags") ? [...changed, "tagsAll"] : changed,
                replaces,
                // A thing with a name given by the program cannot stand beside its successor.
                deleteBeforeReplace:
                    replaces.length > 0 && "name" in type.arguments && !replaces.includes("name"),
            };
        });
    }

    create({ type: token, inputs, preview }: CreateRequest) {
        const type = known(token);
        if (preview) {
            const outputs = type.preview(inRegionOf(this.configured(), inputs), inputs);
            return Promise.resolve({ id: "", outputs });
        }
        return this.asking("creating", type, type.displayName(inputs), inputs, (session) =>
            type.create(session, inputs),
        );
    }

    read({ type: token, id: written, inputs, outputs }: ReadRequest) {
        return this.settled(() => {
            const type = known(token);
            const session = this.configured();
            const { id, region = inputs.region ?? outputs.region } = withoutRegion(type, written);
            const found = type.read(inRegionOf(session, { region }), id);
            return (
                found && {
                    id: found.id,
                    outputs: found.outputs,
                    inputs: inputsAsRead(session, type.arguments, inputs, found.inputs),
                }
            );
        });
    }

    async update({ type: token, id, oldOutputs, news, preview }: UpdateRequest) {
        const type = known(token);
        if (preview) {
            const tagsAll = "tags" in type.arguments ? allTags(this.configured(), news) : undefined;
            return { outputs: { ...oldOutputs, ...news, ...(tagsAll && { tagsAll }) } };
        }
        const outputs = await this.asking("updating", type, id, news, (session) =>
            type.update(session, id, news),
        );
        return { outputs };
    }

    delete({ type: token, id, outputs }: DeleteRequest) {
        const type = known(token);
        return this.asking("deleting", type, id, outputs, (session) => type.delete(session, id));
    }

    invoke({ token, args }: InvokeRequest) {
        return this.settled(() => {
            if (token !== getCluster) {
                throw new ProviderError(`function "${token}" is not simulated`);
            }
            const [failure] = checkArguments(getClusterArguments, args);
            if (failure !== undefined) {
                throw new ProviderError(`${token}: ${failure.reason}`);
            }
            const name = text(args, "name");
            return worded(`reading EKS Cluster (${name})`, () =>
                describeEksCluster(inRegionOf(this.configured(), args), name),
            );
        });
    }

    private configured(): Session {
        if (this.session === undefined) {
            throw new ProviderError("the provider was asked before it was configured");
        }
        return this.session;
    }

    /** Asks AWS for a change; a refusal is worded as the real provider words it. */
    private async asking<Result>(
        verb: string,
        type: ResourceType,
        name: string,
        properties: Properties,
        ask: (session: Session) => Promise<Result>,
    ): Promise<Result> {
        const session = inRegionOf(this.configured(), properties);
        const label = typeof type.label === "string" ? type.label : type.label(properties);
        return worded(`${verb} ${label} (${name})`, async () => ask(session));
    }

    private settled<Result>(answer: () => Result | Promise<Result>): Promise<Result> {
        return Promise.resolve().then(answer);
    }
}

function known(token: string): ResourceType {
    const type = resourceType(token);
    if (type === undefined) {
        throw new ProviderError(`resource type "${token}" is not simulated`);
    }
    return type;
}

async function worded<Result>(doing: string, ask: () => Result | Promise<Result>): Promise<Result> {
    try {
        return await ask();
    } catch (error) {
        if (error instanceof RefusedRequest) {
            throw new ProviderError(`${doing}: ${error.message}`, { cause: error });
        }
        throw error;
    }
}
