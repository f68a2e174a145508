import type { Condition } from "../../iam/document";
import { includes, overlaps } from "../../iam/pattern";
import { canonicalCondition, partsOf } from "../conditions";
import { isWord, matchesWord } from "../emptiness";
import type { GraphCondition } from "../graph";

/**
 * What an edge's own nodes say of every request along it, by condition key in lower case: the value,
 * or patterns one of which it matches, or that there is none. Of a key that is not here nothing is known.
 */
export type Context = ReadonlyMap<string, Known>;
export type Known = { readonly oneOf: readonly string[] } | "absent";

/** One condition, read once and asked often. */
export interface Test {
    readonly condition: GraphCondition;
    readonly set: string;
    readonly name: string;
    readonly ifExists: boolean;
    readonly negated: boolean;
    readonly comparison: "equals" | "like" | "arn" | "bool" | "null" | "other";
    /** Those among the values that are plain text. */
    readonly words: ReadonlySet<string>;
    readonly patterns: readonly string[];
    /** Whether a value depends on the request. */
    readonly variable: boolean;
}

const comparisons: Readonly<Record<string, Test["comparison"]>> = {
    StringEquals: "equals",
    StringNotEquals: "equals",
    StringLike: "like",
    StringNotLike: "like",
    ArnLike: "arn",
    ArnNotLike: "arn",
    Bool: "bool",
    Null: "null",
};

export function testOf(written: Condition): Test {
    const condition = canonicalCondition(written);
    const { set, name, ifExists } = partsOf(condition.operator);
    const comparison = Object.hasOwn(comparisons, name) ? (comparisons[name] ?? "other") : "other";
    const plain = condition.values.filter((value) => !value.includes("${"));
    const takesPatterns = comparison === "like" || comparison === "arn";
    return {
        condition,
        set,
        name,
        ifExists,
        negated: name.includes("Not"),
        comparison,
        words: new Set(takesPatterns ? plain.filter(isWord) : plain),
        patterns: takesPatterns ? plain.filter((value) => !isWord(value)) : [],
        variable: plain.length < condition.values.length,
    };
}

export type Answer = "yes" | "no" | "open";

/** Whether a condition holds for every request along an edge, for none, or nobody can say. */
export function answerOf(test: Test, context: Context): Answer {
    const known = context.get(test.condition.key);
    if (known === undefined) {
        return "open";
    }
    if (test.comparison === "null") {
        return nullAnswer(test, known);
    }
    if (known === "absent") {
        return withoutKey(test);
    }
    const found = comparison(test, known.oneOf);
    return test.negated ? opposite(found) : found;
}

function nullAnswer({ condition: { values }, set, ifExists }: Test, known: Known): Answer {
    if (set !== "" || ifExists || values.length !== 1) {
        return "open";
    }
    const wantsNone = values[0]?.toLowerCase() === "true";
    return wantsNone === (known === "absent") ? "yes" : "no";
}

function withoutKey({ set, ifExists, negated, comparison }: Test): Answer {
    if (ifExists || set === "ForAllValues:") {
        return "yes";
    }
    if (set !== "") {
        return set === "ForAnyValue:" ? "no" : "open";
    }
    return comparison === "other" ? "open" : negated ? "yes" : "no";
}

function comparison(test: Test, oneOf: readonly string[]): Answer {
    const answers = new Set(oneOf.map((value) => comparisonWith(test, value)));
    const [only = "open", ...more] = [...answers];
    return more.length === 0 ? only : "open";
}

function comparisonWith(test: Test, value: string): Answer {
    switch (test.comparison) {
        case "equals":
        case "like":
        case "arn":
            return textAnswer(test, value);
        case "bool":
            return isWord(value) && !test.variable
                ? answer(test.words.has(value.toLowerCase()))
                : "open";
        case "null":
        case "other":
            return "open";
    }
}

function textAnswer(test: Test, value: string): Answer {
    const form = test.comparison === "arn" ? ("arn" as const) : ("text" as const);
    if (isWord(value)) {
        const matches =
            test.words.has(value) ||
            test.patterns.some((pattern) =>
                form === "arn" ? matchesArn(pattern, value) : matchesWord(pattern, value),
            );
        return matches ? "yes" : test.variable ? "open" : "no";
    }
    const values = [...test.words, ...test.patterns];
    const isLiteral = test.comparison === "equals";
    // A star in StringEquals is a letter: the value that has it is no pattern of others.
    const outers = isLiteral ? values.filter(isWord) : values;
    if (includes(outers, value, { form })) {
        return "yes";
    }
    return test.variable || values.some((each) => overlaps(each, value)) ? "open" : "no";
}

/** ARNs are compared part by part. */
export function matchesArn(pattern: string, arn: string): boolean {
    const [wanted, found] = [partsOfArn(pattern), partsOfArn(arn)];
    return (
        pattern === "*" ||
        (wanted !== undefined &&
            found !== undefined &&
            wanted.every((part, index) => matchesWord(part, found[index] ?? "")))
    );
}

function partsOfArn(arn: string): readonly string[] | undefined {
    const parts = arn.split(":");
    return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function answer(holds: boolean): Answer {
    return holds ? "yes" : "no";
}

function opposite(found: Answer): Answer {
    return found === "yes" ? "no" : found === "no" ? "yes" : "open";
}

/** Values that a key is fixed to; nothing where others pass as well. */
export function fixedValues(tests: readonly Test[], key: string): readonly string[] | undefined {
    const test = tests.find(
        ({ condition, set, ifExists, negated, comparison: how, variable }) =>
            condition.key === key &&
            set !== "ForAllValues:" &&
            !ifExists &&
            !negated &&
            !variable &&
            (how === "equals" || how === "like" || how === "arn"),
    );
    return test?.condition.values;
}
