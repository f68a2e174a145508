import { isDeepStrictEqual } from "node:util";
import { placementOf } from "../../policypack/graph/placement";
import type { GraphResource } from "../../policypack/graph/resource";
import { unknownCheckingProxy } from "../../policypack/unknownValue";
import type { Registration } from "../registration";

/** What one file tells of. */
export interface Source {
    readonly file: string;
    readonly registrations: readonly Registration[];
}

/**
 * All resources of an estate, however many stacks it is split over. A stack may not be told of twice:
 * of two states of it, one is not true.
 */
export function joinedRegistrations(sources: readonly Source[]): readonly Registration[] {
    const joined = new Map<
        string,
        { readonly registration: Registration; readonly file: string }
    >();
    for (const { file, registrations } of sources) {
        for (const registration of registrations) {
            const known = joined.get(registration.urn);
            if (known !== undefined && !isDeepStrictEqual(known.registration, registration)) {
                throw new Error(
                    `"${known.file}" and "${file}" tell different things of one resource, "${registration.urn}"; give one file a stack`,
                );
            }
            joined.set(registration.urn, known ?? { registration, file });
        }
    }
    return [...joined.values()].map(({ registration }) => registration);
}

/** The same as a graph is built from it: each with the place that its provider leads to. */
export function graphResources(registrations: readonly Registration[]): readonly GraphResource[] {
    const placements = new Map(
        registrations
            .filter(({ type }) => type.startsWith("pulumi:providers:"))
            .map(({ urn, type, inputs }) => [urn, placementOf({ type, props: guarded(inputs) })]),
    );
    return registrations.map(({ provider = "", custom: _, inputs, outputs, ...registration }) => ({
        ...registration,
        inputs: guarded(inputs),
        outputs: guarded(outputs),
        // The reference is the provider's URN, "::" and its id.
        placement: placements.get(provider.slice(0, provider.lastIndexOf("::"))) ?? {},
    }));
}

// The engine writes one of these for a value that is not known yet, each for another type.
const unknownValues =
    /^(?:04da6b54-80e4-46f7-96ec-b56ff0331ba9|1c4a061d-8072-4f0a-a4cb-0ff528b18fe7|3eeb2bf0-c639-47a8-9e75-3b44932eb421|6a19a0b0-7e62-4c92-b797-7f8e31da9cc2|dd056dcd-154b-4c76-9bd3-c8f88648b5ff)$/;

/** Most resources have nothing unknown, and are read without a guard before each value. */
function guarded(inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return hasUnknown(inputs) ? unknownCheckingProxy(inputs) : inputs;
}

function hasUnknown(value: unknown): boolean {
    if (typeof value === "string") {
        return unknownValues.test(value);
    }
    return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}
