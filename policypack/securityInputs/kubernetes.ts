import type { SecurityInput } from "../securityInputs";

/** The inputs of Kubernetes objects that a rule of this pack reads. */
export const kubernetesSecurityInputs: readonly SecurityInput[] = [
    // What an object is; everything else hangs on it.
    { type: /^kubernetes:/, paths: ["apiVersion", "kind"] },
    { type: /^kubernetes:[^:]+:\w*List$/, paths: ["items"] },
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
        paths: ["metadata.name"],
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
        paths: ["chart", "repositoryOpts.repo", "version"],
    },
];

/** The kind in every version, or a patch of it; the core group also goes without its name. */
function kindOf(group: string, kind: string): RegExp {
    const named = group === "core" ? "(?:core/)?" : `${group.replaceAll(".", "\\.")}/`;
    return new RegExp(`^kubernetes:${named}v\\w+:${kind}(?:Patch)?$`);
}
