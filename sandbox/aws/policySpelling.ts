import { statementElements } from "./policyDocument";

/**
 * Services that understand a policy write it anew: elements in an order of their own, a list of one
 * as that one. What the document says stays; the letter case of actions does too.
 */
export function asAwsWrites(text: string): string {
    const document = parsed(text);
    if (!isObject(document)) {
        return text;
    }
    const { Statement, ...head } = document;
    return JSON.stringify({
        ...ordered(head, ["Version", "Id"]),
        Statement: listOf(Statement).map(statementAsWritten),
    });
}

/**
 * What two spellings of one document have in common, as the real provider compares them before it
 * sees a difference: one or a list of one, the order in a list, an account by its id or its root.
 * https://github.com/hashicorp/awspolicyequivalence
 */
export function meaningOf(document: unknown): unknown {
    return isObject(document)
        ? { ...document, Statement: listOf(document.Statement).map(statementMeaning) }
        : document;
}

function statementAsWritten(statement: unknown): unknown {
    return isObject(statement)
        ? Object.fromEntries(
              Object.entries(ordered(statement, [...statementElements])).map(([key, value]) => [
                  key,
                  single(value),
              ]),
          )
        : statement;
}

/** Below principals and conditions as well; a list of several stays one. */
function single(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.length === 1 ? (value[0] as unknown) : value;
    }
    return isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, single(each)]))
        : value;
}

function statementMeaning(statement: unknown): unknown {
    return isObject(statement)
        ? Object.fromEntries(
              Object.entries(statement).map(([key, value]) => [
                  key,
                  key === "Sid" || key === "Effect" ? value : sortedLists(value),
              ]),
          )
        : statement;
}

function sortedLists(value: unknown): unknown {
    if (isObject(value)) {
        return Object.fromEntries(
            Object.entries(value).map(([key, each]) => [key, sortedLists(each)]),
        );
    }
    return listOf(value)
        .map((each) => accountId(String(each)))
        .sort();
}

function accountId(value: string): string {
    return /^arn:aws[a-z-]*:iam::(\d{12}):root$/.exec(value)?.[1] ?? value;
}

function ordered(
    value: Readonly<Record<string, unknown>>,
    keys: readonly string[],
): Readonly<Record<string, unknown>> {
    const known = keys.filter((key) => Object.hasOwn(value, key));
    const others = Object.keys(value).filter((key) => !keys.includes(key));
    return Object.fromEntries([...known, ...others].map((key) => [key, value[key]]));
}

function listOf(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [value];
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
