import type { Properties } from "../provider/server";
import type { Session } from "./session";

/** What an operation is about, as far as the call that it stands for needs to know. */
export interface Asked {
    readonly session: Session;
    /** Empty before anything is made. */
    readonly id: string;
    /** The program's inputs at a create or an update; else what the engine's state knows. */
    readonly properties: Properties;
    /** At an update, what the engine's state knew before it. */
    readonly before: Properties;
}

export type CallContext = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * One request to AWS that an operation of the provider stands for: what IAM is asked about it.
 * Resource types and condition keys: https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export interface AwsCall {
    readonly action: string;
    /** The ARN that IAM is asked about; several are all asked about; "*" where the action has none. */
    readonly on: (asked: Asked) => string | readonly string[];
    /** The condition keys that the service fills in from the request; absent ones are not there. */
    readonly context?: (asked: Asked) => CallContext;
    /** Whether the provider makes the call in this case; it always does where nothing is said. */
    readonly when?: (asked: Asked) => boolean;
    /** The request in whose course IAM is asked, where the action is no request of its own. */
    readonly within?: string;
}

/** The calls of each operation. After a create and an update the provider reads what it has made. */
export interface Calls {
    /** The provider's source, which is where the calls are known from. */
    readonly source: string;
    readonly create: readonly AwsCall[];
    readonly read: readonly AwsCall[];
    readonly update: readonly AwsCall[];
    readonly delete: readonly AwsCall[];
    /** What the provider asks to find out a difference, so in every preview. */
    readonly plan?: readonly AwsCall[];
}

/** For actions that know no resource. */
export const anything = (): string => "*";
