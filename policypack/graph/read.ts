import { inputAt } from "../inputs";
import type { Input } from "../inputs";
import type { GraphResource } from "./resource";

/** What the program asked for, else what the provider made of it. */
export function valueAt({ inputs, outputs }: GraphResource, path: string): Input {
    const asked = inputAt(inputs, path);
    const made = asked.state === "known" ? asked : inputAt(outputs, path);
    return made.state === "absent" ? asked : made;
}

export function textOf(resource: GraphResource, path: string): string | undefined {
    const input = valueAt(resource, path);
    return input.state === "known" && typeof input.value === "string" && input.value !== ""
        ? input.value
        : undefined;
}

export function textsOf(resource: GraphResource, path: string): readonly string[] {
    const input = valueAt(resource, path);
    return input.state === "known" && Array.isArray(input.value)
        ? input.value.filter((each) => typeof each === "string")
        : [];
}

export function isUnknown(resource: GraphResource, path: string): boolean {
    return valueAt(resource, path).state === "unknown";
}
