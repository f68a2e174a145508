import { containsUnknown, unknown, type CheckFailure, type Properties } from "../provider/server";
import { asAwsWrites, meaningOf } from "./policySpelling";
import type { Session } from "./session";

type Kind = "string" | "number" | "boolean" | "strings" | "tags";

/** A list of objects, each with these members. */
interface Objects {
    readonly each: Arguments;
}

export interface Argument {
    /** An object's members are arguments in turn. */
    readonly kind: Kind | Objects | Readonly<Record<string, Argument>>;
    readonly required?: true;
    /** A change makes another resource of it. */
    readonly replaces?: true;
    /** AWS chooses it where the program says nothing, so saying nothing asks for no change. */
    readonly computed?: true;
    /** The only values that are simulated. */
    readonly values?: readonly (string | boolean)[];
    /** A JSON text: two spellings of one value are no difference. */
    readonly json?: true;
    /** A policy document: equal where it says the same; `rewritten`, AWS spells it in its own way. */
    readonly policy?: "rewritten" | "kept";
    /** Part of a request that AWS keeps nowhere: a read repeats what the program said last. */
    readonly unread?: true;
    /** What AWS takes when it is absent, so that saying it explicitly is no difference either. */
    readonly default?: unknown;
}

export type Arguments = Readonly<Record<string, Argument>>;

/** Defaults that depend on who asks. */
export const ownAccount: unique symbol = Symbol("the session's account id");
export const ownRegion: unique symbol = Symbol("the region of the provider");

/** Refuses what this sandbox does not know, so that nothing is echoed as if it had an effect. */
export function checkArguments(
    known: Arguments,
    inputs: Properties,
    path = "",
): readonly CheckFailure[] {
    const missing = Object.entries(known)
        .filter(([name, { required }]) => required === true && inputs[name] === undefined)
        .map(([name]) => ({
            property: path + name,
            reason: `argument "${path}${name}" is missing`,
        }));
    const wrong = Object.entries(inputs).flatMap(([name, value]) => {
        const property = path + name;
        const argument = Object.hasOwn(known, name) ? known[name] : undefined;
        if (argument === undefined) {
            return [{ property, reason: `argument "${property}" is not simulated` }];
        }
        if (argument.values?.includes(value as string | boolean) === false && value !== unknown) {
            return [{ property, reason: notSimulated(property, value, argument.values) }];
        }
        return checkKind(argument.kind, value, property);
    });
    return [...missing, ...wrong];
}

/** The names of the arguments that differ, by what AWS would make of them. */
export function changedArguments(
    session: Session,
    known: Arguments,
    olds: Properties,
    news: Properties,
): string[] {
    return Object.entries(known)
        .filter(([name, argument]) => {
            if (argument.computed === true && news[name] === undefined) {
                return false;
            }
            const before = effective(session, argument, olds[name]);
            return !sameValue(before, effective(session, argument, news[name]));
        })
        .map(([name]) => name);
}

/**
 * What a read of the real thing puts into the state as inputs: an argument the program left out
 * appears only where AWS holds something else than its default. An import has no prior inputs, so
 * it also says what AWS chose.
 */
export function inputsAsRead(
    session: Session,
    known: Arguments,
    prior: Properties,
    actual: Properties,
): Properties {
    const kept = Object.entries(known).flatMap(([name, argument]) => {
        if (argument.unread === true) {
            return name in prior ? [[name, prior[name]] as const] : [];
        }
        const said = effective(session, argument, prior[name]);
        const held = effective(session, argument, actual[name]);
        if (name in prior && sameValue(said, held)) {
            return [[name, prior[name]] as const];
        }
        const refreshed = Object.keys(prior).length > 0;
        if (argument.computed === true && refreshed && !(name in prior)) {
            return [];
        }
        const isDefault = sameValue(effective(session, argument, undefined), held);
        return isDefault && !(name in prior) ? [] : [[name, actual[name]] as const];
    });
    return Object.fromEntries(kept);
}

/** Outputs with AWS's spelling of documents; where it says the same, the one known before stays. */
export function documentsAsRead(
    known: Arguments,
    prior: Properties,
    actual: Properties,
): Properties {
    const documents = Object.entries(known).flatMap(([name, { policy }]) => {
        const held = actual[name];
        if (policy === undefined || typeof held !== "string") {
            return [];
        }
        const before = prior[name];
        const same =
            typeof before === "string" &&
            sameValue(meaningOf(parsed(before)), meaningOf(parsed(held)));
        return [[name, same ? before : policy === "rewritten" ? asAwsWrites(held) : held] as const];
    });
    return { ...actual, ...Object.fromEntries(documents) };
}

export function sameValue(one: unknown, other: unknown): boolean {
    if (containsUnknown(one) || containsUnknown(other)) {
        return false;
    }
    return canonical(one) === canonical(other);
}

function effective(
    session: Session,
    { kind, default: absent, json, policy }: Argument,
    value: unknown,
): unknown {
    if (value === undefined) {
        switch (absent) {
            case ownAccount:
                return session.accountId;
            case ownRegion:
                return session.region;
            default:
                return absent;
        }
    }
    if (isList(kind)) {
        const whole: Argument = { kind: kind.each };
        return Array.isArray(value) ? value.map((one) => effective(session, whole, one)) : value;
    }
    if (typeof kind === "object" && isObject(value)) {
        const members = Object.entries(kind).map(
            ([name, member]) => [name, effective(session, member, value[name])] as const,
        );
        return Object.fromEntries(members);
    }
    if (policy !== undefined && typeof value === "string") {
        return meaningOf(parsed(value));
    }
    return json === true && typeof value === "string" ? parsed(value) : value;
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

function canonical(value: unknown): string {
    return JSON.stringify(value, (_key, one: unknown) =>
        typeof one === "object" && one !== null && !Array.isArray(one)
            ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
            : one,
    );
}

function checkKind(
    kind: Argument["kind"],
    value: unknown,
    property: string,
): readonly CheckFailure[] {
    if (value === unknown) {
        return [];
    }
    if (isList(kind)) {
        return Array.isArray(value)
            ? value.flatMap((one, index) => checkKind(kind.each, one, `${property}[${index}]`))
            : [wrongKind(property, "a list of objects", value)];
    }
    if (typeof kind === "object") {
        return isObject(value)
            ? checkArguments(kind, value, `${property}.`)
            : [wrongKind(property, "an object", value)];
    }
    const [fits, expected] = kinds[kind];
    return fits(value) ? [] : [wrongKind(property, expected, value)];
}

const kinds: Readonly<Record<Kind, readonly [(value: unknown) => boolean, string]>> = {
    string: [(value) => typeof value === "string", "a string"],
    number: [(value) => typeof value === "number", "a number"],
    boolean: [(value) => typeof value === "boolean", "true or false"],
    strings: [(value) => Array.isArray(value) && value.every(isString), "a list of strings"],
    tags: [(value) => isObject(value) && Object.values(value).every(isString), "strings by name"],
};

function notSimulated(
    property: string,
    value: unknown,
    values: readonly (string | boolean)[],
): string {
    const expected = values.map((one) => JSON.stringify(one)).join(", ");
    return `argument "${property}" is ${JSON.stringify(value)}, which is not simulated; expected ${expected}`;
}

function wrongKind(property: string, expected: string, value: unknown): CheckFailure {
    const got = value === null ? "null" : Array.isArray(value) ? "a list" : typeof value;
    return { property, reason: `argument "${property}" is ${got}; expected ${expected}` };
}

function isList(kind: Argument["kind"]): kind is Objects {
    return typeof kind === "object" && "each" in kind;
}

function isString(value: unknown): boolean {
    return typeof value === "string" || value === unknown;
}

function isObject(value: unknown): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
