import type { Condition } from "../iam/document";
import { includes } from "../iam/pattern";
import type { GraphCondition } from "./graph";
import { irredundant } from "./irredundant";

/**
 * Conditions as the graph keeps them: keys in lower case, values in order, and one spelling for what
 * AWS compares in the same way, so that the same condition always has the same text.
 */
export function canonicalCondition({ operator, key, values }: Condition): GraphCondition {
    const { set, name, ifExists } = partsOf(operator);
    const sorted = [...new Set(name === "Bool" ? values.map(lower) : values)].sort();
    return {
        operator: `${set}${spellingOf(name, sorted)}${ifExists ? "IfExists" : ""}`,
        key: key.toLowerCase(),
        values: sorted,
    };
}

function lower(text: string): string {
    return text.toLowerCase();
}

function spellingOf(name: string, values: readonly string[]): string {
    // Without a wildcard or a variable, what is alike is equal.
    const plain = !values.some((value) => /[*?]|\$\{/.test(value));
    switch (name) {
        case "ArnEquals":
            return "ArnLike";
        case "ArnNotEquals":
            return "ArnNotLike";
        case "StringLike":
            return plain ? "StringEquals" : name;
        case "StringNotLike":
            return plain ? "StringNotEquals" : name;
        default:
            return name;
    }
}

export interface OperatorParts {
    /** `ForAnyValue:`, `ForAllValues:` or nothing. */
    readonly set: string;
    readonly name: string;
    readonly ifExists: boolean;
}

export function partsOf(operator: string): OperatorParts {
    const [, set = "", rest = "", ifExists] =
        /^(For(?:Any|All)Values?:)?(.*?)(IfExists)?$/s.exec(operator) ?? [];
    return { set, name: rest, ifExists: ifExists !== undefined };
}

export function keyOfCondition({ operator, key, values }: GraphCondition): string {
    return JSON.stringify([operator, key, values]);
}

/** Without doubles and without what another one says already, in a fixed order. */
export function simplifiedConditions(
    conditions: readonly GraphCondition[],
): readonly GraphCondition[] {
    return irredundant(conditions, keyOfCondition, (each, other) => impliesOne(other, each));
}

/** Whether it is certain that the other conditions hold wherever these do. */
export function implies(
    these: readonly GraphCondition[],
    others: readonly GraphCondition[],
): boolean {
    return others.every((other) => these.some((each) => impliesOne(each, other)));
}

export function impliesOne(one: GraphCondition, other: GraphCondition): boolean {
    if (one.key !== other.key) {
        return false;
    }
    if (keyOfCondition(one) === keyOfCondition(other)) {
        return true;
    }
    const [own, wanted] = [partsOf(one.operator), partsOf(other.operator)];
    // A request without the key passes the one and may not pass the other. ForAllValues passes it too.
    if (own.set !== wanted.set || (own.ifExists && !wanted.ifExists)) {
        return false;
    }
    const inner = comparisonOf(own.name, one);
    const outer = comparisonOf(wanted.name, other);
    if (inner === undefined || outer?.negated !== inner.negated) {
        return false;
    }
    const [narrow, wide] = inner.negated ? [outer, inner] : [inner, outer];
    return narrow.values.every((value) =>
        includes(wide.values, value, { form: wide.form, literal: narrow.literal }),
    );
}

interface TextComparison {
    readonly form: "text" | "arn";
    readonly negated: boolean;
    /** Whether `*` and `?` are letters like all others. */
    readonly literal: boolean;
    readonly values: readonly string[];
}

/** How texts are compared; nothing for comparisons of other things. */
function comparisonOf(name: string, { values }: GraphCondition): TextComparison | undefined {
    const [, kind, not, how] = /^(String|Arn)(Not)?(Equals|Like)$/.exec(name) ?? [];
    if (kind === undefined || values.some((value) => value.includes("${"))) {
        return undefined;
    }
    const literal = kind === "String" && how === "Equals";
    // As an outer pattern a star is never a letter.
    return literal && values.some((value) => /[*?]/.test(value))
        ? undefined
        : { form: kind === "Arn" ? "arn" : "text", negated: not !== undefined, literal, values };
}

/** Whether it is certain that both hold for the same requests. */
export function sameConditions(
    these: readonly GraphCondition[],
    others: readonly GraphCondition[],
): boolean {
    return implies(these, others) && implies(others, these);
}

/** So many ways of splitting conditions are tried; with more, one stays whole. */
const mostAlternatives = 64;

/** The same conditions as several lists of them, one of which holds: one for each value. */
export function alternativesOf(
    when: readonly GraphCondition[],
): readonly (readonly GraphCondition[])[] {
    let found: readonly (readonly GraphCondition[])[] = [[]];
    for (const condition of when) {
        const { set, name } = partsOf(condition.operator);
        const isAlternative = set === "" && !name.includes("Not") && name !== "Null";
        const values =
            isAlternative && found.length * condition.values.length <= mostAlternatives
                ? condition.values.map((value) => ({ ...condition, values: [value] }))
                : [condition];
        found = found.flatMap((each) => values.map((value) => [...each, value]));
    }
    return found;
}
