import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { registeredNothing } from "../aws/stackForms";
import { exceptions } from "../fact/stack";
import { needs } from "../facts";
import type { Known } from "../facts";
import type { Finding } from "../finding";
import { partlyKnownAt } from "../inputs";
import { judge, judgeStack } from "../judge";
import type { Resource } from "../judge";
import { match } from "../naming";
import { securityInputsOf } from "../securityInputs";

const facts = needs({ exceptions });
type Exceptions = Known<typeof facts>["exceptions"];

/**
 * Two looks at one thing, since neither is enough. At the end of a preview the engine hands over
 * outputs, where what a provider fills in is unknown though nobody left it open, and where all is
 * missing of a provider that is not configured yet. So inputs are judged as they are registered, and
 * at the end what was not there to be judged together.
 */
export const securityInputsAreKnown: ResourceValidationPolicy & StackValidationPolicy = {
    name: "security-inputs-are-known",
    description: "All that decides who may do what is known before the rollout.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Compute names, ARNs and documents from plain values instead of reading them from other resources' outputs.",
    url: "https://www.pulumi.com/docs/iac/concepts/inputs-outputs/",
    configSchema: facts.schema,
    validateResource: judge(
        facts,
        ({ type }) => securityInputsOf(type).length > 0,
        (resource, known) => unknownInputs(resource, known.exceptions),
    ),
    validateStack: judgeStack(facts, (resources) =>
        resources.filter(registeredNothing).map((resource) => ({
            subject: subjectOf(resource),
            problem: "cannot be judged together with the rest of the stack",
            found: "nothing that its provider would say of it",
            wanted: "inputs that its provider repeats at preview",
            fix: "configure the provider from values that are known before the rollout",
            urn: resource.urn,
        })),
    ),
};

function unknownInputs(resource: Resource, excepted: Exceptions): readonly Finding[] {
    return securityInputsOf(resource.type).flatMap((path) => {
        const open = partlyKnownAt(resource.props, path).unknown.find(
            (each) => !isExcepted(resource, each, excepted),
        );
        if (open === undefined) {
            return [];
        }
        const finding: Finding = {
            subject: subjectOf(resource),
            problem: "cannot be judged at preview",
            found: `an unknown value at "${open}"`,
            wanted: "a value that is known before the rollout",
            fix: "build it from plain values, or have it excepted by name in the configuration",
        };
        return [finding];
    });
}

function subjectOf({ type, name }: Resource): string {
    return `resource "${name}" (${type})`;
}

function isExcepted(resource: Resource, path: string, excepted: Exceptions): boolean {
    return excepted.some(
        ({ type, name, input }) =>
            type === resource.type &&
            match(name, resource.name) !== undefined &&
            (path === input || path.startsWith(`${input}.`)),
    );
}
