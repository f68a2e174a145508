import type { ResourceValidationPolicy } from "@pulumi/policy";
import { documentAt } from "../aws/documentAt";
import { placesByType } from "../aws/documents";
import { fieldFindings, fieldTypes } from "../aws/fieldFindings";
import { knownPrincipals } from "../aws/principals";
import { mayBe, registeredIn } from "../aws/registered";
import { strangerFindings } from "../aws/strangers";
import { resourcePrincipals, resourceServices } from "../fact/aws";
import { needs } from "../facts";
import { judge } from "../judge";

const facts = needs({ principals: resourcePrincipals, services: resourceServices });
const places = placesByType("resource");
const types = new Set([...places.keys(), ...fieldTypes]);

export const resourcePolicyLetsInNoStranger: ResourceValidationPolicy = {
    name: "resource-policy-lets-in-no-stranger",
    description:
        "The policies and permissions of queues, secrets, functions and all other resources let in known principals alone.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps:
        'Name the roles and services that need the resource; where "*" is needed, add a condition that fixes the caller.',
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html",
    configSchema: facts.schema,
    validateResource: judge(facts, mayBe(types), (resource, { principals, services }) => {
        const known = knownPrincipals(principals, services);
        return registeredIn(resource).flatMap((each) => [
            ...(places.get(each.type) ?? []).flatMap((place) => {
                const about = {
                    team: undefined,
                    subject: `the policy of ${place.noun} "${each.name}"`,
                };
                const { document, findings = [] } = documentAt(each, place, about);
                return document === undefined ? findings : strangerFindings(document, known, about);
            }),
            ...fieldFindings(each, known),
        ]);
    }),
};
