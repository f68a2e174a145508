import { readJson } from "./json";
import type { Json } from "./json";
import { quoted } from "./quoted";

/**
 * The one reader of IAM policy documents: every accepted shape becomes the same few lists, and
 * whatever is not understood makes the reading fail. A document that cannot be read in full must
 * never be judged in part, so callers treat `ok: false` as unsafe.
 */
export type Effect = "Allow" | "Deny";

export interface Principal {
    /** The type key as written; `*` for a principal that is a bare `"*"`. */
    readonly type: string;
    readonly value: string;
}

export interface Condition {
    readonly operator: string;
    readonly key: string;
    readonly values: readonly string[];
}

export interface Statement {
    readonly sid?: string;
    readonly effect: Effect;
    readonly principals?: readonly Principal[];
    readonly notPrincipals?: readonly Principal[];
    readonly actions?: readonly string[];
    readonly notActions?: readonly string[];
    readonly resources?: readonly string[];
    readonly notResources?: readonly string[];
    readonly conditions: readonly Condition[];
}

export interface PolicyDocument {
    readonly version?: string;
    readonly statements: readonly Statement[];
}

export type Reading =
    | { readonly ok: true; readonly document: PolicyDocument }
    | { readonly ok: false; readonly reason: string };

const documentElements = ["Version", "Id", "Statement"];
const statementElements = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];
const versions = ["2012-10-17", "2008-10-17"];
// In lower case: S3 and IAM read these keys in any letter case, and so must whoever guards them.
const principalTypes = ["aws", "service", "federated", "canonicaluser"];

class Unreadable extends Error {}

/** Texts that were read: several rules read one document, and many roles have one boundary. */
const remembered = new Map<string, Reading>();
const mostRemembered = 200;

/** Reads a policy document from its JSON text, or from an object as a program would hand it over. */
export function readPolicyDocument(value: unknown): Reading {
    if (typeof value !== "string") {
        return reading(value);
    }
    const known = remembered.get(value);
    if (known !== undefined) {
        return known;
    }
    if (remembered.size >= mostRemembered) {
        remembered.clear();
    }
    const read = reading(value);
    remembered.set(value, read);
    return read;
}

function reading(value: unknown): Reading {
    try {
        return { ok: true, document: documentOf(jsonOf(value)) };
    } catch (error) {
        if (error instanceof Unreadable) {
            return { ok: false, reason: error.message };
        }
        throw error;
    }
}

function jsonOf(value: unknown): Json {
    const text = typeof value === "object" && value !== null ? textOf(value) : value;
    if (typeof text !== "string") {
        throw new Unreadable(`the document is ${nameOf(value)}, not JSON text or an object`);
    }
    const reading = readJson(text);
    if (!reading.ok) {
        throw new Unreadable(`the document is not JSON: ${reading.reason}`);
    }
    return reading.value;
}

/** Through text, so that an object with functions or `undefined` is read as the engine registers it. */
function textOf(value: object): unknown {
    try {
        return JSON.stringify(value);
    } catch (error) {
        throw new Unreadable(
            `the document is an object that has no JSON text: ${error instanceof Error ? error.name : String(error)}`,
        );
    }
}

function documentOf(value: Json): PolicyDocument {
    const document = objectOf(value, "the document");
    onlyKnown(document, documentElements, "the document");
    if (Object.keys(document).length === 0) {
        // What S3 takes for "no policy" (access points are cleared this way): it grants nothing.
        return { statements: [] };
    }
    const version = optionalText(document, "Version", "the document");
    if (version !== undefined && !versions.includes(version)) {
        throw new Unreadable(
            `the document has Version ${quoted(version)}, not one of ${listed(versions)}`,
        );
    }
    optionalText(document, "Id", "the document");
    const statement = document.Statement;
    if (statement === undefined) {
        throw new Unreadable("the document has no Statement");
    }
    const statements = isList(statement) ? statement : [statement];
    return {
        ...(version === undefined ? {} : { version }),
        statements: statements.map((each, index) => statementOf(each, `statement ${index + 1}`)),
    };
}

function statementOf(value: Json, place: string): Statement {
    const statement = objectOf(value, place);
    onlyKnown(statement, statementElements, place);
    for (const element of ["Principal", "Action", "Resource"]) {
        if (statement[element] !== undefined && statement[`Not${element}`] !== undefined) {
            throw new Unreadable(`${place} has both ${element} and Not${element}`);
        }
    }
    const effect = statement.Effect;
    if (effect !== "Allow" && effect !== "Deny") {
        const found =
            effect === undefined
                ? "no Effect"
                : `Effect ${typeof effect === "string" ? quoted(effect) : JSON.stringify(effect)}`;
        throw new Unreadable(`${place} has ${found}, not "Allow" or "Deny"`);
    }
    const sid = optionalText(statement, "Sid", place);
    const read: Statement = {
        ...(sid === undefined ? {} : { sid }),
        effect,
        ...present("principals", statement.Principal, (each) =>
            principalsOf(each, `${place} Principal`),
        ),
        ...present("notPrincipals", statement.NotPrincipal, (each) =>
            principalsOf(each, `${place} NotPrincipal`),
        ),
        ...present("actions", statement.Action, (each) => textsOf(each, `${place} Action`)),
        ...present("notActions", statement.NotAction, (each) =>
            textsOf(each, `${place} NotAction`),
        ),
        ...present("resources", statement.Resource, (each) => textsOf(each, `${place} Resource`)),
        ...present("notResources", statement.NotResource, (each) =>
            textsOf(each, `${place} NotResource`),
        ),
        conditions: conditionsOf(statement.Condition, `${place} Condition`),
    };
    if (read.actions === undefined && read.notActions === undefined) {
        throw new Unreadable(`${place} has neither Action nor NotAction`);
    }
    return read;
}

function present<Key extends string, Value>(
    key: Key,
    value: Json | undefined,
    read: (value: Json) => Value,
): Partial<Record<Key, Value>> {
    return value === undefined ? {} : ({ [key]: read(value) } as Record<Key, Value>);
}

function principalsOf(value: Json, place: string): readonly Principal[] {
    if (value === "*") {
        return [{ type: "*", value: "*" }];
    }
    const types = Object.entries(objectOf(value, place));
    if (types.length === 0) {
        throw new Unreadable(`${place} names nobody`);
    }
    return types.flatMap(([type, values]) => {
        if (!principalTypes.includes(type.toLowerCase())) {
            throw new Unreadable(`${place} has the unknown type ${quoted(type)}`);
        }
        return textsOf(values, `${place} ${type}`).map((each) => ({ type, value: each }));
    });
}

function conditionsOf(value: Json | undefined, place: string): readonly Condition[] {
    if (value === undefined) {
        return [];
    }
    const operators = new Set<string>();
    return Object.entries(objectOf(value, place)).flatMap(([operator, tests]) => {
        // Whoever reads operators without letter case would see one of the two tests alone.
        if (operators.has(operator.toLowerCase())) {
            throw new Unreadable(`${place} has the operator ${quoted(operator)} twice`);
        }
        operators.add(operator.toLowerCase());
        const keys = new Set<string>();
        return Object.entries(objectOf(tests, `${place} ${operator}`)).map(([key, values]) => {
            // AWS compares keys without letter case, so this is a duplicate that JSON cannot see.
            if (keys.has(key.toLowerCase())) {
                throw new Unreadable(`${place} ${operator} tests the key ${quoted(key)} twice`);
            }
            keys.add(key.toLowerCase());
            return { operator, key, values: scalarsOf(values, `${place} ${operator} ${key}`) };
        });
    });
}

function textsOf(value: Json, place: string): readonly string[] {
    return listOf(value, place).map((each) => {
        if (typeof each !== "string") {
            throw new Unreadable(`${place} holds ${nameOf(each)}, not a string`);
        }
        return each;
    });
}

function scalarsOf(value: Json, place: string): readonly string[] {
    return listOf(value, place).map((each) => {
        if (typeof each === "string" || typeof each === "number" || typeof each === "boolean") {
            return String(each);
        }
        throw new Unreadable(`${place} holds ${nameOf(each)}, not a string, number or boolean`);
    });
}

function listOf(value: Json, place: string): readonly Json[] {
    const list = isList(value) ? value : [value];
    if (list.length === 0) {
        throw new Unreadable(`${place} is an empty list`);
    }
    return list;
}

function objectOf(value: Json, place: string): Readonly<Record<string, Json>> {
    if (typeof value !== "object" || value === null || isList(value)) {
        throw new Unreadable(`${place} is ${nameOf(value)}, not an object`);
    }
    return value;
}

function optionalText(
    object: Readonly<Record<string, Json>>,
    element: string,
    place: string,
): string | undefined {
    const value = object[element];
    if (value !== undefined && typeof value !== "string") {
        throw new Unreadable(`${place} has ${nameOf(value)} as ${element}, not a string`);
    }
    return value;
}

function onlyKnown(
    object: Readonly<Record<string, Json>>,
    known: readonly string[],
    place: string,
): void {
    const unknown = Object.keys(object).filter((element) => !known.includes(element));
    if (unknown.length > 0) {
        throw new Unreadable(
            `${place} has the unknown element ${listed(unknown)}; known are ${listed(known)}`,
        );
    }
}

function isList(value: Json): value is readonly Json[] {
    return Array.isArray(value);
}

function nameOf(value: unknown): string {
    if (value === null || value === undefined) {
        return String(value);
    }
    if (Array.isArray(value)) {
        return "a list";
    }
    return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function listed(values: readonly string[]): string {
    return values.map(quoted).join(", ");
}
