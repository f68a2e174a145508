import type { Properties } from "../../provider/server";

/** Metadata that the API server writes. */
const serverMetadata: ReadonlySet<string> = new Set([
    "creationTimestamp",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "generation",
    "managedFields",
    "resourceVersion",
    "selfLink",
    "uid",
]);

/** What the engine keeps of a live object: all but the bookkeeping of who set which field. */
export function outputsOf(live: Properties): Properties {
    return { ...live, metadata: without(live.metadata, new Set(["managedFields"])) };
}

/** What a program would have to say to get this object: an import has nothing else to go by. */
export function importedInputs(live: Properties): Properties {
    return {
        ...without(live, new Set(["status"])),
        metadata: without(live.metadata, serverMetadata),
    };
}

/**
 * The live values of what the program said. What the API server added by itself is no drift, and
 * neither are other people's labels; a list belongs to the program as a whole. An empty text and
 * none are one to the API server, which writes neither.
 */
export function refreshedInputs(inputs: Properties, live: Properties): Properties {
    return Object.fromEntries(
        Object.entries(inputs)
            .filter(([key, said]) => live[key] !== undefined || said === "")
            .map(([key, said]) => [
                key,
                isObject(said) && isObject(live[key])
                    ? refreshedInputs(said, live[key])
                    : (live[key] ?? said),
            ]),
    );
}

function without(object: unknown, keys: ReadonlySet<string>): Properties {
    return Object.fromEntries(Object.entries(objectAt(object)).filter(([key]) => !keys.has(key)));
}

export function objectAt(value: unknown): Properties {
    return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
