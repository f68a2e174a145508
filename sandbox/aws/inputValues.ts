import type { Properties } from "../provider/server";
import type { Tags } from "./accountState";

/**
 * Typed reads of inputs that have passed `checkArguments`. A value of another kind here is this
 * sandbox's own mistake, so it throws instead of going on with something else.
 */
export function text(inputs: Properties, name: string): string {
    const value = inputs[name];
    if (typeof value !== "string") {
        throw new TypeError(`input "${name}" should have been checked to be a string`);
    }
    return value;
}

export function optionalText(inputs: Properties, name: string): string | undefined {
    return inputs[name] === undefined ? undefined : text(inputs, name);
}

export function texts(inputs: Properties, name: string): readonly string[] {
    const value = inputs[name] ?? [];
    if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) {
        throw new TypeError(`input "${name}" should have been checked to be strings`);
    }
    return value;
}

export function number(inputs: Properties, name: string, absent: number): number {
    const value = inputs[name] ?? absent;
    if (typeof value !== "number") {
        throw new TypeError(`input "${name}" should have been checked to be a number`);
    }
    return value;
}

export function members(inputs: Properties, name: string): Properties {
    const value = inputs[name] ?? {};
    if (typeof value !== "object" || Array.isArray(value)) {
        throw new TypeError(`input "${name}" should have been checked to be an object`);
    }
    return value as Properties;
}

export function tags(inputs: Properties): Tags {
    const entries = Object.entries(members(inputs, "tags"));
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
