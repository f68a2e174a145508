import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

/** Plain JSON values by property name; a value not known at preview is the symbol below. */
export type Properties = Readonly<Record<string, unknown>>;

/** Stands for a value that only the real rollout will know. It may sit at any depth. */
export const unknown: unique symbol = Symbol("unknown until the rollout");

/** The engine writes one of these texts where a value is not known yet, one per kind of value. */
const unknownTexts: ReadonlySet<string> = new Set([
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** An object with this key is no plain object: its value says which special value it stands for. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** What a gRPC message carries, as plain values. Null and absent are the same, as in the engine. */
export function readStruct(struct: Struct | undefined): Properties {
    return struct === undefined ? {} : readObject(struct.toJavaScript());
}

export function writeStruct(properties: Properties): Struct {
    return Struct.fromJavaScript(writeObject(properties));
}

export function containsUnknown(value: unknown): boolean {
    if (Array.isArray(value)) {
        return value.some(containsUnknown);
    }
    return isObject(value) ? Object.values(value).some(containsUnknown) : value === unknown;
}

function readObject(object: Record<string, unknown>): Properties {
    return Object.fromEntries(
        Object.entries(object)
            .filter(([, value]) => value !== null)
            .map(([key, value]) => [key, readValue(value)]),
    );
}

function readValue(value: unknown): unknown {
    if (typeof value === "string") {
        return unknownTexts.has(value) ? unknown : value;
    }
    if (Array.isArray(value)) {
        return value.map(readValue);
    }
    if (!isObject(value)) {
        return value;
    }
    const signature = value[signatureKey];
    if (signature === secretSignature) {
        return readValue(value.value);
    }
    if (signature === outputSignature) {
        return value.value === undefined ? unknown : readValue(value.value);
    }
    if (signature !== undefined) {
        throw new Error(
            `a property holds an asset, an archive or a resource, which this simulated provider does not take`,
        );
    }
    return readObject(value);
}

function writeObject(object: Properties): Record<string, JavaScriptValue> {
    return Object.fromEntries(
        Object.entries(object)
            .filter(([, value]) => value !== undefined)
            .map(([key, value]) => [key, writeValue(value)]),
    );
}

function writeValue(value: unknown): JavaScriptValue {
    if (value === unknown) {
        return unknownText;
    }
    if (value === null || typeof value === "string" || typeof value === "boolean") {
        return value;
    }
    if (typeof value === "number") {
        return value;
    }
    if (Array.isArray(value)) {
        return value.map(writeValue);
    }
    if (isObject(value)) {
        return writeObject(value);
    }
    throw new Error(`a property of type "${typeof value}" cannot be sent to the engine`);
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
