import type { ResourceValidationPolicy } from "@pulumi/policy";
import { needs } from "../facts";
import type { Facts } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { isObject } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import { fill, teamIn } from "../naming";
import { mayHoldRbac, rbacObjects } from "../rbac";
import type { RbacObject } from "../rbac";
import { teamNamespace } from "../teamNamespace";

const facts = needs("namespace", "group", "clusterRoles", "readOnlyClusterRoles");
type Known = Pick<Facts, (typeof facts.keys)[number]>;

// Never, whatever the configuration says: both hold every right of the namespace they are bound in.
const forbiddenRoles = ["cluster-admin", "admin"];

export const kubernetesBindingStaysInItsNamespace: ResourceValidationPolicy = {
    name: "kubernetes-binding-stays-in-its-namespace",
    description:
        "A RoleBinding binds its own namespace's group and service accounts alone, and a ClusterRoleBinding a known read-only role.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Bind a Role of the team's namespace to the team's group or to a service account of that namespace.",
    url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    configSchema: facts.schema,
    validateResource: judge(facts, mayHoldRbac, (resource, known) => {
        const { objects, unknown } = rbacObjects(resource, ["RoleBinding", "ClusterRoleBinding"]);
        return [
            ...objects.flatMap((object) => judgeBinding(object, known)),
            ...(unknown === undefined
                ? []
                : [
                      unknownAtPreview(
                          undefined,
                          `binding list "${resource.name}"`,
                          unknown,
                          "bindings that are written out",
                      ),
                  ]),
        ];
    }),
};

function judgeBinding(object: RbacObject, known: Known): readonly Finding[] {
    const subject = `${object.kind} "${object.name}"`;
    if (object.kind === "ClusterRoleBinding") {
        return [
            ...judgeRoleRef(object, subject, undefined, known),
            ...judgeSubjects(object, subject, undefined, known),
        ];
    }
    const place = teamNamespace(object, subject, known.namespace);
    const team = place.ok ? place.team : undefined;
    return [
        ...(place.ok ? [] : [place.finding]),
        ...judgeRoleRef(object, subject, team, known),
        // Outside the teams' namespaces nobody is at home: the place is the cause, not each subject.
        ...(place.ok ? judgeSubjects(object, subject, place, known) : []),
    ];
}

function judgeRoleRef(
    object: RbacObject,
    subject: string,
    team: string | undefined,
    known: Known,
): readonly Finding[] {
    const clusterWide = object.kind === "ClusterRoleBinding";
    const bindable = clusterWide ? known.readOnlyClusterRoles : known.clusterRoles;
    const allowed = bindable.filter((name) => !forbiddenRoles.includes(name));
    const wanted = [
        ...(clusterWide ? [] : ["a Role of the namespace"]),
        ...(allowed.length > 0 ? [`ClusterRole ${anyOf(allowed)}`] : []),
    ];
    const input = object.at("roleRef");
    if (input.state === "absent" && object.patch && object.at("subjects").state === "absent") {
        return [];
    }
    const wantedText = wanted.join(" or ") || "no ClusterRoleBinding";
    if (input.state === "unknown") {
        return [unknownAtPreview(team, subject, input.path, wantedText)];
    }
    const role = input.state === "known" && isObject(input.value) ? input.value : {};
    const { kind, name } = role;
    if (!clusterWide && kind === "Role") {
        return [];
    }
    if (kind === "ClusterRole" && typeof name === "string" && allowed.includes(name)) {
        return [];
    }
    const finding: Finding = {
        team,
        subject,
        problem: clusterWide
            ? "grants rights in every namespace"
            : "binds a role that is not known",
        found: input.state === "absent" ? "no roleRef" : `${String(kind)} ${shown(name)}`,
        wanted: wantedText,
        fix: clusterWide
            ? "bind a Role in the team's namespace instead"
            : "write a Role that grants what the team needs",
    };
    return [finding];
}

function judgeSubjects(
    object: RbacObject,
    subject: string,
    place: { readonly team: string; readonly namespace: string } | undefined,
    known: Known,
): readonly Finding[] {
    const group = `group "${fill(known.group, place?.team)}"`;
    const wanted =
        place === undefined
            ? group
            : `${group} or a service account of namespace "${place.namespace}"`;
    const input = object.at("subjects");
    if (input.state === "absent") {
        return [];
    }
    if (input.state === "unknown") {
        return [unknownAtPreview(place?.team, subject, input.path, wanted)];
    }
    const subjects: readonly unknown[] = Array.isArray(input.value) ? input.value : [input.value];
    return subjects
        .filter((each) => !isAtHome(each, place, known))
        .map((each) => ({
            team: place?.team,
            subject,
            problem: "binds a stranger",
            found: subjectName(each),
            wanted,
            fix: "bind the team's own subjects alone",
        }));
}

function isAtHome(
    subject: unknown,
    place: { readonly team: string; readonly namespace: string } | undefined,
    known: Known,
): boolean {
    if (!isObject(subject) || typeof subject.name !== "string") {
        return false;
    }
    const { kind, name, namespace } = subject;
    if (kind === "Group") {
        const team = teamIn([known.group], name);
        return place === undefined ? team !== undefined : team === place.team;
    }
    return kind === "ServiceAccount" && place !== undefined && namespace === place.namespace;
}

function subjectName(subject: unknown): string {
    if (!isObject(subject)) {
        return shown(subject);
    }
    const { kind, name, namespace } = subject;
    const home = namespace === undefined ? "" : ` of namespace ${shown(namespace)}`;
    return `${String(kind)} ${shown(name)}${home}`;
}
