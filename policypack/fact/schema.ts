import { isDeepStrictEqual } from "node:util";
import type {
    PolicyConfigJSONSchema,
    PolicyConfigJSONSchemaDefinition,
} from "@pulumi/policy/schema";

/**
 * The part of JSON schema that facts are written in, checked in full. A general validator costs
 * more to load than the pack takes to judge a program; a keyword that is not known here stops the
 * pack at its start, so that no constraint is ever silently left out.
 */
const keywords: ReadonlySet<string> = new Set([
    "type",
    "enum",
    "pattern",
    "minLength",
    "minimum",
    "maximum",
    "items",
    "minItems",
    "uniqueItems",
    "properties",
    "required",
    "additionalProperties",
    "description",
]);

export function assertKnownKeywords(schema: PolicyConfigJSONSchema): void {
    for (const key of Object.keys(schema)) {
        if (!keywords.has(key)) {
            throw new Error(`a fact's schema uses "${key}", which fact/schema.ts does not check`);
        }
    }
    const { items, properties = {}, additionalProperties } = schema;
    for (const each of [items, additionalProperties, ...Object.values(properties)]) {
        if (Array.isArray(each)) {
            throw new Error("a fact's schema gives a list of schemas as its items");
        }
        if (typeof each === "object") {
            assertKnownKeywords(each);
        }
    }
}

/** Where a value does not meet its schema, such as `roles[2].trusts`; nothing when it does. */
export function problemsOf(
    schema: PolicyConfigJSONSchema,
    value: unknown,
    path = "",
): readonly string[] {
    const { enum: choices } = schema;
    if (
        (schema.type !== undefined && schema.type !== typeOf(value)) ||
        (choices !== undefined && !choices.some((choice) => isDeepStrictEqual(choice, value)))
    ) {
        return [path];
    }
    if (Array.isArray(value)) {
        return problemsOfList(schema, value, path);
    }
    if (typeof value === "object" && value !== null) {
        return problemsOfObject(schema, value as Readonly<Record<string, unknown>>, path);
    }
    return meets(schema, value) ? [] : [path];
}

function problemsOfList(
    schema: PolicyConfigJSONSchema,
    list: readonly unknown[],
    path: string,
): readonly string[] {
    const { items, minItems = 0, uniqueItems = false } = schema;
    const isRepeated = (each: unknown, index: number) =>
        list.slice(0, index).some((earlier) => isDeepStrictEqual(earlier, each));
    if (list.length < minItems || (uniqueItems && list.some(isRepeated))) {
        return [path];
    }
    return list.flatMap((each, index) =>
        problemsOfMember(items as PolicyConfigJSONSchemaDefinition, each, `${path}[${index}]`),
    );
}

function problemsOfObject(
    schema: PolicyConfigJSONSchema,
    object: Readonly<Record<string, unknown>>,
    path: string,
): readonly string[] {
    const { properties = {}, required = [], additionalProperties } = schema;
    const at = (key: string) => (path === "" ? key : `${path}.${key}`);
    return [
        ...required.filter((key) => object[key] === undefined).map(at),
        ...Object.entries(object)
            .filter(([, each]) => each !== undefined)
            .flatMap(([key, each]) =>
                problemsOfMember(
                    Object.hasOwn(properties, key) ? properties[key] : additionalProperties,
                    each,
                    at(key),
                ),
            ),
    ];
}

function problemsOfMember(
    schema: PolicyConfigJSONSchemaDefinition | undefined,
    value: unknown,
    path: string,
): readonly string[] {
    if (typeof schema === "object") {
        return problemsOf(schema, value, path);
    }
    return schema === false ? [path] : [];
}

function meets(schema: PolicyConfigJSONSchema, value: unknown): boolean {
    const { pattern, minLength = 0, minimum = -Infinity, maximum = Infinity } = schema;
    if (typeof value === "string") {
        return (
            value.length >= minLength &&
            (pattern === undefined || new RegExp(pattern, "u").test(value))
        );
    }
    return typeof value !== "number" || (value >= minimum && value <= maximum);
}

function typeOf(value: unknown): string {
    if (value === null) {
        return "null";
    }
    return Array.isArray(value) ? "array" : typeof value;
}
