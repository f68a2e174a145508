import type { Condition } from "../policypack/iam/document";
import type { Finding } from "./finding";
import { no, undecided, yes } from "./finding";
import { matchesArn, matchesPattern } from "./pattern";

/** What is known of a request, by condition key in lower case: AWS ignores the letter case of keys. */
export type Context = ReadonlyMap<string, readonly string[]>;

export type ContextValues = Readonly<Record<string, string | readonly string[]>>;

export function contextOf(...values: readonly ContextValues[]): Context {
    return new Map(
        values.flatMap((each) =>
            Object.entries(each).map(([key, value]) => [
                key.toLowerCase(),
                typeof value === "string" ? [value] : value,
            ]),
        ),
    );
}

// Of these keys we know that a request which does not carry them has none. Of every other key that
// a context does not hold we know nothing: it may well be set in the real request.
const completeKeys = [
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:principalarn",
    "aws:principalaccount",
    "s3:dataaccesspointarn",
    "s3:dataaccesspointaccount",
    "s3:prefix",
    "sts:externalid",
];
const completeKeyPrefix = "aws:requesttag/";

type Test = (wanted: string, found: string) => boolean;

const tests: Readonly<Record<string, Test>> = {
    stringequals: (wanted, found) => wanted === found,
    stringlike: matchesPattern,
    arnequals: matchesArn,
    arnlike: matchesArn,
    bool: (wanted, found) => wanted.toLowerCase() === found.toLowerCase(),
};

/** Whether one condition of a statement holds for the request. */
export function conditionHolds(condition: Condition, context: Context): Finding {
    const operator = operatorOf(condition.operator);
    const place = `condition ${condition.operator} on "${condition.key}"`;
    if (operator === undefined) {
        return undecided(`${place} has an operator that is not understood`);
    }
    const variable = condition.values.find((value) => value.includes("${"));
    if (variable !== undefined) {
        return undecided(`${place} has the policy variable "${variable}"`);
    }
    const found = context.get(condition.key.toLowerCase());
    if (found === undefined || found.length === 0) {
        return withoutValue(condition, operator, place);
    }
    if (found.length > 1 && operator.set === "none") {
        return undecided(
            `${place} tests a key of several values without ForAnyValue or ForAllValues`,
        );
    }
    const meets = (value: string) =>
        condition.values.some((wanted) => operator.test(wanted, value));
    const holds = operator.set === "all" ? found.every(meets) : found.some(meets);
    return holds ? yes("") : no(`${place} wants ${quoted(condition.values)}, not ${quoted(found)}`);
}

interface Operator {
    readonly set: "none" | "any" | "all";
    readonly test: Test;
    readonly ifExists: boolean;
}

function operatorOf(written: string): Operator | undefined {
    const [, set, name = "", ifExists] =
        /^(?:(foranyvalue|forallvalues):)?(.*?)(ifexists)?$/.exec(written.toLowerCase()) ?? [];
    const test = Object.hasOwn(tests, name) ? tests[name] : undefined;
    if (test === undefined) {
        return undefined;
    }
    const sets = { foranyvalue: "any", forallvalues: "all" } as const;
    return {
        set: set === "foranyvalue" || set === "forallvalues" ? sets[set] : "none",
        test,
        ifExists: ifExists !== undefined,
    };
}

function withoutValue(condition: Condition, operator: Operator, place: string): Finding {
    const key = condition.key.toLowerCase();
    if (!completeKeys.includes(key) && !key.startsWith(completeKeyPrefix)) {
        return undecided(`${place} tests a key that is not known for this request`);
    }
    // Both forms hold when the request has no such key: that is why neither fences anything.
    return operator.ifExists || operator.set === "all"
        ? yes("")
        : no(`${place} wants ${quoted(condition.values)}, and the request has no such key`);
}

function quoted(values: readonly string[]): string {
    // A shared bucket's condition lists every team's access point.
    const more = values.length > 3 ? ` or one of ${values.length - 3} more` : "";
    return (
        values
            .slice(0, 3)
            .map((value) => `"${value}"`)
            .join(" or ") + more
    );
}
