import { readPolicyDocument } from "../iam/document";
import type { Statement } from "../iam/document";
import { inputAt } from "../inputs";
import type { Resource } from "../judge";

/**
 * The principals that a role's trust policy names: directly, or as what a condition fixes the caller
 * of an account to. As text: what each one admits is for the rules about principals to judge.
 */
export function callersOf(role: Resource): readonly string[] {
    const input = inputAt(role.props, "assumeRolePolicy");
    const reading = input.state === "known" ? readPolicyDocument(input.value) : undefined;
    return reading?.ok === true ? [...new Set(reading.document.statements.flatMap(callersIn))] : [];
}

function callersIn({ effect, principals = [], conditions }: Statement): readonly string[] {
    if (effect === "Deny") {
        return [];
    }
    const named = principals
        .filter(({ type, value }) => type.toLowerCase() === "aws" && /:(role|user)\//.test(value))
        .map(({ value }) => value);
    const fixed = conditions
        .filter(({ key }) => key.toLowerCase() === "aws:principalarn")
        .flatMap(({ values }) => values);
    return [...named, ...fixed];
}
