import type { ResourceValidationPolicy } from "@pulumi/policy";
import { identityFindings } from "../aws/identityFindings";
import { managedPolicyType, neverFor, roleAttachments } from "../aws/identityPolicies";
import { mayBe, registeredIn } from "../aws/registered";
import { knownRoles } from "../fact/aws";
import { needs } from "../facts";
import { judge } from "../judge";

const facts = needs({ roles: knownRoles });
const types = new Set([...roleAttachments.keys(), ...neverFor.keys(), managedPolicyType]);

export const iamRoleGrantsNoMoreThanItsPurpose: ResourceValidationPolicy = {
    name: "iam-role-grants-no-more-than-its-purpose",
    description:
        "What a role's policies allow lies inside what its purpose needs, and nobody but roles gets rights.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Name the actions and the resources that the role is for, one by one; a permissions boundary does not make a wide policy narrow.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    configSchema: facts.schema,
    validateResource: judge(facts, mayBe(types), (resource, { roles }) =>
        registeredIn(resource).flatMap((each) => identityFindings(each, roles)),
    ),
};
