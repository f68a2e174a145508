import type { Role } from "./accountState";
import { parsePolicyDocument } from "./policyDocument";
import type { PolicyCondition, PolicyPrincipal, PolicyStatement } from "./policyDocument";

/** Who asks: a role of this world, or a service by name. */
export interface Asker {
    readonly name: string;
    readonly role?: Role;
    readonly accountId?: string;
    readonly organizationId?: string;
}

export interface Subject {
    readonly asker: Asker;
    readonly action: string;
    readonly resource: string;
    readonly context: Context;
}

/** The whole context of a request: a key that is not here is not in the request. */
export type Context = ReadonlyMap<string, string | readonly string[]>;

/** What one document says: whether it denies, and if it allows, whether by name or by account. */
export interface Weight {
    readonly denied: boolean;
    readonly allowedBy?: "name" | "account";
}

/** Weighs one document. An identity policy has no principals: it speaks of whoever carries it. */
export function weigh(text: string, subject: Subject, isIdentityPolicy = false): Weight {
    // What S3 shows for an access point whose policy was taken away.
    const statements = text.trim() === "{}" ? [] : parsePolicyDocument(text).statements;
    return weighStatements(statements, subject, isIdentityPolicy);
}

/** The same for a document that is read once and asked often. */
export function weighStatements(
    statements: readonly PolicyStatement[],
    subject: Subject,
    isIdentityPolicy: boolean,
): Weight {
    let denied = false;
    let allowedBy: "name" | "account" | undefined;
    for (const statement of statements) {
        const named = isIdentityPolicy ? "name" : nameIn(statement, subject.asker);
        if (
            named === undefined ||
            !lists(statement.actions, statement.notActions, subject.action, false) ||
            !coversResource(statement, subject.resource)
        ) {
            continue;
        }
        const isDeny = statement.effect === "Deny";
        // A test this evaluator does not know must never open a door: it stops an Allow and lets
        // a Deny through.
        if (!statement.conditions.every((one) => passes(one, subject.context) ?? isDeny)) {
            continue;
        }
        denied ||= isDeny;
        if (!isDeny) {
            allowedBy = allowedBy === "name" ? "name" : named;
        }
    }
    return { denied, ...(allowedBy === undefined ? {} : { allowedBy }) };
}

function nameIn(statement: PolicyStatement, asker: Asker): "name" | "account" | undefined {
    if (statement.notPrincipals !== undefined) {
        // Everybody but those listed; safe only as a Deny, and there it hits all the more.
        const listed = statement.notPrincipals.some((one) => names(one, asker) !== undefined);
        return statement.effect === "Deny" && !listed ? "name" : undefined;
    }
    const found = (statement.principals ?? []).map((one) => names(one, asker));
    return found.includes("name") ? "name" : found.find((one) => one !== undefined);
}

function names({ type, value }: PolicyPrincipal, asker: Asker): "name" | "account" | undefined {
    if (value === "*" && (type === "*" || type === "AWS")) {
        return "name";
    }
    if (asker.role === undefined) {
        return type === "Service" && value === asker.name ? "name" : undefined;
    }
    if (type !== "AWS") {
        return undefined;
    }
    if (value === asker.role.arn || value === asker.role.uniqueId) {
        return "name";
    }
    const account = asker.accountId ?? "";
    return value === account || value === `arn:aws:iam::${account}:root` ? "account" : undefined;
}

function lists(
    wanted: readonly string[] | undefined,
    unwanted: readonly string[] | undefined,
    value: string,
    caseSensitive: boolean,
): boolean {
    const hit = (pattern: string) => globOf(pattern, caseSensitive).test(value);
    return wanted === undefined ? !(unwanted ?? []).some(hit) : wanted.some(hit);
}

function coversResource({ resources, notResources }: PolicyStatement, resource: string): boolean {
    if (resources === undefined && notResources === undefined) {
        return true;
    }
    const hit = (pattern: string) => pattern === "*" || isLikeArn(pattern, resource);
    return resources === undefined ? !(notResources ?? []).some(hit) : resources.some(hit);
}

/** Whether a condition holds; `undefined` for an operator that is not known here. */
function passes(condition: PolicyCondition, context: Context): boolean | undefined {
    const isBool = /^Bool(IfExists)?$/i.exec(condition.operator);
    if (isBool !== null) {
        const flag = context.get(condition.key.toLowerCase());
        return typeof flag !== "string"
            ? isBool[1] !== undefined
            : condition.values.some((value) => value.toLowerCase() === flag.toLowerCase());
    }
    const parts = /^(ForAnyValue:|ForAllValues:)?(String|Arn)(Equals|Like)(IfExists)?$/i.exec(
        condition.operator,
    );
    if (/^null$/i.test(condition.operator)) {
        const isAbsent = !context.has(condition.key.toLowerCase());
        return condition.values.includes(String(isAbsent));
    }
    if (parts === null || condition.values.some((value) => value.includes("${"))) {
        return undefined;
    }
    const [, set = "", family = "", comparison = "", ifExists] = parts;
    const found = [context.get(condition.key.toLowerCase()) ?? []].flat();
    if (found.length === 0 || found[0] === "") {
        return ifExists !== undefined || set.toLowerCase() === "forallvalues:";
    }
    const matches = (one: string): boolean =>
        condition.values.some((value) => {
            if (family.toLowerCase() === "arn") {
                return isLikeArn(value, one);
            }
            return comparison.toLowerCase() === "like"
                ? globOf(value, true).test(one)
                : value === one;
        });
    return set.toLowerCase() === "forallvalues:" ? found.every(matches) : found.some(matches);
}

/** ARNs compare part by part; a star stays within its part. */
function isLikeArn(pattern: string, arn: string): boolean {
    const split = (text: string) => /^(.*?):(.*?):(.*?):(.*?):(.*?):(.*)$/s.exec(text)?.slice(1);
    const wanted = split(pattern);
    const found = split(arn);
    return (
        wanted !== undefined &&
        found !== undefined &&
        wanted.every((part, index) => globOf(part, true).test(found[index] ?? ""))
    );
}

/** A deploy role's patterns are asked about thousands of times in a large rollout. */
const globs = new Map<string, RegExp>();

function globOf(pattern: string, caseSensitive: boolean): RegExp {
    const key = `${String(caseSensitive)} ${pattern}`;
    const glob = globs.get(key) ?? compiledGlob(pattern, caseSensitive);
    globs.set(key, glob);
    return glob;
}

function compiledGlob(pattern: string, caseSensitive: boolean): RegExp {
    const source = pattern
        .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
        .replace(/\*+/g, ".*")
        .replace(/\?/g, ".");
    return new RegExp(`^${source}$`, caseSensitive ? "s" : "si");
}
