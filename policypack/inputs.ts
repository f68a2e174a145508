import { UnknownValueError } from "@pulumi/policy";

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
