/** The kind of Kubernetes object that a Pulumi type stands for. */
export interface ObjectType {
    readonly apiVersion: string;
    readonly group: string;
    readonly kind: string;
}

const typePattern =
    /^kubernetes:(?:([a-z0-9.-]+)\/)(v\d+(?:(?:alpha|beta)\d+)?):([A-Z][A-Za-z0-9]*)$/;

/** Kinds of Kubernetes' own that live in no namespace; of other groups the API server knows it. */
const clusterScopedKinds: ReadonlySet<string> = new Set([
    "APIService",
    "CSIDriver",
    "CSINode",
    "CertificateSigningRequest",
    "ClusterRole",
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "FlowSchema",
    "IngressClass",
    "MutatingWebhookConfiguration",
    "Namespace",
    "Node",
    "PersistentVolume",
    "PriorityClass",
    "PriorityLevelConfiguration",
    "RuntimeClass",
    "StorageClass",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
    "VolumeAttachment",
]);

/** Undefined for what is no single object: charts, YAML files, lists, patches of others' objects. */
export function objectTypeOf(token: string): ObjectType | undefined {
    const [, group, version, kind] = typePattern.exec(token) ?? [];
    if (group === undefined || version === undefined || kind === undefined) {
        return undefined;
    }
    if (/(?:List|Patch)$/.test(kind) || ["helm.sh", "yaml", "kustomize"].includes(group)) {
        return undefined;
    }
    return group === "core"
        ? { apiVersion: version, group: "", kind }
        : { apiVersion: `${group}/${version}`, group, kind };
}

/** Whether the object needs a namespace, as far as it can be said without asking the API server. */
export function livesInNamespace({ group, kind }: ObjectType): boolean | undefined {
    const ours = !group.includes(".") || group.endsWith(".k8s.io");
    // "x-k8s.io" is for projects beside Kubernetes (Kueue, JobSet), whose kinds we do not know.
    return ours && !group.endsWith(".x-k8s.io") ? !clusterScopedKinds.has(kind) : undefined;
}
