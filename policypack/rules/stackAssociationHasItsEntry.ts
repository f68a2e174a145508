import type { StackValidationPolicy } from "@pulumi/policy";
import { formsIn, stackTypes, textAt } from "../aws/stackForms";
import { entriesElsewhere } from "../fact/stack";
import { needs } from "../facts";
import { judgeStack } from "../judge";
import type { Resource } from "../judge";
import { match } from "../naming";

const facts = needs({ entriesElsewhere });

export const stackAssociationHasItsEntry: StackValidationPolicy = {
    name: "stack-association-has-its-entry",
    description: "An access policy association stands beside the access entry of its principal.",
    enforcementLevel: "mandatory",
    severity: "medium",
    remediationSteps:
        "Register the principal's access entry in the same program, so that its groups are judged as well.",
    url: "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
    configSchema: facts.schema,
    validateStack: judgeStack(facts, (resources, known) => {
        const entries = new Set(formsIn(resources, stackTypes.entries).map(keyOf));
        return formsIn(resources, stackTypes.accessAssociations)
            .filter((association) => {
                const key = keyOf(association);
                const principal = textAt(association, "principalArn");
                return (
                    key !== undefined &&
                    principal !== undefined &&
                    !entries.has(key) &&
                    !known.entriesElsewhere.some((pattern) => match(pattern, principal))
                );
            })
            .map((association) => ({
                subject: `access policy association "${association.name}"`,
                problem: "belongs to no access entry of the program",
                found: `no entry for "${textAt(association, "principalArn") ?? ""}"`,
                wanted: `an entry in cluster "${textAt(association, "clusterName") ?? ""}"`,
                fix: "register the entry beside it",
                urn: association.urn,
            }));
    }),
};

function keyOf(resource: Resource): string | undefined {
    const cluster = textAt(resource, "clusterName");
    const principal = textAt(resource, "principalArn");
    return cluster === undefined || principal === undefined
        ? undefined
        : `${cluster}\n${principal}`;
}
