import type { Properties } from "../../provider/server";
import { objectAt } from "./objectShape";

export interface ObjectName {
    readonly name: string;
    readonly namespace: string | undefined;
}

export function nameIn(inputs: Properties): ObjectName {
    const { name, namespace } = objectAt(inputs.metadata);
    if (!isText(name)) {
        throw new Error('the object has no "metadata.name"; set it');
    }
    return { name, namespace: isText(namespace) ? namespace : undefined };
}

/** The official provider's form, so that `pulumi import` takes the same ids. */
export function idOf({ name, namespace }: ObjectName): string {
    return namespace === undefined ? name : `${namespace}/${name}`;
}

export function nameFromId(id: string): ObjectName {
    const [first = "", second, ...rest] = id.split("/");
    if (rest.length > 0 || first === "" || second === "") {
        throw new Error(`"${id}" is no id of an object; expected "<namespace>/<name>" or "<name>"`);
    }
    return second === undefined
        ? { name: first, namespace: undefined }
        : { name: second, namespace: first };
}

export function isText(value: unknown): value is string {
    return typeof value === "string" && value !== "";
}
