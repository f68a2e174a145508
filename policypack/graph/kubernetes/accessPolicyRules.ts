import type { RbacRule } from "../../kubernetes/rbac";

const reads = ["get", "list", "watch"];
const writes = ["create", "delete", "deletecollection", "patch", "update"];
const everything = ["create", "delete", "get", "list", "patch", "update", "watch"];

function rule(apiGroup: string, resources: readonly string[], verbs: readonly string[]): RbacRule {
    return { apiGroups: [apiGroup], resources, verbs, nonResourceURLs: [] };
}

const scaled = ["deployments", "replicasets", "statefulsets"];
const workloads = ["daemonsets", ...scaled, ...scaled.map((each) => `${each}/scale`)];
const extensions = ["daemonsets", "deployments", "deployments/scale", "ingresses"].concat(
    "networkpolicies",
    "replicasets",
    "replicasets/scale",
    "replicationcontrollers/scale",
);
const core = ["configmaps", "persistentvolumeclaims", "replicationcontrollers"].concat(
    "replicationcontrollers/scale",
    "serviceaccounts",
    "services",
);
const sessions = ["pods/attach", "pods/exec", "pods/portforward", "pods/proxy"];
const status = (...resources: readonly string[]) => resources.map((each) => `${each}/status`);

const view: readonly RbacRule[] = [
    rule("apps", ["controllerrevisions", ...workloads, ...status("daemonsets", ...scaled)], reads),
    rule("autoscaling", ["horizontalpodautoscalers", "horizontalpodautoscalers/status"], reads),
    rule("batch", ["cronjobs", "jobs", ...status("cronjobs", "jobs")], reads),
    rule("discovery.k8s.io", ["endpointslices"], reads),
    rule(
        "extensions",
        [...extensions, ...status("daemonsets", "deployments", "ingresses", "replicasets")],
        reads,
    ),
    rule("networking.k8s.io", ["ingresses", "ingresses/status", "networkpolicies"], reads),
    rule("policy", ["poddisruptionbudgets", "poddisruptionbudgets/status"], reads),
    rule(
        "",
        [
            ...core,
            "bindings",
            "endpoints",
            "events",
            "limitranges",
            "namespaces",
            "namespaces/status",
            "persistentvolumeclaims/status",
            "pods",
            "pods/log",
            "resourcequotas",
            ...status("pods", "replicationcontrollers", "resourcequotas", "services"),
        ],
        reads,
    ),
];

const edit: readonly RbacRule[] = [
    ...view,
    rule("apps", [...workloads, "deployments/rollback"], writes),
    rule("autoscaling", ["horizontalpodautoscalers"], writes),
    rule("batch", ["cronjobs", "jobs"], writes),
    rule("extensions", [...extensions, "deployments/rollback"], writes),
    rule("networking.k8s.io", ["ingresses", "networkpolicies"], writes),
    rule("policy", ["poddisruptionbudgets"], writes),
    rule("", [...sessions, "secrets", "services/proxy"], [...reads, ...writes]),
    rule("", [...core, "events", "pods"], writes),
    rule("", ["serviceaccounts"], ["impersonate"]),
];

const admin: readonly RbacRule[] = [
    ...edit,
    rule("authorization.k8s.io", ["localsubjectaccessreviews"], ["create"]),
    rule("rbac.authorization.k8s.io", ["rolebindings", "roles"], [...reads, ...writes]),
];

/**
 * What EKS's access policies allow. No API server but EKS's own knows them, so their documented
 * contents stand here; one that is not here allows whatever there is.
 *
 * https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-studio-setup-eks.html
 */
export const accessPolicyRules: Readonly<Record<string, readonly RbacRule[]>> = {
    AmazonEKSAdminPolicy: admin,
    AmazonEKSAdminViewPolicy: [rule("*", ["*"], reads)],
    AmazonEKSClusterAdminPolicy: [
        rule("*", ["*"], ["*"]),
        { apiGroups: [], resources: [], verbs: ["*"], nonResourceURLs: ["*"] },
    ],
    AmazonEKSEditPolicy: edit,
    AmazonEKSSecretReaderPolicy: [rule("", ["secrets"], reads)],
    AmazonEKSViewPolicy: view,
    AmazonSagemakerHyperpodTrainingPolicy: [
        rule("", ["pods"], everything),
        rule("", ["configmaps", "events", "limitranges", "pods/log", "resourcequotas"], reads),
        rule("", ["serviceaccounts", "services"], reads),
        rule("apps", ["deployments", "replicasets", "statefulsets"], reads),
        rule("batch", ["jobs"], everything),
        rule("kubeflow.org", ["mpijobs", "pytorchjobs", "tfjobs"], everything),
        rule("kueue.x-k8s.io", ["localqueues", "workloads"], reads),
        rule("ray.io", ["rayclusters", "raycronjobs", "rayjobs"], everything),
        rule("sagemaker.amazonaws.com", ["hyperpodpytorchjobs"], everything),
        // Its API group is documented nowhere.
        rule("*", ["raydashboardconnections"], ["create"]),
    ],
    AmazonSagemakerHyperpodUserClusterPolicy: [
        rule("", ["namespaces", "nodes"], reads),
        rule("apiextensions.k8s.io", ["customresourcedefinitions"], ["get"]),
        rule("authorization.k8s.io", ["selfsubjectaccessreviews"], ["create"]),
        rule(
            "kueue.x-k8s.io",
            ["clusterqueues", "resourceflavors", "workloadpriorityclasses"],
            reads,
        ),
    ],
};
