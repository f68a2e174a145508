import type { ResourceValidationPolicy } from "@pulumi/policy";
import { grantees } from "../fact/aws";
import { needs } from "../facts";
import type { Known } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt, isObject } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";
import { match } from "../naming";

const facts = needs({ grantees });
const type = "aws:kms/grant:Grant";

export const kmsGrantIsConstrained: ResourceValidationPolicy = {
    name: "kms-grant-is-constrained",
    description:
        "A grant of a key goes to a known role, for known operations and one encryption context.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps:
        "Name a known role and add a constraint on the encryption context: a grant has no condition keys.",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#grant-constraints",
    configSchema: facts.schema,
    // CloudFormation and Cloud Control know no grants.
    validateResource: judge(facts, (resource) => resource.type === type, grantFindings),
};

function grantFindings(
    resource: Resource,
    { grantees: known }: Known<typeof facts>,
): readonly Finding[] {
    const subject = `key grant "${resource.name}"`;
    const findings: Finding[] = [];
    const read = (path: string, wanted: string): { readonly value: unknown } | undefined => {
        const input = inputAt(resource.props, path);
        if (input.state === "unknown") {
            findings.push(unknownAtPreview(undefined, subject, input.path, wanted));
            return undefined;
        }
        return { value: input.state === "known" ? input.value : undefined };
    };
    const wanted = anyOf(known.map(({ principal }) => principal));
    const isKnown = (principal: string, value: unknown): boolean =>
        typeof value === "string" && match(principal, value) !== undefined;

    const principal = read("granteePrincipal", wanted);
    const grantee = known.filter((each) => isKnown(each.principal, principal?.value));
    if (principal !== undefined && grantee.length === 0) {
        findings.push({
            subject,
            problem: "goes to a stranger",
            found: shown(principal.value),
            wanted,
            fix: "name a role that the configuration knows as a grantee",
        });
    }
    const retiring = read("retiringPrincipal", wanted);
    if (
        retiring?.value !== undefined &&
        !known.some((each) => isKnown(each.principal, retiring.value))
    ) {
        findings.push({
            subject,
            problem: "may be retired by a stranger",
            found: shown(retiring.value),
            wanted,
            fix: "name a role that the configuration knows as a grantee",
        });
    }
    const operations = read("operations", "known operations");
    if (operations !== undefined && grantee.length > 0) {
        const allowed = grantee.flatMap((each) => each.operations);
        const listed: readonly unknown[] = Array.isArray(operations.value)
            ? operations.value
            : [operations.value];
        const further = listed.filter((each) => !allowed.some((one) => one === each));
        if (further.length > 0) {
            findings.push({
                subject,
                problem: "allows more than its grantee is known for",
                found: shown(further),
                wanted: anyOf(allowed),
                fix: "leave the further operations out",
            });
        }
    }
    const constraints = read("constraints", "an encryption context");
    if (constraints !== undefined && !isConstrained(constraints.value)) {
        findings.push({
            subject,
            problem: "holds for everything that the key encrypts",
            found: shown(constraints.value),
            wanted: "a constraint on the encryption context",
            fix: "fix the context of what the grantee reads",
        });
    }
    return findings;
}

/** Several constraints are no alternatives: KMS takes one of each kind, and both have to hold. */
function isConstrained(value: unknown): boolean {
    const contexts = ["encryptionContextEquals", "encryptionContextSubset"];
    return (
        Array.isArray(value) &&
        value.length > 0 &&
        value.every(
            (constraint) =>
                isObject(constraint) &&
                contexts.some((key) => {
                    const context = constraint[key];
                    return isObject(context) && Object.keys(context).length > 0;
                }),
        )
    );
}
