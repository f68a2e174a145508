import type { AudienceKind, Team } from "../team";

/** One rule of a Kubernetes Role. */
export interface NamespaceRule {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
}

const read = ["get", "list", "watch"] as const;
const write = ["create", "update", "patch", "delete"] as const;

/** What a training job is made of, in each of the ways that jobs are submitted. */
const jobs: readonly Omit<NamespaceRule, "verbs">[] = [
    { apiGroups: ["sagemaker.amazonaws.com"], resources: ["hyperpodpytorchjobs"] },
    { apiGroups: ["kubeflow.org"], resources: ["pytorchjobs", "mpijobs", "tfjobs"] },
    { apiGroups: ["batch"], resources: ["jobs"] },
];

const queues: NamespaceRule = {
    apiGroups: ["kueue.x-k8s.io"],
    resources: ["localqueues", "workloads"],
    verbs: read,
};

/**
 * What whoever submits may do in the team's namespace: run training jobs and read what becomes of
 * them.
 *
 * The training kinds go beyond AWS's team chart, which lacks the HyperPodPyTorchJob that today's
 * `hyp create` makes. Left out on purpose: secrets and service accounts (another identity's
 * credentials), pods/exec (an option to come), network policies and quota objects.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-eks-setup-rbac.html
 */
export const submitterRules: readonly NamespaceRule[] = [
    ...jobs.map((kinds) => ({ ...kinds, verbs: [...read, ...write] })),
    { apiGroups: [""], resources: ["pods"], verbs: [...read, "create", "delete"] },
    { apiGroups: [""], resources: ["configmaps"], verbs: [...read, ...write] },
    { apiGroups: [""], resources: ["pods/log", "events", "serviceaccounts"], verbs: read },
    queues,
];

/** What whoever looks on may read: jobs, their pods, logs and events, and where they queue. */
export const viewerRules: readonly NamespaceRule[] = [
    ...jobs.map((kinds) => ({ ...kinds, verbs: read })),
    { apiGroups: [""], resources: ["pods", "pods/log", "events"], verbs: read },
    queues,
];

/** One Role of the namespace and the audiences whose group it is bound to. */
export interface NamespaceRole {
    readonly name: string;
    /** The first of the audiences; it names the Pulumi resources. */
    readonly kind: AudienceKind;
    readonly rules: readonly NamespaceRule[];
}

/**
 * The Roles that the team's namespace needs. HyperPod's access policies bring the submitters' rights
 * with them; nothing of that kind exists for viewers, so theirs are a Role in every mode.
 */
export function namespaceRoles(team: Team): readonly NamespaceRole[] {
    const submitters: NamespaceRole = {
        name: "hyperpod-team-scientist",
        kind: "scientist",
        rules: submitterRules,
    };
    const viewers: NamespaceRole = {
        name: "hyperpod-team-viewer",
        kind: "viewer",
        rules: viewerRules,
    };
    return [
        ...(team.clusterAccess === "hyperpod-policies" ? [] : [submitters]),
        ...(team.audiences.some(({ kind }) => kind === "viewer") ? [viewers] : []),
    ];
}
