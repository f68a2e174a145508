import type { Mutations } from "./mutation";

export const kubernetesMutations: Mutations = {
    "eks-access-policy-association-stays-in-its-namespace": {
        type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        change: (props) => ({
            ...props,
            policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        }),
    },
    "eks-access-entry-keeps-to-its-team": {
        type: "aws:eks/accessEntry:AccessEntry",
        change: (props) => ({ ...props, kubernetesGroups: ["system:masters"] }),
    },
    "eks-pod-identity-association-keeps-to-its-team": {
        type: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
        change: (props) => ({ ...props, serviceAccount: "default" }),
    },
    "eks-cluster-lets-in-by-access-entries-alone": {
        add: {
            type: "aws:eks/identityProviderConfig:IdentityProviderConfig",
            name: "people",
            props: { clusterName: "hyperpod-dev", oidc: { issuerUrl: "https://id.example.com" } },
        },
        provider: "account-platform",
    },
    "kubernetes-role-grants-no-escalation": {
        type: "kubernetes:rbac.authorization.k8s.io/v1:Role",
        change: (props) => ({
            ...props,
            rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["*"] }],
        }),
    },
    "kubernetes-binding-stays-in-its-namespace": {
        type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
        change: (props) => ({
            ...props,
            subjects: [{ kind: "Group", name: "system:authenticated" }],
        }),
    },
    "kubernetes-webhook-is-known": {
        add: {
            type: "kubernetes:admissionregistration.k8s.io/v1:MutatingWebhookConfiguration",
            name: "defaults",
            props: { metadata: { name: "defaults" }, webhooks: [] },
        },
        provider: "cluster-training",
    },
    "kubernetes-network-policy-is-known": {
        type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        change: (props) => ({ ...props, spec: { ...(props.spec as object), ingress: [{}] } }),
    },
    "kubernetes-service-account-carries-no-foreign-identity": {
        type: "kubernetes:core/v1:ServiceAccount",
        change: (props) => ({
            ...props,
            metadata: {
                ...(props.metadata as object),
                annotations: {
                    "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/Admin",
                },
            },
        }),
    },
    "kubernetes-volume-belongs-to-its-team": {
        type: "kubernetes:core/v1:PersistentVolume",
        change: (props) => ({
            ...props,
            spec: { ...(props.spec as object), csi: undefined, hostPath: { path: "/" } },
        }),
    },
    "kubernetes-cluster-identities-are-not-edited": {
        add: {
            type: "kubernetes:core/v1:ConfigMap",
            name: "aws-auth",
            props: { metadata: { name: "aws-auth", namespace: "kube-system" } },
        },
        provider: "cluster-training",
    },
    "kubernetes-release-is-known": {
        add: {
            type: "kubernetes:helm.sh/v3:Release",
            name: "operator",
            props: { chart: "operator" },
        },
        provider: "cluster-training",
    },
    "kubernetes-kind-is-judged": {
        add: {
            type: "kubernetes:iam.services.k8s.aws/v1alpha1:Role",
            name: "reader",
            props: { metadata: { name: "reader", namespace: "hyperpod-ns-vision" }, spec: {} },
        },
        provider: "cluster-training",
    },
};
