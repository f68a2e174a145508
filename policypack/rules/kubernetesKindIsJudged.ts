import type { ResourceValidationPolicy } from "@pulumi/policy";
import { customApiGroups, furtherKinds, namespace, namespaces } from "../fact/kubernetes";
import { needs } from "../facts";
import type { Known as KnownOf } from "../facts";
import type { Finding } from "../finding";
import { judge } from "../judge";
import { isGroup, isKubernetes, isRelease, judgeObjects } from "../kubernetes/object";
import type { KubernetesObject, Kinds } from "../kubernetes/object";
import { bindingKinds, roleKinds } from "../kubernetes/rbac";
import { stayingKinds } from "../kubernetes/stayingKinds";
import { teamNamespace } from "../kubernetes/teamNamespace";
import {
    bootstrapTokenType,
    clusterKinds,
    identityConfigMaps,
} from "./kubernetesClusterIdentitiesAreNotEdited";
import { networkKinds } from "./kubernetesNetworkPolicyIsKnown";
import { accountKinds, tokenType } from "./kubernetesServiceAccountCarriesNoForeignIdentity";
import { volumeKinds } from "./kubernetesVolumeBelongsToItsTeam";
import { admissionKinds } from "./kubernetesWebhookIsKnown";

const facts = needs({ namespace, namespaces, customApiGroups, kinds: furtherKinds });
type Known = KnownOf<typeof facts>;

/** What other policies say everything about. */
const judgedElsewhere: Kinds = new Set(
    [roleKinds, bindingKinds, admissionKinds, networkKinds, accountKinds, volumeKinds, clusterKinds]
        .flatMap((kinds) => [...kinds])
        .filter((kind) => !stayingKinds.has(kind)),
);

/**
 * Controllers turn objects into anything: into IAM roles, access entries, other objects. So a kind
 * that nobody looked into is as unjudged as a package that nobody did.
 */
export const kubernetesKindIsJudged: ResourceValidationPolicy = {
    name: "kubernetes-kind-is-judged",
    description:
        "A Kubernetes object is of a kind that the policies judge or that the configuration lists, and what works in a namespace stands in a team's or a listed one.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps:
        "Put the object into the namespace of the team that it serves, or have its kind listed with the reason why it gives nobody anything.",
    url: "https://kubernetes.io/docs/concepts/extend-kubernetes/operator/",
    configSchema: facts.schema,
    validateResource: judge(facts, isObject, (resource, known) =>
        judgeObjects(resource, { has: (kind) => !judgedElsewhere.has(kind) }, (object) =>
            judgeKind(object, known),
        ),
    ),
};

/** A Helm release is another policy's. */
function isObject(resource: Parameters<typeof isKubernetes>[0]): boolean {
    return isKubernetes(resource) && !isGroup(resource) && !isRelease(resource);
}

function judgeKind(object: KubernetesObject, known: Known): readonly Finding[] {
    const { key, subject } = object;
    if (known.kinds.some(({ kind }) => kind === key) || isIdentity(object)) {
        return [];
    }
    const [group = ""] = key.split("/");
    if (stayingKinds.has(key) || known.customApiGroups.includes(group)) {
        return judgePlace(object, known);
    }
    const finding: Finding = {
        subject,
        problem: "is nothing that the policies judge",
        found: `the kind "${key}"`,
        wanted: "a kind that the policies judge, or one that the configuration lists",
        fix: "leave it to the cluster's owners, or have its kind listed with the reason",
    };
    return [finding];
}

function judgePlace(object: KubernetesObject, known: Known): readonly Finding[] {
    const place = teamNamespace(object, known.namespace, "works outside the teams' namespaces");
    const input = object.at("metadata.namespace");
    const isListed =
        input.state === "known" && known.namespaces.some((each) => each === input.value);
    return place.ok || isListed ? [] : [place.finding];
}

/** What decides who somebody is, wherever it stands: another policy's finding. */
function isIdentity({ key, at }: KubernetesObject): boolean {
    const is = (path: string, values: readonly string[]) => {
        const input = at(path);
        return input.state === "known" && values.some((value) => value === input.value);
    };
    return (
        (key === "core/ConfigMap" && is("metadata.name", identityConfigMaps)) ||
        (key === "core/Secret" && is("type", [bootstrapTokenType, tokenType]))
    );
}
