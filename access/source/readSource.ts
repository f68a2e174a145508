import { asObject } from "../properties";
import { registrationsOf } from "../registration";
import type { Registration } from "../registration";
import { plannedRegistrations } from "./plannedStep";

type Json = Readonly<Record<string, unknown>>;

const wanted =
    'expected what "pulumi stack export", "pulumi preview --json --show-sames" or "pulumi preview --event-log" writes';

/** The resources that a file tells of: as they stand, or as they will after the change that it plans. */
export function readSource(file: string, text: string): readonly Registration[] {
    try {
        return registrationsIn(text);
    } catch (error) {
        throw new Error(`"${file}": ${error instanceof Error ? error.message : String(error)}`);
    }
}

function registrationsIn(text: string): readonly Registration[] {
    const whole = parsed(text);
    if (whole === undefined) {
        return eventsIn(text);
    }
    if (Array.isArray(whole.steps) || whole.changeSummary !== undefined) {
        return previewed(whole);
    }
    if (whole.deployment !== undefined) {
        return registrationsOf(whole);
    }
    // The state as a backend keeps it is an export in other words.
    const { latest } = asObject(whole.checkpoint);
    if (whole.checkpoint !== undefined) {
        return registrationsOf({ deployment: latest ?? {} });
    }
    return whole.sequence === undefined ? refuse() : eventsIn(text);
}

function refuse(): never {
    throw new Error(`this is nothing that access can be read from; ${wanted}`);
}

function parsed(text: string): Json | undefined {
    try {
        const value = JSON.parse(text) as unknown;
        return typeof value === "object" && value !== null && !Array.isArray(value)
            ? (value as Json)
            : refuse();
    } catch (error) {
        if (error instanceof SyntaxError) {
            return undefined;
        }
        throw error;
    }
}

/** Without the resources that stay, a preview would show less access than there is. */
function previewed({ steps, changeSummary }: Json): readonly Registration[] {
    const planned = (Array.isArray(steps) ? steps : []).map(asObject);
    const same = asObject(changeSummary).same;
    const shown = planned.filter(({ op }) => op === "same").length;
    if (typeof same === "number" && same > shown) {
        throw new Error(
            `this preview leaves out ${same - shown} resources that stay as they are; make it with "pulumi preview --json --show-sames"`,
        );
    }
    return plannedRegistrations(
        planned.map(({ op, urn, oldState, newState }) => ({
            op,
            urn,
            before: oldState,
            after: newState,
        })),
        { name: "preview", command: "pulumi preview --json --show-sames" },
    );
}

/** One event a line. A log that was cut off tells of too few resources. */
function eventsIn(text: string): readonly Registration[] {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    const events = lines.map((line) => parsed(line) ?? refuse());
    if (!events.some(({ sequence }) => sequence !== undefined)) {
        refuse();
    }
    const summary = events.find(({ summaryEvent }) => summaryEvent !== undefined);
    const { result } = asObject(summary?.summaryEvent);
    if (summary === undefined || (result !== undefined && result !== "succeeded")) {
        throw new Error(
            "this event log is of a preview that did not come to its end, and tells of too few resources",
        );
    }
    const steps = events
        .filter(({ resourcePreEvent }) => resourcePreEvent !== undefined)
        .map(({ resourcePreEvent }) => asObject(asObject(resourcePreEvent).metadata));
    return plannedRegistrations(
        steps.map(({ op, urn, old, new: after }) => ({ op, urn, before: old, after })),
        { name: "event log", command: "pulumi preview --event-log" },
    );
}
