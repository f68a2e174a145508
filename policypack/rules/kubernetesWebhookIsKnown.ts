import type { ResourceValidationPolicy } from "@pulumi/policy";
import { admission } from "../fact/kubernetes";
import { needs } from "../facts";
import type { Known } from "../facts";
import { shown } from "../finding";
import type { Finding } from "../finding";
import { isObject } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import { differenceOf } from "../kubernetes/knownSpec";
import { isKubernetes, judgeObjects } from "../kubernetes/object";
import type { KubernetesObject, Kinds } from "../kubernetes/object";
import { match } from "../naming";

const facts = needs({ admission });
type Admission = Known<typeof facts>["admission"];

export const admissionKinds: Kinds = new Set([
    "admissionregistration.k8s.io/MutatingAdmissionPolicy",
    "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding",
    "admissionregistration.k8s.io/MutatingWebhookConfiguration",
    "admissionregistration.k8s.io/ValidatingAdmissionPolicy",
    "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
    "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
    "apiextensions.k8s.io/CustomResourceDefinition",
    "apiregistration.k8s.io/APIService",
]);

/**
 * Task governance itself is a ValidatingAdmissionPolicy: to write one of that name is to switch the
 * quota off. A policy that only forbids more is harmless, but which name is whose only the
 * configuration knows. A guard rail of ours is known by its whole spec: it is worth what it says.
 */
export const kubernetesWebhookIsKnown: ResourceValidationPolicy = {
    name: "kubernetes-webhook-is-known",
    description:
        "What sees, changes or answers other people's requests to the API server is known by kind and name, a guard rail word for word.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Leave webhooks, admission policies and API services to the cluster's owners, or have them listed in the configuration with the reason.",
    url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks",
    configSchema: facts.schema,
    validateResource: judge(facts, isKubernetes, (resource, known) =>
        judgeObjects(resource, admissionKinds, (object) =>
            object.kind === "CustomResourceDefinition"
                ? judgeConversion(object, known.admission)
                : judgeName(object, known.admission, shown(object.name)),
        ),
    ),
};

/** A definition stands in nobody's way unless a webhook converts all of its objects. */
function judgeConversion(object: KubernetesObject, known: Admission): readonly Finding[] {
    const conversion = object.at("spec.conversion");
    if (conversion.state === "absent") {
        return [];
    }
    if (conversion.state === "unknown") {
        const wanted = "a conversion that is written out";
        return [unknownAtPreview(undefined, object.subject, conversion.path, wanted)];
    }
    const { value } = conversion;
    return isObject(value) && value.strategy === "None"
        ? []
        : judgeName(object, known, `conversion ${shown(value)}`);
}

function judgeName(object: KubernetesObject, known: Admission, found: string): readonly Finding[] {
    const { kind, subject } = object;
    const name = object.at("metadata.name");
    const wanted = `a ${kind} that the configuration lists`;
    if (name.state === "unknown") {
        return [unknownAtPreview(undefined, subject, name.path, wanted)];
    }
    for (const each of known) {
        const named =
            name.state === "known" && typeof name.value === "string" && each.kind === kind
                ? match(each.name, name.value)
                : undefined;
        if (named !== undefined) {
            return judgeSpec(object, each.spec, named.team);
        }
    }
    const finding: Finding = {
        subject,
        problem: "stands in the way of other people's requests",
        found,
        wanted,
        fix: "leave it to the cluster's owners, or have it listed with the reason",
    };
    return [finding];
}

/** A policy that is known for what it says; by its name alone, it could be emptied. */
function judgeSpec(
    object: KubernetesObject,
    wanted: Admission[number]["spec"],
    team: string | undefined,
): readonly Finding[] {
    if (wanted === undefined) {
        return [];
    }
    const { subject } = object;
    const spec = object.at("spec");
    if (spec.state === "unknown") {
        return [unknownAtPreview(team, subject, spec.path, "a spec that is written out")];
    }
    const difference = differenceOf(object, wanted, team);
    const finding = {
        team,
        subject,
        problem: "is not as it is known",
        fix: "leave it as it is, or have the configuration say the new one",
    };
    return difference === undefined ? [] : [{ ...finding, ...difference }];
}
