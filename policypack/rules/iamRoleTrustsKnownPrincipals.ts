import type { ResourceValidationPolicy } from "@pulumi/policy";
import { judgeDocument } from "../documentRule";
import { needs } from "../facts";
import { inputAt } from "../inputs";
import { judge } from "../judge";
import { teamIn } from "../naming";

const facts = needs("teamRoles", "roles", "services", "wholeAccounts", "wholeOrganizations");
const place = {
    type: "aws:iam/role:Role",
    path: "assumeRolePolicy",
    subject: "the trust policy of role",
    required: true,
};

export const iamRoleTrustsKnownPrincipals: ResourceValidationPolicy = {
    name: "iam-role-trusts-known-principals",
    description: "A role's trust policy lets in known principals of its own team alone.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        'Name the role or service that assumes this role; where an account root or "*" is needed, add a condition that fixes the caller to a known role.',
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    configSchema: facts.schema,
    validateResource: judge(
        facts,
        (resource) => resource.type === place.type,
        (resource, known) => {
            const input = inputAt(resource.props, "name");
            const name =
                input.state === "known" && typeof input.value === "string"
                    ? input.value
                    : resource.name;
            // A role without a name of its own gets a random one: no team can be read from that.
            const team = input.state === "known" ? teamIn(known.teamRoles, name) : undefined;
            return judgeDocument(resource, place, known, { name, team });
        },
    ),
};
