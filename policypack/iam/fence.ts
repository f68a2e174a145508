import type { Condition } from "./document";
import { knownAccessPoints, knownArns } from "./knownPrincipals";
import type { KnownPrincipals } from "./knownPrincipals";
import { operatorOf } from "./operator";
import type { Comparison } from "./operator";
import { includes } from "./pattern";
import { quoted } from "./quoted";
import { weaknessOf } from "./weakKeys";

/**
 * A fence is a condition that alone, whatever else the statement says, admits nobody but known
 * principals. Everything is no fence until shown to be one; the reason goes into the finding.
 *
 * The question asked of each value is one about sets: is everything that passes the comparison
 * known? A condition's values are alternatives, so each must be; the conditions of a statement hold
 * together, so one fence is enough, be it on the same key as a looser test.
 */
export type Verdict = { readonly fence: true } | { readonly fence: false; readonly reason: string };

interface FenceKey {
    readonly comparisons: readonly Comparison[];
    /** The patterns of all values that are known. */
    readonly known: (known: KnownPrincipals, team: string | undefined) => readonly string[];
    readonly manyValues?: boolean;
}

const arnComparisons: readonly Comparison[] = ["equals", "like", "arn"];
const textComparisons: readonly Comparison[] = ["equals", "like"];

// AWS compares keys without letter case, so they stand here in lower case.
const fenceKeys: ReadonlyMap<string, FenceKey> = new Map<string, FenceKey>([
    ["aws:principalarn", { comparisons: arnComparisons, known: knownArns }],
    [
        "aws:principalaccount",
        { comparisons: textComparisons, known: ({ wholeAccounts }) => wholeAccounts },
    ],
    [
        "aws:principalorgid",
        { comparisons: textComparisons, known: ({ wholeOrganizations }) => wholeOrganizations },
    ],
    [
        "aws:principalorgpaths",
        {
            comparisons: textComparisons,
            // Anchored by the slash: "o-example*" would be another organization's path as well.
            known: ({ wholeOrganizations, organizationPaths }) => [
                ...wholeOrganizations.map((id) => `${id}/*`),
                ...(organizationPaths ?? []),
            ],
            manyValues: true,
        },
    ],
    [
        "s3:dataaccesspointaccount",
        { comparisons: textComparisons, known: ({ accessPointAccounts }) => accessPointAccounts },
    ],
    ["s3:dataaccesspointarn", { comparisons: arnComparisons, known: knownAccessPoints }],
]);

export function judgeFence(
    condition: Condition,
    known: KnownPrincipals,
    team: string | undefined,
): Verdict {
    const { key, values } = condition;
    const fenceKey = fenceKeys.get(key.toLowerCase());
    if (fenceKey === undefined) {
        return open(`${quoted(key)} ${weaknessOf(key)}`);
    }
    const manyValues = fenceKey.manyValues ?? false;
    const operator = operatorOf(condition.operator, manyValues);
    if (!operator.fixes) {
        return open(
            `${quoted(condition.operator)} does not fix ${quoted(key)}: ${operator.reason}`,
        );
    }
    const { comparison } = operator;
    if (!fenceKey.comparisons.includes(comparison)) {
        return open(`${quoted(condition.operator)} does not fix ${quoted(key)}: it holds no ARN`);
    }
    const allowed = fenceKey.known(known, team);
    for (const value of values) {
        // A wildcard under StringLike reaches across the parts of an ARN: none of them is fixed.
        if (comparison === "like" && !manyValues && /[*?]/.test(value)) {
            return open(`${quoted(key)} is compared with the wildcard ${quoted(value)}`);
        }
        const form = fenceKey.comparisons === arnComparisons ? "arn" : "text";
        const literal = comparison === "equals";
        if (!includes(allowed, value, { form, literal, placeholders: true })) {
            return open(`${quoted(key)} admits ${quoted(value)}, which is not known`);
        }
    }
    return { fence: true };
}

function open(reason: string): Verdict {
    return { fence: false, reason };
}
