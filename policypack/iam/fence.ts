import type { Condition } from "./document";
import { fixedAccount, isKnownRole } from "./knownPrincipals";
import type { KnownPrincipals } from "./knownPrincipals";

/**
 * A fence is a condition that alone, whatever else the statement says, admits nobody but known
 * principals. Everything is no fence until shown to be one; the reason goes into the finding.
 */
export type Verdict = { readonly fence: true } | { readonly fence: false; readonly reason: string };

type Admits = (value: string, known: KnownPrincipals, team: string | undefined) => boolean;

interface FenceKey {
    readonly operators: readonly string[];
    /** Whether a value lets in known principals only. */
    readonly admits: Admits;
    /** The same under an operator that compares ARNs part by part, wildcards and all. */
    readonly admitsArn?: Admits;
}

const stringOperators = ["StringEquals", "StringLike"];
// The two mean the same to AWS: ArnEquals honours wildcards too.
const arnOperators = ["ArnEquals", "ArnLike"];

const ownedAccessPoint: Admits = (value, known) =>
    known.accessPointAccounts.includes(fixedAccount(value, "s3") ?? "");

// AWS compares keys without letter case, so they stand here in lower case.
const fenceKeys: ReadonlyMap<string, FenceKey> = new Map([
    [
        "aws:principalarn",
        {
            operators: [...stringOperators, ...arnOperators],
            admits: isKnownRole,
            admitsArn: (value, known, team) =>
                isKnownRole(value, known, team) ||
                known.wholeAccounts.includes(fixedAccount(value, "iam") ?? ""),
        },
    ],
    [
        "aws:principalaccount",
        {
            operators: stringOperators,
            admits: (value, known) => known.wholeAccounts.includes(value),
        },
    ],
    [
        "aws:principalorgid",
        {
            operators: stringOperators,
            admits: (value, known) => known.wholeOrganizations.includes(value),
        },
    ],
    [
        "aws:principalorgpaths",
        {
            operators: ["ForAnyValue:StringEquals", "ForAnyValue:StringLike"],
            // Anchored by the slash: "o-example*" would be another organization's path as well.
            admits: (value, known) =>
                known.wholeOrganizations.some((id) => value.startsWith(`${id}/`)),
        },
    ],
    [
        "s3:dataaccesspointaccount",
        {
            operators: stringOperators,
            admits: (value, known) => known.accessPointAccounts.includes(value),
        },
    ],
    [
        "s3:dataaccesspointarn",
        { operators: [...stringOperators, ...arnOperators], admits: ownedAccessPoint },
    ],
] satisfies readonly (readonly [string, FenceKey])[]);

export function judgeFence(
    condition: Condition,
    known: KnownPrincipals,
    team: string | undefined,
): Verdict {
    const { operator, key, values } = condition;
    const fenceKey = fenceKeys.get(key.toLowerCase());
    if (fenceKey === undefined) {
        return { fence: false, reason: `"${key}" says nothing about who the caller is` };
    }
    if (!fenceKey.operators.includes(operator)) {
        return { fence: false, reason: `"${operator}" does not fix "${key}"` };
    }
    const admits = arnOperators.includes(operator)
        ? (fenceKey.admitsArn ?? fenceKey.admits)
        : fenceKey.admits;
    for (const value of values) {
        // A wildcard under StringLike reaches across the parts of an ARN: none of them is fixed.
        if (operator === "StringLike" && /[*?]/.test(value)) {
            return { fence: false, reason: `"${key}" is compared with the wildcard "${value}"` };
        }
        if (!admits(value, known, team)) {
            return { fence: false, reason: `"${key}" admits "${value}", which is not known` };
        }
    }
    return { fence: true };
}
