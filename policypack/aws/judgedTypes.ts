import { otherWays } from "../eks/otherWays";
import { awsSecurityInputs } from "../securityInputs/aws";
import { neverFor } from "./identityPolicies";

const judged: ReadonlySet<unknown> = new Set([
    ...awsSecurityInputs.map(({ type }) => type),
    ...neverFor.keys(),
    ...otherWays.keys(),
]);

/**
 * Whether a rule says everything about how resources of this type of @pulumi/aws let somebody in. Of
 * all others nobody looked, be it that they are harmless, new, or of another package by that name.
 */
export function isJudgedType(type: string): boolean {
    return judged.has(type);
}
