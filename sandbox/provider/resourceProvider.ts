import type { Properties } from "./properties";

export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

export interface ConfigurationDifference {
    readonly changes: readonly string[];
    readonly replaces: readonly string[];
}

/** `changes` and `replaces` are property paths; what replaces is among the changes. */
export interface Difference extends ConfigurationDifference {
    readonly deleteBeforeReplace: boolean;
}

export interface ResourceRequest {
    readonly urn: string;
    readonly type: string;
}

export interface CheckRequest extends ResourceRequest {
    readonly olds: Properties;
    readonly news: Properties;
}

export interface DiffRequest extends ResourceRequest {
    readonly id: string;
    readonly oldInputs: Properties;
    readonly oldOutputs: Properties;
    readonly news: Properties;
}

export interface CreateRequest extends ResourceRequest {
    readonly inputs: Properties;
    readonly preview: boolean;
}

export interface ReadRequest extends ResourceRequest {
    readonly id: string;
    /** Empty when the resource is imported. */
    readonly inputs: Properties;
    readonly outputs: Properties;
}

export interface UpdateRequest extends DiffRequest {
    readonly preview: boolean;
}

export interface DeleteRequest extends ResourceRequest {
    readonly id: string;
    readonly outputs: Properties;
}

export interface InvokeRequest {
    readonly token: string;
    readonly args: Properties;
}

/** One simulated provider: what the engine asks, in plain values. `server.ts` speaks gRPC for it. */
export interface ResourceProvider {
    readonly name: string;
    readonly version: string;
    checkConfig(news: Properties): Promise<readonly CheckFailure[]>;
    diffConfig(olds: Properties, news: Properties): Promise<ConfigurationDifference>;
    configure(config: Properties): Promise<void>;
    check(
        request: CheckRequest,
    ): Promise<{ readonly inputs: Properties; readonly failures: readonly CheckFailure[] }>;
    diff(request: DiffRequest): Promise<Difference>;
    create(request: CreateRequest): Promise<{ readonly id: string; readonly outputs: Properties }>;
    /** `undefined`: it is gone. */
    read(
        request: ReadRequest,
    ): Promise<
        | { readonly id: string; readonly inputs: Properties; readonly outputs: Properties }
        | undefined
    >;
    update(request: UpdateRequest): Promise<{ readonly outputs: Properties }>;
    delete(request: DeleteRequest): Promise<void>;
    invoke(request: InvokeRequest): Promise<Properties>;
}

/** A refusal: its message reaches the user unchanged, and nothing was changed. */
export class ProviderError extends Error {
    override readonly name = "ProviderError";
}
