import type { StackValidationPolicy } from "@pulumi/policy";
import { homeOf } from "../aws/homes";
import { registeredIn } from "../aws/registered";
import { namesOf, textAt } from "../aws/stackForms";
import { namespace } from "../fact/kubernetes";
import { teamComponents, teamRoles } from "../fact/stack";
import { needs } from "../facts";
import type { Known as KnownOf } from "../facts";
import type { Finding } from "../finding";
import { judgeStack } from "../judge";
import type { Resource, StackResource } from "../judge";
import { teamIn } from "../naming";

const facts = needs({ namespace, teamRoles, teamComponents });
type Known = KnownOf<typeof facts>;

/**
 * A component that says which team it is makes a claim, and whoever reviews a preview goes by it. The
 * names of what it holds, read by the configuration's patterns, say whether it is true. What is named
 * as a team's and stands elsewhere would be in nobody's claim, and so in nobody's review.
 */
export const stackTeamHoldsItsOwn: StackValidationPolicy = {
    name: "stack-team-holds-its-own",
    description:
        "What a team's component holds is that team's, by its names, and nothing of a team's stands elsewhere.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps:
        "Declare each resource below the component of the team whose role or namespace it names.",
    url: "https://www.pulumi.com/docs/iac/concepts/resources/components/",
    configSchema: facts.schema,
    validateStack: judgeStack(facts, (resources, known) => {
        // A program without components of teams has no claims that could be held against it.
        if (known.teamComponents.length === 0) {
            return [];
        }
        const strays = new Map<StackResource, Map<string, Resource[]>>();
        const outside = new Map<string, Resource[]>();
        for (const resource of resources) {
            const component = componentOf(resource, known);
            const claimed = component === undefined ? undefined : claimOf(component, known);
            for (const form of registeredIn(resource)) {
                const owner = ownerOf(form, known);
                if (owner === undefined || owner === claimed) {
                    continue;
                }
                if (component !== undefined && claimed !== undefined) {
                    const of = strays.get(component) ?? new Map<string, Resource[]>();
                    strays.set(component, of.set(owner, [...(of.get(owner) ?? []), form]));
                } else {
                    outside.set(owner, [...(outside.get(owner) ?? []), form]);
                }
            }
        }
        return [
            ...[...strays].flatMap(([component, of]) =>
                [...of].map(([owner, held]) => strayFinding(component, owner, held, known)),
            ),
            ...[...outside].map(([owner, held]) => outsideFinding(owner, held)),
        ];
    }),
};

function strayFinding(
    component: StackResource,
    owner: string,
    held: readonly Resource[],
    known: Known,
): Finding {
    return {
        team: claimOf(component, known),
        subject: `component "${component.name}"`,
        problem: "holds what is another team's",
        found: `${firstOf(held)} of team "${owner}"`,
        wanted: `what is team "${claimOf(component, known) ?? ""}"'s alone`,
        fix: "declare it below its own team's component",
        urn: component.urn,
    };
}

function outsideFinding(owner: string, held: readonly Resource[]): Finding {
    return {
        team: owner,
        subject: "what is named as its own",
        problem: "stands outside of its component",
        found: firstOf(held),
        wanted: `what is team "${owner}"'s below its component alone`,
        fix: "declare the team by its entry in the roster, or take out what has its name",
    };
}

function firstOf(held: readonly Resource[]): string {
    // The engine hands a stack's resources over in an order of its own.
    const shown = held.toSorted((one, other) => (one.name < other.name ? -1 : 1)).slice(0, 3);
    return `${namesOf(shown)}${held.length > 3 ? ` and ${held.length - 3} more` : ""}`;
}

/** The nearest component around a resource that says which team it is. */
function componentOf({ parent }: StackResource, known: Known): StackResource | undefined {
    for (let above = parent; above !== undefined; above = above.parent) {
        const { type } = above;
        if (known.teamComponents.some((each) => each.type === type)) {
            return above;
        }
    }
    return undefined;
}

function claimOf(component: StackResource, known: Known): string | undefined {
    const claim = known.teamComponents.find(({ type }) => type === component.type);
    return claim === undefined ? undefined : textAt(component, claim.team);
}

/** Whose a resource is, where its names say so. */
function ownerOf(form: Resource, known: Known): string | undefined {
    const role = homeOf(form).find((home) => home.startsWith("iam:role/"));
    const principal = textAt(form, "principalArn") ?? role;
    if (principal !== undefined) {
        return teamIn(known.teamRoles, principal.split("/").at(-1) ?? "");
    }
    const place = textAt(form, "metadata.namespace") ?? textAt(form, "namespace");
    return place === undefined ? undefined : teamIn([known.namespace], place);
}
