import type { ResourceValidationPolicy } from "@pulumi/policy";
import { escalationsIn } from "../escalations";
import { needs } from "../facts";
import { shown } from "../finding";
import type { Finding } from "../finding";
import { isObject } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import { mayHoldRbac, rbacObjects } from "../rbac";
import type { RbacObject } from "../rbac";
import { teamNamespace } from "../teamNamespace";

const facts = needs("namespace");

export const kubernetesRoleGrantsNoEscalation: ResourceValidationPolicy = {
    name: "kubernetes-role-grants-no-escalation",
    description:
        "A Role stands in a team's namespace and, like a ClusterRole, names its rights one by one, none of which reaches beyond it.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Write out verbs, resources and API groups, and leave out those that lead to other rights, identities or quota.",
    url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    configSchema: facts.schema,
    validateResource: judge(facts, mayHoldRbac, (resource, known) => {
        const { objects, unknown } = rbacObjects(resource, ["Role", "ClusterRole"]);
        return [
            ...objects.flatMap((object) => judgeRole(object, known.namespace)),
            ...(unknown === undefined
                ? []
                : [
                      unknownAtPreview(
                          undefined,
                          `role list "${resource.name}"`,
                          unknown,
                          "roles that are written out",
                      ),
                  ]),
        ];
    }),
};

function judgeRole(object: RbacObject, pattern: string): readonly Finding[] {
    const subject = `${object.kind} "${object.name}"`;
    if (object.kind === "ClusterRole") {
        return [...judgeAggregation(object, subject), ...judgeRules(object, subject, undefined)];
    }
    const place = teamNamespace(object, subject, pattern);
    return place.ok
        ? judgeRules(object, subject, place.team)
        : [place.finding, ...judgeRules(object, subject, undefined)];
}

function judgeRules(
    object: RbacObject,
    subject: string,
    team: string | undefined,
): readonly Finding[] {
    const input = object.at("rules");
    if (input.state === "absent") {
        return [];
    }
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, "rules that are written out")];
    }
    const rules: readonly unknown[] = Array.isArray(input.value) ? input.value : [input.value];
    return rules.flatMap((each) => {
        const rule = isObject(each) ? each : {};
        const [verbs, apiGroups, resources] = ["verbs", "apiGroups", "resources"].map((element) =>
            textsOf(rule[element]),
        );
        if (verbs === undefined || apiGroups === undefined || resources === undefined) {
            const finding: Finding = {
                team,
                subject,
                problem: "has a rule that cannot be judged",
                found: shown(each),
                wanted: "lists of verbs, apiGroups and resources",
                fix: "write the rule out",
            };
            return [finding];
        }
        return escalationsIn({ verbs, apiGroups, resources }).map(({ found, gains }) => ({
            team,
            subject,
            problem: `grants ${gains}`,
            found,
            wanted: "verbs, groups and resources that stay within the namespace",
            fix: "leave it out of the rule",
        }));
    });
}

/** An absent list grants nothing; anything but a list of strings cannot be judged. */
function textsOf(value: unknown): readonly string[] | undefined {
    if (value === undefined || value === null) {
        return [];
    }
    return Array.isArray(value) && value.every((each) => typeof each === "string")
        ? value
        : undefined;
}

/** Aggregation gives and takes rules behind the backs of those who review them. */
function judgeAggregation(object: RbacObject, subject: string): readonly Finding[] {
    const label = "rbac.authorization.k8s.io/aggregate-to-";
    const rule = object.at("aggregationRule");
    const labels = object.at("metadata.labels");
    const unknown = [rule, labels].flatMap((input) =>
        input.state === "unknown"
            ? [unknownAtPreview(undefined, subject, input.path, "no aggregation")]
            : [],
    );
    const found = [
        ...(rule.state === "known" ? ["an aggregationRule"] : []),
        ...(labels.state === "known" && isObject(labels.value)
            ? Object.keys(labels.value)
                  .filter((key) => key.startsWith(label))
                  .map((key) => `label "${key}"`)
            : []),
    ];
    return [
        ...unknown,
        ...found.map((each) => ({
            subject,
            problem: "takes part in aggregation",
            found: each,
            wanted: "no aggregation",
            fix: "write the rules into the role that needs them",
        })),
    ];
}
