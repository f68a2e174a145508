import type { AudienceKind, Team } from "../team";

/** One rule of a Kubernetes Role or ClusterRole. */
export interface AccessRule {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly resourceNames?: readonly string[];
    readonly verbs: readonly string[];
}

export const read = ["get", "list", "watch"] as const;
const write = ["create", "update", "patch", "delete"] as const;

/**
 * What a training job is made of, in each of the ways that jobs are submitted: the kinds of HyperPod's
 * own training policy, so that the modes of access differ in who decides and not in what a team runs.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-studio-setup-eks.html
 */
const jobs: readonly Omit<AccessRule, "verbs">[] = [
    { apiGroups: ["sagemaker.amazonaws.com"], resources: ["hyperpodpytorchjobs"] },
    { apiGroups: ["kubeflow.org"], resources: ["pytorchjobs", "mpijobs", "tfjobs"] },
    { apiGroups: ["ray.io"], resources: ["rayclusters", "rayjobs", "raycronjobs"] },
    { apiGroups: ["batch"], resources: ["jobs"] },
];

const queues: AccessRule = {
    apiGroups: ["kueue.x-k8s.io"],
    resources: ["localqueues", "workloads"],
    verbs: read,
};

/**
 * What whoever submits may do in the team's namespace: run training jobs and read what becomes of
 * them.
 *
 * Against AWS's team chart: it lacks the HyperPodPyTorchJob that today's `hyp create` makes, Ray,
 * events and the deletion of pods; it has secrets (another identity's credentials) and the patching
 * of workloads (admission and priority of one's own choice), which nobody gets here. Neither do
 * service accounts, network policies and quota objects.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-eks-setup-rbac.html
 */
export const submitterRules: readonly AccessRule[] = [
    ...jobs.map((kinds) => ({ ...kinds, verbs: [...read, ...write] })),
    { apiGroups: [""], resources: ["pods"], verbs: [...read, "create", "delete"] },
    { apiGroups: [""], resources: ["configmaps"], verbs: [...read, ...write] },
    {
        apiGroups: [""],
        resources: ["pods/log", "events", "serviceaccounts", "services", "persistentvolumeclaims"],
        verbs: read,
    },
    queues,
];

/**
 * The right "exec", and no more of its kind: attaching and forwarding ports stay out. Over a web
 * socket, which kubectl prefers, a command is a "get".
 */
export const execRules: readonly AccessRule[] = [
    { apiGroups: [""], resources: ["pods/exec"], verbs: ["get", "create"] },
];

/** What whoever looks on may read: jobs, their pods, logs and events, and where they queue. */
export const viewerRules: readonly AccessRule[] = [
    ...jobs.map((kinds) => ({ ...kinds, verbs: read })),
    { apiGroups: [""], resources: ["pods", "pods/log", "events"], verbs: read },
    queues,
];

/** One Role of the namespace and the audiences whose group it is bound to. */
export interface NamespaceRole {
    readonly name: string;
    /** The first of the audiences; it names the Pulumi resources. */
    readonly kind: AudienceKind;
    readonly rules: readonly AccessRule[];
}

/**
 * The Roles that the team's namespace needs. HyperPod's access policies bring the submitters' rights
 * with them, but for "exec"; nothing of that kind exists for viewers, so theirs are a Role in every
 * mode.
 */
export function namespaceRoles(team: Team): readonly NamespaceRole[] {
    const submitters: NamespaceRole = {
        name: "hyperpod-team-scientist",
        kind: "scientist",
        rules: [
            ...(team.clusterAccess === "hyperpod-policies" ? [] : submitterRules),
            ...(team.extraRights.includes("exec") ? execRules : []),
        ],
    };
    const viewers: NamespaceRole = {
        name: "hyperpod-team-viewer",
        kind: "viewer",
        rules: team.audiences.some(({ kind }) => kind === "viewer") ? viewerRules : [],
    };
    return [submitters, viewers].filter(({ rules }) => rules.length > 0);
}
