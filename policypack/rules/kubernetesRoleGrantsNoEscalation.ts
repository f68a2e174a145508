import type { ResourceValidationPolicy } from "@pulumi/policy";
import {
    clusterRoles,
    customApiGroups,
    namespace,
    podSessions,
    readOnlyRoles,
} from "../fact/kubernetes";
import { needs } from "../facts";
import type { Known as KnownOf } from "../facts";
import { shown } from "../finding";
import type { Finding } from "../finding";
import { isObject } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import { excessesOf } from "../kubernetes/grants";
import type { RoleLimits } from "../kubernetes/grants";
import { isKubernetes, judgeObjects } from "../kubernetes/object";
import type { KubernetesObject } from "../kubernetes/object";
import { readRule, roleKinds } from "../kubernetes/rbac";
import { teamNamespace } from "../kubernetes/teamNamespace";
import { match } from "../naming";

const facts = needs({ namespace, readOnlyRoles, clusterRoles, customApiGroups, podSessions });
type Known = KnownOf<typeof facts>;

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
    validateResource: judge(facts, isKubernetes, (resource, known) =>
        judgeObjects(resource, roleKinds, (object) => judgeRole(object, known)),
    ),
};

function judgeRole(object: KubernetesObject, known: Known): readonly Finding[] {
    const place =
        object.kind === "ClusterRole" ? undefined : teamNamespace(object, known.namespace);
    const team = place?.ok === true ? place.team : undefined;
    const isNamed = (patterns: readonly string[]) =>
        patterns.some((pattern) => match(pattern, object.name, team) !== undefined);
    return [
        ...(place?.ok === false ? [place.finding] : []),
        ...(place === undefined ? judgeAggregation(object) : []),
        ...judgeRules(object, team, {
            podSessions: known.podSessions,
            customApiGroups: known.customApiGroups,
            readOnly: place !== undefined && isNamed(known.readOnlyRoles),
            // What is not known to be bound in namespaces alone may be bound everywhere.
            clusterWide: place === undefined && !isNamed(known.clusterRoles),
        }),
    ];
}

function judgeRules(
    object: KubernetesObject,
    team: string | undefined,
    limits: RoleLimits,
): readonly Finding[] {
    const { subject } = object;
    const input = object.at("rules");
    if (input.state === "absent") {
        return [];
    }
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, "rules that are written out")];
    }
    const rules: readonly unknown[] = Array.isArray(input.value) ? input.value : [input.value];
    return rules.flatMap((each) => {
        const rule = readRule(each);
        if (rule === undefined) {
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
        return excessesOf(rule, limits).map(({ found, gains }) => ({
            team,
            subject,
            problem: `grants ${gains}`,
            found,
            wanted: limits.clusterWide
                ? "the reading of cluster-wide objects that tell nothing of a team"
                : "verbs, groups and resources that stay within the namespace",
            fix: "leave it out of the rule",
        }));
    });
}

/** Aggregation gives and takes rules behind the backs of those who review them. */
function judgeAggregation(object: KubernetesObject): readonly Finding[] {
    const { subject } = object;
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
