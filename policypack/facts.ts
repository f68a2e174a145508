import type { PolicyConfigSchema } from "@pulumi/policy";
import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import { assertKnownKeywords, problemsOf } from "./fact/schema";

/**
 * A fact that policies ask of their configuration: the schema that a value must meet, and the type
 * that it then has. Facts stand in `fact/`, made with the shapes of `fact/shape.ts`.
 */
export interface Fact<T> {
    readonly schema: PolicyConfigJSONSchema;
    /** Never set: it ties the schema to what it means in TypeScript. */
    readonly type?: T;
}

export type Facts = Readonly<Record<string, Fact<unknown>>>;
export type FactsOf<F extends Facts> = {
    readonly [Key in keyof F]: F[Key] extends Fact<infer T> ? T : never;
};

/** What a policy needs to know; `Known<typeof needed>` is what its rule is then given. */
export interface Needed<T> {
    readonly schema: PolicyConfigSchema;
    readonly type?: T;
}
export type Known<N> = N extends Needed<infer T> ? T : never;

/** The facts a policy needs, all of them required: a pack without its facts must not pass weaker. */
export function needs<F extends Facts>(facts: F): Needed<FactsOf<F>> {
    const properties = Object.fromEntries(
        Object.entries(facts).map(([key, { schema }]) => [key, schema]),
    );
    for (const schema of Object.values(properties)) {
        assertKnownKeywords(schema);
    }
    return { schema: { properties, required: Object.keys(properties) } };
}

export type FactsReading<T> =
    | { readonly ok: true; readonly facts: T }
    /** The places in the configuration that are missing or malformed, such as `roles[2].trusts`. */
    | { readonly ok: false; readonly unusable: readonly string[] };

type Configuration = Readonly<Record<string, unknown>>;

const lastReading = new WeakMap<
    Needed<unknown>,
    { readonly config: Configuration; readonly reading: FactsReading<unknown> }
>();

/**
 * The engine checks the configuration against the schema before it asks anything. This second look
 * is for a host that does not: without it, a missing list would read as "nothing is forbidden".
 */
export function factsOf<T>(needed: Needed<T>, config: Configuration): FactsReading<T> {
    const last = lastReading.get(needed);
    if (last !== undefined && isSame(last.config, config)) {
        return last.reading as FactsReading<T>;
    }
    const { properties, required } = needed.schema;
    const unusable = problemsOf(
        {
            type: "object",
            properties,
            additionalProperties: false,
            ...(required === undefined ? {} : { required }),
        },
        config,
    );
    const reading: FactsReading<T> =
        unusable.length === 0 ? { ok: true, facts: config as T } : { ok: false, unusable };
    lastReading.set(needed, { config, reading });
    return reading;
}

/** The SDK hands out the same values each time, in an object of their own. */
function isSame(one: Configuration, other: Configuration): boolean {
    const keys = Object.keys(one);
    return (
        keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key])
    );
}
