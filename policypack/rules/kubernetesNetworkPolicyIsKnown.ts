import type { ResourceValidationPolicy } from "@pulumi/policy";
import { namespace, networkPolicies } from "../fact/kubernetes";
import { needs } from "../facts";
import type { Known as KnownOf } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { judge, unknownAtPreview } from "../judge";
import { differenceOf } from "../kubernetes/knownSpec";
import { isKubernetes, judgeObjects } from "../kubernetes/object";
import type { KubernetesObject, Kinds } from "../kubernetes/object";
import { teamNamespace } from "../kubernetes/teamNamespace";

const facts = needs({ namespace, networkPolicies });
type Known = KnownOf<typeof facts>;

/** The plain kind, and those of network plugins, which go before it or beside it. */
export const networkKinds: Kinds = new Set([
    "cilium.io/CiliumClusterwideNetworkPolicy",
    "cilium.io/CiliumNetworkPolicy",
    "crd.projectcalico.org/GlobalNetworkPolicy",
    "crd.projectcalico.org/NetworkPolicy",
    "networking.k8s.aws/ApplicationNetworkPolicy",
    "networking.k8s.aws/ClusterNetworkPolicy",
    "networking.k8s.aws/ClusterPolicyEndpoint",
    "networking.k8s.aws/PolicyEndpoint",
    "networking.k8s.io/NetworkPolicy",
    "policy.networking.k8s.io/AdminNetworkPolicy",
    "policy.networking.k8s.io/BaselineAdminNetworkPolicy",
    "policy.networking.k8s.io/ClusterNetworkPolicy",
    "projectcalico.org/GlobalNetworkPolicy",
    "projectcalico.org/NetworkPolicy",
    "vpcresources.k8s.aws/SecurityGroupPolicy",
]);

const fix = "leave it out, or have it written into the configuration";

export const kubernetesNetworkPolicyIsKnown: ResourceValidationPolicy = {
    name: "kubernetes-network-policy-is-known",
    description:
        "A network policy stands in a team's namespace and says what the configuration says, since policies add up.",
    enforcementLevel: "mandatory",
    severity: "high",
    remediationSteps:
        "Leave the network of a team's namespace to the one policy that the configuration writes out.",
    url: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
    configSchema: facts.schema,
    validateResource: judge(facts, isKubernetes, (resource, known) =>
        judgeObjects(resource, networkKinds, (object) => judgeObject(object, known)),
    ),
};

function judgeObject(object: KubernetesObject, known: Known): readonly Finding[] {
    const { subject } = object;
    if (object.kind !== "NetworkPolicy") {
        const finding: Finding = {
            subject,
            problem: "decides about the network before or beside the namespace's network policy",
            found: `a ${object.kind}`,
            wanted: "a NetworkPolicy",
            fix: "leave it to the cluster's owners",
        };
        return [finding];
    }
    const place = teamNamespace(
        object,
        known.namespace,
        "opens or closes the network outside the teams' namespaces",
    );
    if (!place.ok) {
        return [place.finding];
    }
    const { team } = place;
    const [name, spec] = [object.at("metadata.name"), object.at("spec")];
    const wanted = `network policy ${anyOf(known.networkPolicies.map((each) => each.name))}`;
    const unknown = [name, spec].flatMap((input) =>
        input.state === "unknown" ? [unknownAtPreview(team, subject, input.path, wanted)] : [],
    );
    if (unknown.length > 0) {
        return unknown;
    }
    const policy = known.networkPolicies.find(
        (each) => name.state === "known" && each.name === name.value,
    );
    if (policy === undefined) {
        const problem = "adds to what the namespace's network policy allows";
        return [{ team, subject, problem, found: shown(object.name), wanted, fix }];
    }
    const difference = differenceOf(object, policy.spec, team);
    return difference === undefined
        ? []
        : [{ team, subject, problem: "is not as it is known", ...difference, fix }];
}
