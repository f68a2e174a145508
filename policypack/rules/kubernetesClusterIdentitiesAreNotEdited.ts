import type { ResourceValidationPolicy } from "@pulumi/policy";
import { namespace, namespaces } from "../fact/kubernetes";
import { needs } from "../facts";
import type { Known as KnownOf } from "../facts";
import { shown } from "../finding";
import type { Finding } from "../finding";
import { judge, unknownAtPreview } from "../judge";
import { isKubernetes, judgeObjects } from "../kubernetes/object";
import type { KubernetesObject, Kinds } from "../kubernetes/object";
import { teamIn } from "../naming";

const facts = needs({ namespace, namespaces });
type Known = KnownOf<typeof facts>;

/** Kinds that are somebody's identity or make one, whatever RBAC says, and what they are. */
const identityKinds: Readonly<Record<string, string>> = {
    "authentication.k8s.io/TokenRequest": "issues a service account's token",
    "certificates.k8s.io/CertificateSigningRequest": "asks for a certificate of any identity",
    "certificates.k8s.io/ClusterTrustBundle": "says whose certificates the cluster trusts",
    "certificates.k8s.io/PodCertificateRequest": "asks for a certificate of a pod's identity",
    "core/Node": "is a node, which has the identities of its pods",
    "iamauthenticator.k8s.aws/IAMIdentityMapping": "makes an IAM principal anybody in the cluster",
};

const problemOf: ReadonlyMap<string, string> = new Map(
    Object.entries(identityKinds).map(([key, problem]) => [
        key.slice(key.indexOf("/") + 1),
        problem,
    ]),
);

export const clusterKinds: Kinds = new Set([
    ...Object.keys(identityKinds),
    "core/ConfigMap",
    "core/Namespace",
    "core/Secret",
]);

/** In kube-system: who an IAM principal is, and whose word the API server takes for who somebody is. */
export const identityConfigMaps = ["aws-auth", "extension-apiserver-authentication"];
export const bootstrapTokenType = "bootstrap.kubernetes.io/token";

export const kubernetesClusterIdentitiesAreNotEdited: ResourceValidationPolicy = {
    name: "kubernetes-cluster-identities-are-not-edited",
    description:
        "Nobody gets into the cluster past access entries and RBAC, and no namespace past task governance.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Let people in by access entries, give rights by Roles, and leave the teams' namespaces and their labels to task governance.",
    url: "https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html",
    configSchema: facts.schema,
    validateResource: judge(facts, isKubernetes, (resource, known) =>
        judgeObjects(resource, clusterKinds, (object) => judgeObject(object, known)),
    ),
};

function judgeObject(object: KubernetesObject, known: Known): readonly Finding[] {
    switch (object.kind) {
        case "ConfigMap":
            return judgeConfigMap(object);
        case "Secret":
            return judgeSecret(object);
        case "Namespace":
            return judgeNamespace(object, known);
        default:
            return [
                {
                    subject: object.subject,
                    problem: problemOf.get(object.kind) ?? "is an identity of the cluster",
                    found: `a ${object.kind}`,
                    wanted: "identities from access entries and service accounts alone",
                    fix: "leave it to the cluster's owners",
                },
            ];
    }
}

function judgeConfigMap(object: KubernetesObject): readonly Finding[] {
    const { subject } = object;
    const wanted = "access entries";
    const [name, namespace] = [object.at("metadata.name"), object.at("metadata.namespace")];
    // One of the two is enough to tell that it is another; the provider's namespace may be any.
    const isOther =
        name.state === "absent" ||
        (name.state === "known" && !identityConfigMaps.includes(String(name.value))) ||
        (namespace.state === "known" && namespace.value !== "kube-system");
    if (isOther) {
        return [];
    }
    const unknown = [name, namespace].flatMap((input) =>
        input.state === "unknown" ? [unknownAtPreview(undefined, subject, input.path, wanted)] : [],
    );
    if (unknown.length > 0) {
        return unknown;
    }
    const place =
        namespace.state === "known" ? `namespace ${shown(namespace.value)}` : "no namespace";
    const finding: Finding = {
        subject,
        problem: "decides who is who in the cluster",
        found: `${shown(object.name)} in ${place}`,
        wanted,
        fix: "let people in by access entries, which are judged",
    };
    return [finding];
}

/** Whoever has such a token may ask for a node's certificate. */
function judgeSecret(object: KubernetesObject): readonly Finding[] {
    const { subject } = object;
    const wanted = "no bootstrap token";
    const type = object.at("type");
    if (type.state === "unknown") {
        return [unknownAtPreview(undefined, subject, type.path, wanted)];
    }
    if (type.state === "absent" || type.value !== bootstrapTokenType) {
        return [];
    }
    const finding: Finding = {
        subject,
        problem: "lets whoever has it become a node",
        found: `type "${bootstrapTokenType}"`,
        wanted,
        fix: "leave nodes to HyperPod",
    };
    return [finding];
}

/**
 * Task governance makes a team's namespace, and its labels are what enforces the quota; in any other
 * namespace no quota is enforced.
 */
function judgeNamespace(object: KubernetesObject, known: Known): readonly Finding[] {
    const { subject } = object;
    const wanted = "a namespace that the configuration lists";
    const input = object.at("metadata.name");
    if (input.state === "unknown") {
        return [unknownAtPreview(undefined, subject, input.path, wanted)];
    }
    const name = input.state === "known" ? input.value : undefined;
    const team = typeof name === "string" ? teamIn([known.namespace], name) : undefined;
    if (team === undefined && typeof name === "string" && known.namespaces.includes(name)) {
        return [];
    }
    const finding: Finding = {
        team,
        subject,
        problem:
            team === undefined
                ? "makes or labels a namespace without a quota"
                : "makes or labels the namespace that task governance guards",
        found: shown(name),
        wanted,
        fix: "leave namespaces to task governance, which makes one for each compute quota",
    };
    return [finding];
}
