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
    documentsAsRead,
    inputsAsRead,
    sameValue,
} from "./arguments";
import { functions } from "./functions";
import { checkConfiguration, openSession } from "./providerConfiguration";
import { inRegionOf, withoutRegion } from "./regions";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import { resourceType } from "./resourceTypes";
import type { ClusterSide, Session } from "./session";
import { allTags } from "./tagging";

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

    diff({ type: token, id, oldInputs, oldOutputs, news }: DiffRequest) {
        return this.settled(() => {
            const type = known(token);
            const session = this.configured();
            const about = { session: inRegionOf(session, news), id, before: oldOutputs };
            session.permissions.require(type.calls.plan ?? [], { ...about, properties: news });
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
        const about = { id: "", properties: inputs, before: {} };
        return this.asking("creating", type, type.displayName(inputs), inputs, async (session) => {
            const { permissions } = session;
            permissions.require(type.calls.plan ?? [], { session, ...about });
            if (preview) {
                return { id: "", outputs: type.preview(session, inputs) };
            }
            permissions.require(type.calls.create, { session, ...about });
            const made = await type.create(session, inputs);
            const { id, outputs: properties } = made;
            permissions.require(type.calls.read, { session, ...about, id, properties });
            return made;
        });
    }

    read({ type: token, id: written, inputs, outputs }: ReadRequest) {
        const type = known(token);
        const { id, region = inputs.region ?? outputs.region } = withoutRegion(type, written);
        const properties = { ...inputs, ...outputs };
        return this.asking("reading", type, id, { ...properties, region }, (session) => {
            session.permissions.require(type.calls.read, { session, id, properties, before: {} });
            const found = type.read(session, id);
            if (found === undefined) {
                return undefined;
            }
            const read = documentsAsRead(type.arguments, outputs, found.outputs);
            const documented = documentsAsRead(type.arguments, inputs, found.inputs);
            return {
                id: found.id,
                outputs: { ...unreadIn(type, outputs), ...read },
                // What is left out is what the provider itself takes, its own region included.
                inputs: inputsAsRead(this.configured(), type.arguments, inputs, documented),
            };
        });
    }

    async update({ type: token, id, oldOutputs, news, preview }: UpdateRequest) {
        const type = known(token);
        if (preview) {
            const tagsAll = "tags" in type.arguments ? allTags(this.configured(), news) : undefined;
            return { outputs: { ...oldOutputs, ...news, ...(tagsAll && { tagsAll }) } };
        }
        const outputs = await this.asking("updating", type, id, news, async (session) => {
            const about = { session, id, properties: news, before: oldOutputs };
            session.permissions.require(type.calls.update, about);
            const updated = await type.update(session, id, news);
            session.permissions.require(type.calls.read, { ...about, properties: updated });
            return updated;
        });
        return { outputs };
    }

    delete({ type: token, id, outputs }: DeleteRequest) {
        const type = known(token);
        return this.asking("deleting", type, id, outputs, (session) => {
            const about = { session, id, properties: outputs, before: {} };
            session.permissions.require(type.calls.delete, about);
            return type.delete(session, id);
        });
    }

    invoke({ token, args }: InvokeRequest) {
        return this.settled(() => {
            const called = functions[token];
            if (called === undefined) {
                throw new ProviderError(`function "${token}" is not simulated`);
            }
            const [failure] = checkArguments(called.arguments, args);
            if (failure !== undefined) {
                throw new ProviderError(`${token}: ${failure.reason}`);
            }
            return worded(called.doing(args), () => {
                const session = inRegionOf(this.configured(), args);
                const about = { session, id: "", properties: args, before: {} };
                session.permissions.require(called.calls, about);
                return called.call(session, args);
            });
        });
    }

    private configured(): Session {
        if (this.session === undefined) {
            throw new ProviderError("the provider was asked before it was configured");
        }
        return this.session;
    }

    /** Asks AWS for something; a refusal is worded as the real provider words it. */
    private async asking<Result>(
        verb: string,
        type: ResourceType,
        name: string,
        properties: Properties,
        ask: (session: Session) => Result | Promise<Result>,
    ): Promise<Result> {
        const session = inRegionOf(this.configured(), properties);
        const label = typeof type.label === "string" ? type.label : type.label(properties);
        return worded(`${verb} ${label} (${name})`, async () => ask(session));
    }

    private settled<Result>(answer: () => Result | Promise<Result>): Promise<Result> {
        return Promise.resolve().then(answer);
    }
}

/** What the program asked for once and AWS does not tell. */
function unreadIn({ arguments: known }: ResourceType, outputs: Properties): Properties {
    return Object.fromEntries(
        Object.entries(outputs).filter(([name]) => known[name]?.unread === true),
    );
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
