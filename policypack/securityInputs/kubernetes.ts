import type { SecurityInput } from "../securityInputs";

/** The inputs of Kubernetes objects that a rule of this pack reads. */
export const kubernetesSecurityInputs: readonly SecurityInput[] = [
    // What an object is; everything else hangs on it.
    { type: /^kubernetes:/, paths: ["apiVersion", "kind"] },
    { type: /^kubernetes:[^:]+:\w*List$/, paths: ["items"] },
    // What it is called and where it works, unless it is a group of objects, which has no place of its own.
    {
        type: /^kubernetes:(?!helm\.sh\/|yaml|kustomize|index)[^:]+:\w+$/,
        paths: ["metadata.name", "metadata.namespace"],
    },
    {
        type: kindOf("rbac.authorization.k8s.io", "(?:Cluster)?Role"),
        paths: [
            "metadata.name",
            "metadata.namespace",
            "metadata.labels",
            "aggregationRule",
            "rules",
        ],
    },
    {
        type: kindOf("rbac.authorization.k8s.io", "(?:Cluster)?RoleBinding"),
        paths: ["metadata.name", "metadata.namespace", "roleRef", "subjects"],
    },
    {
        type: kindOf(
            "admissionregistration.k8s.io",
            "(?:Mutating|Validating)(?:WebhookConfiguration|AdmissionPolicy(?:Binding)?)",
        ),
        paths: ["metadata.name", "spec"],
    },
    {
        type: kindOf("networking.k8s.io", "NetworkPolicy"),
        paths: ["metadata.name", "metadata.namespace", "spec"],
    },
    // The same by kinds of network plugins, which are never known.
    {
        type: /^kubernetes:(?:cilium\.io|(?:crd\.)?projectcalico\.org|(?:networking|vpcresources)\.k8s\.aws|policy\.networking\.k8s\.io)\//,
        paths: ["metadata.name", "metadata.namespace", "spec"],
    },
    { type: kindOf("apiregistration.k8s.io", "APIService"), paths: ["metadata.name"] },
    {
        type: kindOf("apiextensions.k8s.io", "CustomResourceDefinition"),
        paths: ["metadata.name", "spec.conversion"],
    },
    {
        type: kindOf("core", "ServiceAccount"),
        paths: ["metadata.name", "metadata.namespace", "metadata.annotations"],
    },
    { type: kindOf("core", "Secret"), paths: ["metadata.name", "type"] },
    {
        type: kindOf("core", "PersistentVolume(?:Claim)?"),
        paths: ["metadata.name", "metadata.namespace", "spec"],
    },
    { type: kindOf("core", "ConfigMap"), paths: ["metadata.name", "metadata.namespace"] },
    { type: kindOf("core", "(?:Namespace|Node)"), paths: ["metadata.name"] },
    { type: kindOf("authentication.k8s.io", "TokenRequest"), paths: ["metadata.name"] },
    {
        type: kindOf(
            "certificates.k8s.io",
            "(?:CertificateSigningRequest|ClusterTrustBundle|PodCertificateRequest)",
        ),
        paths: ["metadata.name"],
    },
    { type: kindOf("iamauthenticator.k8s.aws", "IAMIdentityMapping"), paths: ["metadata.name"] },
    {
        type: /^kubernetes:helm\.sh\/[^:]+:Release$/,
        paths: [
            "chart",
            "repositoryOpts.repo",
            "version",
            "values",
            "valueYamlFiles",
            "postrender",
        ],
    },
];

/** The kind in every version, or a patch of it; the core group also goes without its name. */
function kindOf(group: string, kind: string): RegExp {
    const named = group === "core" ? "(?:core/)?" : `${group.replaceAll(".", "\\.")}/`;
    return new RegExp(`^kubernetes:${named}v\\w+:${kind}(?:Patch)?$`);
}
