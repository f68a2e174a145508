/**
 * Condition operators by what they leave open. Only six compare a value so that nothing but the
 * listed values passes; every other one, known or not, is named with the reason why it does not.
 */
export type Comparison = "equals" | "like" | "arn";

export type Operator =
    | { readonly fixes: true; readonly comparison: Comparison }
    | { readonly fixes: false; readonly reason: string };

const comparisons: Readonly<Record<string, Comparison>> = {
    StringEquals: "equals",
    StringLike: "like",
    // The two mean the same to AWS: ArnEquals honours wildcards too.
    ArnEquals: "arn",
    ArnLike: "arn",
};

/** Why no operator whose name fits does what a fence needs; the first that fits is the reason. */
const loose: readonly (readonly [RegExp, string])[] = [
    [/^Null$/, "it only asks whether there is a value"],
    [/IfExists$/, "it also holds for whoever has no such key"],
    [/^ForAllValues:/, "it also holds for whoever has no such key"],
    [/Not(?:Equals|EqualsIgnoreCase|Like|IpAddress)$|^NotIpAddress$/, "it admits everybody else"],
    [/^StringEqualsIgnoreCase$/, "names that differ in letter case may be two principals"],
    [/^(?:Numeric|Date)(?:Equals|LessThan|GreaterThan)/, "it compares numbers and times"],
    [/^Bool$/, "it compares with true or false"],
    [/^(?:BinaryEquals|IpAddress)$/, "it compares no names"],
];

/** What the operator does with a key of one value, or of many. */
export function operatorOf(written: string, manyValues: boolean): Operator {
    const reason = loose.find(([pattern]) => pattern.test(written))?.[1];
    if (reason !== undefined) {
        return { fixes: false, reason };
    }
    const [, any, name = ""] = /^(ForAnyValue:)?(.*)$/.exec(written) ?? [];
    const comparison = Object.hasOwn(comparisons, name) ? comparisons[name] : undefined;
    // Operators are judged as documented, letter case included.
    if (comparison === undefined) {
        return { fixes: false, reason: "no such operator is known" };
    }
    if ((any !== undefined) !== manyValues) {
        return {
            fixes: false,
            reason: manyValues
                ? "a key with many values needs ForAnyValue"
                : "ForAnyValue belongs to keys with many values",
        };
    }
    return { fixes: true, comparison };
}
