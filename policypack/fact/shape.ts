import type { Fact, Facts, FactsOf } from "../facts";

/** The shapes that facts are made of; a policy's configuration is strict about every one of them. */

export function text(pattern = "."): Fact<string> {
    return { schema: { type: "string", pattern } };
}

export function choice<const T extends string>(...values: readonly T[]): Fact<T> {
    return { schema: { type: "string", enum: [...values] } };
}

export const truth: Fact<boolean> = { schema: { type: "boolean" } };

/** No member twice: what stands there twice is a slip, often of two things that should differ. */
export function listOf<T>(items: Fact<T>, minItems = 0): Fact<readonly T[]> {
    return { schema: { type: "array", items: items.schema, uniqueItems: true, minItems } };
}

/** An object with these members and no others; those of `optional` may be absent. */
export function record<F extends Facts>(members: F): Fact<FactsOf<F>>;
export function record<F extends Facts, O extends Facts>(
    members: F,
    optional: O,
): Fact<FactsOf<F> & Partial<FactsOf<O>>>;
export function record(members: Facts, optional: Facts = {}): Fact<unknown> {
    const properties = Object.fromEntries(
        Object.entries({ ...members, ...optional }).map(([key, { schema }]) => [key, schema]),
    );
    return {
        schema: {
            type: "object",
            properties,
            required: Object.keys(members),
            additionalProperties: false,
        },
    };
}

/** An object whose every member has the same shape, by names that the configuration chooses. */
export function mapOf<T>(members: Fact<T>): Fact<Readonly<Record<string, T>>> {
    return { schema: { type: "object", additionalProperties: members.schema } };
}

/** An object that is compared as a whole, written out as it has to be registered. */
export const written: Fact<Readonly<Record<string, unknown>>> = { schema: { type: "object" } };

/** The teams that something is for, by name, where it is not for any team. */
export const teamNames = listOf(text("^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$"), 1);

/** A name pattern that says whose a thing is. */
export const teamPattern = text("\\{team\\}");
export const accountId = text("^[0-9]{12}$");
export const roleArn = text("^arn:aws[a-z-]*:iam::[0-9]{12}:role/");
