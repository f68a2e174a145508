import type { Registration } from "./registration";

/** A property as text: what the program asked for, else what the provider made of it. */
export function text(registration: Registration, name: string): string | undefined {
    return [registration.inputs[name], registration.outputs[name]].find(
        (value): value is string => typeof value === "string" && value !== "",
    );
}

/** What only the provider knows, such as an ARN or a unique id. */
export function output(registration: Registration, name: string): string | undefined {
    const value = registration.outputs[name];
    return typeof value === "string" && value !== "" ? value : undefined;
}

export function present(registration: Registration, name: string): boolean {
    const value = registration.inputs[name];
    return value !== undefined && value !== null && value !== "";
}

/** A list of texts. A provider's own properties are registered as JSON text, lists included. */
export function texts(registration: Registration, name: string): readonly string[] {
    const value = registration.inputs[name] ?? registration.outputs[name];
    const list = typeof value === "string" ? parsed(value) : value;
    return Array.isArray(list) ? list.filter((each) => typeof each === "string") : [];
}

/** A property that is an object, or the object that its JSON text holds. */
export function object(registration: Registration, name: string): Record<string, unknown> {
    const value = registration.inputs[name] ?? registration.outputs[name];
    return asObject(typeof value === "string" ? parsed(value) : value);
}

export function asObject(value: unknown): Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? (value as Record<string, unknown>)
        : {};
}

function parsed(value: string): unknown {
    try {
        return JSON.parse(value);
    } catch {
        return undefined;
    }
}
