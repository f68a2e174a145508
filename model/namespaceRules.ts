/** One rule of a Kubernetes Role. */
export interface NamespaceRule {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
}

const read = ["get", "list", "watch"] as const;
const write = ["create", "update", "patch", "delete"] as const;

/**
 * What a scientist may do in the team's namespace: run training jobs and read what becomes of them.
 *
 * The training kinds go beyond AWS's team chart, which lacks the HyperPodPyTorchJob that today's
 * `hyp create` makes. Left out on purpose: secrets and service accounts (another identity's
 * credentials), pods/exec (an option to come), network policies and quota objects.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-eks-setup-rbac.html
 */
export const namespaceRules: readonly NamespaceRule[] = [
    {
        apiGroups: ["sagemaker.amazonaws.com"],
        resources: ["hyperpodpytorchjobs"],
        verbs: [...read, ...write],
    },
    {
        apiGroups: ["kubeflow.org"],
        resources: ["pytorchjobs", "mpijobs", "tfjobs"],
        verbs: [...read, ...write],
    },
    { apiGroups: ["batch"], resources: ["jobs"], verbs: [...read, ...write] },
    { apiGroups: [""], resources: ["pods"], verbs: [...read, "create", "delete"] },
    { apiGroups: [""], resources: ["configmaps"], verbs: [...read, ...write] },
    { apiGroups: [""], resources: ["pods/log", "events", "serviceaccounts"], verbs: read },
    {
        apiGroups: ["kueue.x-k8s.io"],
        resources: ["localqueues", "workloads"],
        verbs: read,
    },
];
