import { asObject } from "../properties";
import { registrationOf } from "../registration";
import type { Registration, Writing } from "../registration";

/** Steps after which nothing is left of a resource. */
const leaving: ReadonlySet<unknown> = new Set(["delete", "discard", "read-discard"]);
/** Of a replacement the old one goes, and the new one is another step of the same URN. */
const ofTheOldOne: ReadonlySet<unknown> = new Set(["delete-replaced", "discard-replaced"]);
/** What a resource keeps that is not made anew. */
const keeping: ReadonlySet<unknown> = new Set(["same", "update", "refresh"]);

/** A step of a preview, in a digest or in the engine's events. */
export interface PlannedStep {
    readonly op: unknown;
    readonly urn: unknown;
    readonly before: unknown;
    readonly after: unknown;
}

/** Every resource as it will stand when all steps are done. */
export function plannedRegistrations(
    steps: readonly PlannedStep[],
    from: Writing,
): readonly Registration[] {
    const planned = new Map<string, Registration>();
    for (const { op, urn, before, after } of steps) {
        if (leaving.has(op)) {
            planned.delete(String(urn));
        } else if (!ofTheOldOne.has(op) && after !== undefined && after !== null) {
            const made = keeping.has(op) ? kept(asObject(before), asObject(after)) : after;
            const registration = registrationOf(withoutHidden(asObject(made)), from);
            planned.set(registration.urn, registration);
        }
    }
    return [...planned.values()];
}

/** The engine says of what stays only what the program asks for: id and outputs are those there are. */
function kept(
    { id, outputs }: Readonly<Record<string, unknown>>,
    after: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
    return { ...after, id, outputs: outputs ?? after.outputs };
}

// What stands for a text that is not known yet, wherever the engine writes values.
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A preview never shows secrets: what they are is not known, and is not the text that stands there. */
function withoutHidden(
    resource: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
    const hide = (value: unknown): unknown => {
        if (Array.isArray(value)) {
            return value.map(hide);
        }
        if (typeof value === "object" && value !== null) {
            return Object.fromEntries(
                Object.entries(value).map(([key, each]) => [key, hide(each)]),
            );
        }
        return value === "[secret]" ? unknownText : value;
    };
    return { ...resource, inputs: hide(resource.inputs), outputs: hide(resource.outputs) };
}
