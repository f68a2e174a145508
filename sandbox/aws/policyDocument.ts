/** What `policyDocument` finds wrong with a text; the services word it each in their way. */
export type PolicyProblem =
    { readonly kind: "json" } | { readonly kind: "syntax"; readonly what: string };

export class PolicyProblemError extends Error {
    readonly problem: PolicyProblem;

    constructor(problem: PolicyProblem) {
        super(problem.kind === "json" ? "no JSON object" : problem.what);
        this.problem = problem;
    }
}

export interface PolicyPrincipal {
    /** `AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` for a bare `"Principal": "*"`. */
    readonly type: string;
    readonly value: string;
}

export interface PolicyCondition {
    readonly operator: string;
    readonly key: string;
    readonly values: readonly string[];
}

export interface PolicyStatement {
    readonly sid?: string;
    readonly effect: "Allow" | "Deny";
    readonly principals?: readonly PolicyPrincipal[];
    readonly notPrincipals?: readonly PolicyPrincipal[];
    readonly actions?: readonly string[];
    readonly notActions?: readonly string[];
    readonly resources?: readonly string[];
    readonly notResources?: readonly string[];
    readonly conditions: readonly PolicyCondition[];
}

export interface PolicyDocument {
    readonly version: string;
    readonly statements: readonly PolicyStatement[];
}

const documentElements = new Set(["Version", "Id", "Statement"]);
/** In the order in which AWS shows them. */
export const statementElements: ReadonlySet<string> = new Set([
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
]);
const principalTypes = new Set(["AWS", "Service", "Federated", "CanonicalUser"]);

/**
 * Reads a document as AWS's grammar has it: known elements only, one value or a list anywhere.
 * What a kind of policy needs or forbids is the business of `policyRules.ts`.
 */
export function parsePolicyDocument(text: string): PolicyDocument {
    const value = parseJson(text);
    onlyKnown(value, documentElements);
    const version = value.Version ?? "2008-10-17";
    if (version !== "2008-10-17" && version !== "2012-10-17") {
        throw syntax(`Version ${JSON.stringify(version)}`);
    }
    if (value.Id !== undefined && typeof value.Id !== "string") {
        throw syntax("Id");
    }
    const statements = Array.isArray(value.Statement) ? value.Statement : [value.Statement];
    if (statements.length === 0) {
        throw syntax("empty Statement");
    }
    return { version, statements: statements.map(parseStatement) };
}

function parseJson(text: string): Record<string, unknown> {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        throw new PolicyProblemError({ kind: "json" });
    }
    if (!isObject(value)) {
        throw new PolicyProblemError({ kind: "json" });
    }
    return value;
}

function parseStatement(value: unknown): PolicyStatement {
    if (!isObject(value)) {
        throw syntax("Statement");
    }
    onlyKnown(value, statementElements);
    const { Sid: sid, Effect: effect } = value;
    if (sid !== undefined && typeof sid !== "string") {
        throw syntax("Sid");
    }
    if (effect !== "Allow" && effect !== "Deny") {
        throw syntax("Effect");
    }
    const principals = parsePrincipals(value.Principal, "Principal");
    const notPrincipals = parsePrincipals(value.NotPrincipal, "NotPrincipal");
    const actions = strings(value.Action, "Action");
    const notActions = strings(value.NotAction, "NotAction");
    const resources = strings(value.Resource, "Resource");
    const notResources = strings(value.NotResource, "NotResource");
    atMostOne("Principal", principals, notPrincipals);
    atMostOne("Action", actions, notActions);
    atMostOne("Resource", resources, notResources);
    return {
        ...(sid === undefined ? {} : { sid }),
        effect,
        ...(principals === undefined ? {} : { principals }),
        ...(notPrincipals === undefined ? {} : { notPrincipals }),
        ...(actions === undefined ? {} : { actions }),
        ...(notActions === undefined ? {} : { notActions }),
        ...(resources === undefined ? {} : { resources }),
        ...(notResources === undefined ? {} : { notResources }),
        conditions: parseConditions(value.Condition),
    };
}

function parsePrincipals(value: unknown, element: string): PolicyPrincipal[] | undefined {
    if (value === undefined) {
        return undefined;
    }
    if (value === "*") {
        return [{ type: "*", value: "*" }];
    }
    if (!isObject(value)) {
        throw syntax(element);
    }
    onlyKnown(value, principalTypes);
    return Object.entries(value).flatMap(([type, listed]) =>
        (strings(listed, element) ?? []).map((one) => ({ type, value: one })),
    );
}

function parseConditions(value: unknown): PolicyCondition[] {
    if (value === undefined) {
        return [];
    }
    if (!isObject(value)) {
        throw syntax("Condition");
    }
    return Object.entries(value).flatMap(([operator, keys]) => {
        if (!isObject(keys)) {
            throw syntax(`Condition ${operator}`);
        }
        return Object.entries(keys).map(([key, values]) => ({
            operator,
            key,
            values: conditionValues(values, key),
        }));
    });
}

/** Numbers and booleans are allowed as condition values and mean their text. */
function conditionValues(value: unknown, key: string): string[] {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.map((one) => {
        if (typeof one === "string" || typeof one === "number" || typeof one === "boolean") {
            return String(one);
        }
        throw syntax(`Condition value of ${key}`);
    });
}

function strings(value: unknown, element: string): string[] | undefined {
    if (value === undefined) {
        return undefined;
    }
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.map((one) => {
        if (typeof one !== "string") {
            throw syntax(element);
        }
        return one;
    });
}

function onlyKnown(value: Record<string, unknown>, known: ReadonlySet<string>): void {
    const stranger = Object.keys(value).find((key) => !known.has(key));
    if (stranger !== undefined) {
        throw syntax(`element ${stranger}`);
    }
}

function atMostOne(element: string, one: unknown, other: unknown): void {
    if (one !== undefined && other !== undefined) {
        throw syntax(`${element} and Not${element}`);
    }
}

function syntax(what: string): PolicyProblemError {
    return new PolicyProblemError({ kind: "syntax", what });
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
