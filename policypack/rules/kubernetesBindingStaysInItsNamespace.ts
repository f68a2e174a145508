import type { ResourceValidationPolicy } from "@pulumi/policy";
import { clusterRoles, groups, namespace, readOnlyClusterRoles } from "../fact/kubernetes";
import { needs } from "../facts";
import type { Known as KnownOf } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { isObject } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import { judgeSubjects } from "../kubernetes/bindingSubjects";
import { isKubernetes, judgeObjects } from "../kubernetes/object";
import type { KubernetesObject } from "../kubernetes/object";
import { bindingKinds } from "../kubernetes/rbac";
import { teamNamespace } from "../kubernetes/teamNamespace";
import { fill, match, teamIn } from "../naming";

const facts = needs({ namespace, groups, clusterRoles, readOnlyClusterRoles });
type Known = KnownOf<typeof facts>;

// Never, whatever the configuration says: both hold every right of the namespace they are bound in.
const forbiddenRoles = ["cluster-admin", "admin"];

export const kubernetesBindingStaysInItsNamespace: ResourceValidationPolicy = {
    name: "kubernetes-binding-stays-in-its-namespace",
    description:
        "A RoleBinding binds its own namespace's groups and service accounts alone, each group to the roles meant for it, and a ClusterRoleBinding a known read-only role.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Bind a Role of the team's namespace to the team's group or to a service account of that namespace.",
    url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    configSchema: facts.schema,
    validateResource: judge(facts, isKubernetes, (resource, known) =>
        judgeObjects(resource, bindingKinds, (object) => judgeBinding(object, known)),
    ),
};

function judgeBinding(object: KubernetesObject, known: Known): readonly Finding[] {
    if (object.kind === "ClusterRoleBinding") {
        return [
            ...judgeRoleRef(object, undefined, known),
            ...judgeSubjects(object, ownerOfRole(object, known), known.groups),
        ];
    }
    const place = teamNamespace(object, known.namespace);
    const roleFindings = judgeRoleRef(object, place.ok ? place.team : undefined, known);
    const roleRef = object.at("roleRef");
    const role =
        roleFindings.length === 0 && roleRef.state === "known" && isObject(roleRef.value)
            ? roleRef.value
            : undefined;
    return [
        ...(place.ok ? [] : [place.finding]),
        ...roleFindings,
        // Outside the teams' namespaces nobody is at home: the place is the cause, not each subject.
        ...(place.ok ? judgeSubjects(object, place, known.groups, role) : []),
    ];
}

/** The team that a read-only ClusterRole is known for, if it is known for one. */
function ownerOfRole(
    object: KubernetesObject,
    { readOnlyClusterRoles }: Known,
): { readonly team: string } | undefined {
    const input = object.at("roleRef.name");
    const name = input.state === "known" ? input.value : undefined;
    const team = typeof name === "string" ? teamIn(readOnlyClusterRoles, name) : undefined;
    return team === undefined ? undefined : { team };
}

function judgeRoleRef(
    object: KubernetesObject,
    team: string | undefined,
    known: Known,
): readonly Finding[] {
    const { subject } = object;
    const clusterWide = object.kind === "ClusterRoleBinding";
    const bindable = clusterWide ? known.readOnlyClusterRoles : known.clusterRoles;
    const allowed = bindable.filter((name) => !forbiddenRoles.includes(name));
    const wanted =
        [
            ...(clusterWide ? [] : ["a Role of the namespace"]),
            ...(allowed.length > 0
                ? [`ClusterRole ${anyOf(allowed.map((name) => fill(name, team)))}`]
                : []),
        ].join(" or ") || "no ClusterRoleBinding";
    const input = object.at("roleRef");
    if (input.state === "absent" && object.patch && object.at("subjects").state === "absent") {
        return [];
    }
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, wanted)];
    }
    const role = input.state === "known" && isObject(input.value) ? input.value : {};
    const { kind, name } = role;
    if (!clusterWide && kind === "Role") {
        return [];
    }
    const isKnown = (text: string) =>
        !forbiddenRoles.includes(text) &&
        allowed.some((pattern) => match(pattern, text, team) !== undefined);
    if (kind === "ClusterRole" && typeof name === "string" && isKnown(name)) {
        return [];
    }
    const finding: Finding = {
        team,
        subject,
        problem: clusterWide
            ? "grants rights in every namespace"
            : "binds a role that is not known",
        found: input.state === "absent" ? "no roleRef" : `${String(kind)} ${shown(name)}`,
        wanted,
        fix: clusterWide
            ? "bind a Role in the team's namespace instead"
            : "write a Role that grants what the team needs",
    };
    return [finding];
}
