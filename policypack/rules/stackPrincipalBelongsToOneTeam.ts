import type { StackValidationPolicy } from "@pulumi/policy";
import { callersOf } from "../aws/callers";
import { formsIn, namesOf, stackTypes, textAt } from "../aws/stackForms";
import { groupedBy } from "../groupedBy";
import { sharedPrincipals, teamRoles } from "../fact/stack";
import { needs } from "../facts";
import type { Known } from "../facts";
import type { Finding } from "../finding";
import { judgeStack } from "../judge";
import type { Resource } from "../judge";
import { match, teamIn } from "../naming";

const facts = needs({ teamRoles, sharedPrincipals });

export const stackPrincipalBelongsToOneTeam: StackValidationPolicy = {
    name: "stack-principal-belongs-to-one-team",
    description:
        "A principal has one access entry a cluster and takes on one team's roles, and a data role serves one namespace.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Give each team roles and permission sets of its own; list a principal that serves several teams on purpose, with the reason, in the configuration.",
    url: "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
    configSchema: facts.schema,
    validateStack: judgeStack(facts, (resources, known) => [
        ...repeatedEntries(resources),
        ...sharedDataRoles(resources),
        ...sharedCallers(resources, known),
    ]),
};

function repeatedEntries(resources: readonly Resource[]): readonly Finding[] {
    const entries = groupedBy(formsIn(resources, stackTypes.entries), (resource) => {
        const principal = textAt(resource, "principalArn");
        const cluster = textAt(resource, "clusterName");
        return principal === undefined || cluster === undefined
            ? undefined
            : `"${principal}" in cluster "${cluster}"`;
    });
    return [...entries]
        .filter(([, group]) => group.length > 1)
        .map(([principal, group]) => ({
            subject: `principal ${principal}`,
            problem: "has several access entries",
            found: namesOf(group),
            wanted: "one entry",
            fix: "keep the entry of the team that it belongs to",
            urn: group.at(-1)?.urn,
        }));
}

function sharedDataRoles(resources: readonly Resource[]): readonly Finding[] {
    const associations = formsIn(resources, stackTypes.podAssociations);
    // A target role is taken on by way of the first one, and is what reaches the data then.
    return ["roleArn", "targetRoleArn"].flatMap((input) =>
        [...groupedBy(associations, (resource) => textAt(resource, input))].flatMap(
            ([role, group]) => {
                const namespaces = new Set(group.map(namespaceOf));
                const finding: Finding = {
                    subject: `data role "${role}"`,
                    problem: "serves several namespaces",
                    found: [...namespaces].join(" and "),
                    wanted: "one namespace",
                    fix: "make a data role for each",
                    urn: group.at(-1)?.urn,
                };
                return namespaces.size > 1 ? [finding] : [];
            },
        ),
    );
}

function namespaceOf(association: Resource): string {
    const namespace = textAt(association, "namespace") ?? "unknown";
    return `"${namespace}" of cluster "${textAt(association, "clusterName") ?? "unknown"}"`;
}

/** Callers of several teams' roles. A caller that is itself a team's role is a stranger to the others. */
function sharedCallers(
    resources: readonly Resource[],
    known: Known<typeof facts>,
): readonly Finding[] {
    const teams = new Map<string, Map<string, Resource>>();
    for (const role of formsIn(resources, stackTypes.roles)) {
        const team = teamIn(known.teamRoles, textAt(role, "name") ?? "");
        for (const caller of team === undefined ? [] : callersOf(role)) {
            const roleName = caller.split("/").at(-1) ?? "";
            if (teamIn(known.teamRoles, roleName) === undefined) {
                const of = teams.get(caller) ?? new Map<string, Resource>();
                teams.set(caller, of.set(team ?? "", role));
            }
        }
    }
    return [...teams]
        .filter(
            ([caller, of]) =>
                of.size > 1 &&
                !known.sharedPrincipals.some(
                    ({ principal }) => principal === caller || match(principal, caller),
                ),
        )
        .map(([caller, of]) => ({
            subject: `principal "${caller}"`,
            problem: "takes on roles of several teams",
            found: [...of].map(([team, { name }]) => `"${name}" of team "${team}"`).join(" and "),
            wanted: "roles of one team",
            fix: "give each team a principal of its own",
            urn: [...of.values()].at(-1)?.urn,
        }));
}
