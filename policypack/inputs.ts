import { UnknownValueError } from "./unknownValue";

/**
 * One registered input as plain data. The SDK turns every touch of a value that is not known at
 * preview into an advisory note, after which the policy has not judged anything; here it becomes a
 * state of its own that each policy must decide on.
 */
export type Input =
    | { readonly state: "known"; readonly value: unknown }
    | { readonly state: "absent" }
    | { readonly state: "unknown"; readonly path: string };

export type Inputs = Readonly<Record<string, unknown>>;

/** Reads the input at a path such as `metadata.namespace`, with everything below it. */
export function inputAt(inputs: Inputs, path: string): Input {
    const reached: string[] = [];
    try {
        let value: unknown = inputs;
        for (const key of path.split(".")) {
            if (!isObject(value)) {
                return { state: "absent" };
            }
            reached.push(key);
            value = value[key];
        }
        value = plain(value, reached);
        return value === undefined || value === null
            ? { state: "absent" }
            : { state: "known", value };
    } catch (error) {
        if (error instanceof UnknownValueError) {
            return { state: "unknown", path: reached.join(".") };
        }
        throw error;
    }
}

/** Stands in a value for what is not known at preview. */
export const notKnown: unique symbol = Symbol("not known at preview");

/** An input with everything that is known of it, and the places of what is not. */
export function partlyKnownAt(
    inputs: Inputs,
    path: string,
): { readonly value: unknown; readonly unknown: readonly string[] } {
    const unknown: string[] = [];
    let value: unknown = inputs;
    const reached: string[] = [];
    for (const key of path.split(".")) {
        if (value === notKnown || !isObject(value)) {
            break;
        }
        reached.push(key);
        value = memberOf(value, key, reached, unknown);
    }
    const isReached = reached.length === path.split(".").length || value === notKnown;
    return { value: isReached ? partlyPlain(value, reached, unknown) : undefined, unknown };
}

function partlyPlain(value: unknown, reached: readonly string[], unknown: string[]): unknown {
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const entries = Object.keys(value).map((key) => {
        const at = [...reached, key];
        return [
            key,
            partlyPlain(memberOf(value as Inputs, key, at, unknown), at, unknown),
        ] as const;
    });
    return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

function memberOf(
    holder: Inputs,
    key: string,
    reached: readonly string[],
    unknown: string[],
): unknown {
    try {
        return holder[key];
    } catch (error) {
        if (error instanceof UnknownValueError) {
            unknown.push(reached.join("."));
            return notKnown;
        }
        throw error;
    }
}

export function isObject(value: unknown): value is Inputs {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy without the SDK's proxy; touching every key is what makes an unknown value show. */
function plain(value: unknown, reached: string[]): unknown {
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const entries = Object.keys(value).map((key) => {
        reached.push(key);
        const entry = [key, plain((value as Inputs)[key], reached)] as const;
        reached.pop();
        return entry;
    });
    return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}
