import type { StackValidationPolicy } from "@pulumi/policy";
import { namespace } from "../fact/kubernetes";
import { teamComponents } from "../fact/stack";
import { textAt } from "../aws/stackForms";
import { needs } from "../facts";
import type { Known } from "../facts";
import type { Finding } from "../finding";
import { buildGraph } from "../graph/build";
import { claimOf } from "../graph/declared";
import { deviations } from "../graph/deviation/deviations";
import { pathInWords } from "../graph/deviation/pathInWords";
import type { Declared } from "../graph/graph";
import { graphResources } from "../graph/resource";
import { judgeStack } from "../judge";
import type { StackResource } from "../judge";
import { fill } from "../naming";

const facts = needs({ teamComponents, namespace });

/**
 * The other rules judge documents one by one; what they give together shows in the graph of access.
 * What a team's component declares is a claim of the code under judgement, so that this rule is one
 * more beside them: it finds what a document gives by accident, and nobody declared.
 */
export const stackEffectiveAccessEqualsDeclaredAccess: StackValidationPolicy = {
    name: "stack-effective-access-equals-declared-access",
    description: "What all documents together let a team reach is what its component declares.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Narrow the document that is named with the finding; or declare the access in the roster, where a reviewer sees it.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    configSchema: facts.schema,
    validateStack: judgeStack(facts, (resources, known) => {
        const components = resources.filter(({ type }) =>
            known.teamComponents.some((each) => each.type === type),
        );
        if (components.length === 0) {
            return [];
        }
        const graph = buildGraph(graphResources(resources));
        const teams = components.flatMap((component) => declaredBy(component) ?? []);
        return [
            ...components.flatMap((component) => claimFindings(component, known)),
            ...deviations(graph, teams)
                .filter(({ kind }) => kind === "beyond")
                .map(({ team, what, path }): Finding => ({
                    team,
                    subject: "its access",
                    problem: "is more than declared",
                    found: `that ${what}, by ${pathInWords(graph, path)}`,
                    wanted: "what its component declares",
                    fix: "narrow what gives it, or declare it",
                    urn: components.find(({ name }) => name === team)?.urn,
                })),
        ];
    }),
};

function declaredBy(component: StackResource): Declared | undefined {
    const [resource] = graphResources([component]);
    return resource === undefined ? undefined : claimOf(resource);
}

/** A claim that is missing, or that names another team's namespace. */
function claimFindings(component: StackResource, known: Known<typeof facts>): readonly Finding[] {
    const declared = declaredBy(component);
    const claim = known.teamComponents.find(({ type }) => type === component.type);
    const team = claim === undefined ? undefined : textAt(component, claim.team);
    const subject = `component "${component.name}"`;
    if (declared === undefined) {
        const finding: Finding = {
            team,
            subject,
            problem: "declares no access",
            found: 'nothing at "declared"',
            wanted: "what the team is to reach",
            fix: "register it with the component",
            urn: component.urn,
        };
        return [finding];
    }
    const own = fill(known.namespace, team);
    return declared.namespaces
        .map((id) => id.slice(id.lastIndexOf("/") + 1))
        .filter((name) => name !== own)
        .map((name) => ({
            team,
            subject,
            problem: "declares a namespace that is not the team's",
            found: `"${name}"`,
            wanted: `"${own}"`,
            fix: "declare the team's own namespace",
            urn: component.urn,
        }));
}
