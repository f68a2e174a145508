import type { ResourceValidation, ResourceValidationArgs } from "@pulumi/policy";
import { factsOf } from "./facts";
import type { Facts, Needed } from "./facts";
import { sentence } from "./finding";
import type { Finding } from "./finding";

/** A registered resource, as far as policies read it. */
export type Resource = Pick<ResourceValidationArgs, "type" | "name" | "props">;

/**
 * Joins a rule with its facts: the rule returns what it found, this reports it. Each cause is
 * reported once, however many ways lead to it.
 */
export function judge<Key extends keyof Facts>(
    needed: Needed<Key>,
    concerns: (resource: Resource) => boolean,
    rule: (resource: Resource, facts: Pick<Facts, Key>) => readonly Finding[],
): ResourceValidation {
    return (args, reportViolation) => {
        if (!concerns(args)) {
            return;
        }
        const reading = factsOf(needed, args.getConfig<Readonly<Record<string, unknown>>>());
        const findings = reading.ok
            ? rule(args, reading.facts)
            : [unconfigured(args, reading.missing)];
        for (const message of new Set(findings.map(sentence))) {
            reportViolation(message);
        }
    };
}

function unconfigured(resource: Resource, missing: readonly string[]): Finding {
    return {
        subject: `resource "${resource.name}"`,
        problem: "cannot be judged without the policy's configuration",
        found: `no usable value for ${missing.map((key) => `"${key}"`).join(", ")}`,
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
    };
}
