import type {
    PolicyResource,
    ResourceValidation,
    ResourceValidationArgs,
    StackValidation,
} from "@pulumi/policy";
import { factsOf } from "./facts";
import type { FactsReading, Needed } from "./facts";
import { sentence } from "./finding";
import type { Finding } from "./finding";
import { isSecurityInput } from "./securityInputs";

/** A registered resource, as far as policies read it. */
export type Resource = Pick<ResourceValidationArgs, "type" | "name" | "urn" | "props" | "provider">;

/** A resource of the whole stack, with what the engine knows of it at the end. */
export type StackResource = Resource & Pick<PolicyResource, "parent" | "propertyDependencies">;

type Configuration = Readonly<Record<string, unknown>>;

/**
 * Joins a rule with its facts: the rule returns what it found, this reports it. Each cause is
 * reported once, however many ways lead to it; that an input is unknown is reported here only where
 * `security-inputs-are-known` does not look.
 */
export function judge<T>(
    needed: Needed<T>,
    concerns: (resource: Resource) => boolean,
    rule: (resource: Resource, facts: T) => readonly Finding[],
): ResourceValidation {
    return (args, reportViolation) => {
        if (!concerns(args)) {
            return;
        }
        const reading = factsOf(needed, args.getConfig<Configuration>());
        const findings = reading.ok
            ? rule(args, reading.facts).filter(
                  ({ unknown }) => unknown === undefined || !isSecurityInput(args.type, unknown),
              )
            : [unconfigured(`resource "${args.name}"`, reading)];
        for (const message of new Set(findings.map(sentence))) {
            reportViolation(message);
        }
    };
}

/**
 * The same for a rule about the whole stack, which also judges what is absent. It is asked about
 * every stack, so that without its configuration none passes.
 */
export function judgeStack<T>(
    needed: Needed<T>,
    rule: (resources: readonly StackResource[], facts: T) => readonly Finding[],
): StackValidation {
    return (args, reportViolation) => {
        const reading = factsOf(needed, args.getConfig<Configuration>());
        const findings = reading.ok
            ? rule(args.resources, reading.facts)
            : [unconfigured("the stack", reading)];
        const reported = new Set<string>();
        for (const finding of findings) {
            const message = sentence(finding);
            if (!reported.has(message)) {
                reported.add(message);
                reportViolation(message, finding.urn);
            }
        }
    };
}

function unconfigured(
    subject: string,
    { unusable }: Extract<FactsReading<unknown>, { ok: false }>,
): Finding {
    return {
        subject,
        problem: "cannot be judged without the policy's configuration",
        found: `no usable value for ${unusable.map((path) => `"${path}"`).join(", ")}`,
        wanted: "every required fact",
        fix: "pass the environment's file with --policy-pack-config",
    };
}

/** What could not be judged because the program does not know it before the rollout. */
export function unknownAtPreview(
    team: string | undefined,
    subject: string,
    path: string,
    wanted: string,
): Finding {
    return {
        team,
        subject,
        problem: "cannot be judged at preview",
        found: `an unknown value at "${path}"`,
        wanted,
        fix: "build it from values that are known before the rollout",
        unknown: path,
    };
}
