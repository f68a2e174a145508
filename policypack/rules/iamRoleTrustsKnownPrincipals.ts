import type { ResourceValidationPolicy } from "@pulumi/policy";
import { documentAt, notKnown } from "../aws/documentAt";
import { placesByType } from "../aws/documents";
import { nameWithPath, purposesOf, wantedRoleNames } from "../aws/knownRoles";
import { knownPrincipals } from "../aws/principals";
import { mayBe, registeredIn } from "../aws/registered";
import { strangerFindings } from "../aws/strangers";
import { knownRoles } from "../fact/aws";
import { needs } from "../facts";
import type { Known } from "../facts";
import { shown } from "../finding";
import type { Finding } from "../finding";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";

const facts = needs({ roles: knownRoles });
const places = placesByType("trust");

export const iamRoleTrustsKnownPrincipals: ResourceValidationPolicy = {
    name: "iam-role-trusts-known-principals",
    description:
        "A role is known by its name, and its trust policy lets in whom its purpose names.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        'Name the role or service that assumes this role; where an account root or "*" is needed, add a condition that fixes the caller to a known role.',
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    configSchema: facts.schema,
    validateResource: judge(facts, mayBe(places), (resource, known) =>
        registeredIn(resource).flatMap((each) =>
            (places.get(each.type) ?? []).flatMap((place) => trustFindings(each, place, known)),
        ),
    ),
};

function trustFindings(
    resource: Resource,
    place: { readonly path: string; readonly required: boolean },
    { roles }: Known<typeof facts>,
): readonly Finding[] {
    const input = nameWithPath(resource.props);
    const subject = (name: string): string => `the trust policy of role "${name}"`;
    if (input.state === "unknown") {
        const wanted = wantedRoleNames(roles);
        return [unknownAtPreview(undefined, `role "${resource.name}"`, input.path, wanted)];
    }
    const name = input.state === "known" ? String(input.value) : undefined;
    const purposes = name === undefined ? [] : purposesOf(resource, name, roles);
    if (name === undefined || purposes.length === 0) {
        // A role without a name of its own gets a random one: no purpose can be read from that.
        return [
            notKnown(
                { team: undefined, subject: `role "${name ?? resource.name}"` },
                name === undefined ? "no fixed name" : `the name ${shown(name)}`,
                wantedRoleNames(roles),
            ),
        ];
    }
    for (const { role, team } of purposes) {
        const about = { team, subject: subject(name) };
        const { document, findings = [] } = documentAt(resource, place, about);
        const principals = knownPrincipals(role.trusts, role.services);
        const found =
            document === undefined ? findings : strangerFindings(document, principals, about);
        if (found.length > 0) {
            return found;
        }
    }
    return [];
}
