/** A known way from a namespace to the cluster, to another team or identity, or around the quota. */
export interface Escalation {
    readonly apiGroup: string;
    /** Resources as RBAC names them; `all` of the group, those to come included. */
    readonly resources: readonly string[] | "all";
    /** The verbs that lead there; `any` where even reading does. */
    readonly verbs: readonly string[] | "any";
    /** What the holder gains; ends the finding's sentence. */
    readonly gains: string;
    /** A way into pods, which the configuration may allow by its resource. */
    readonly session?: true;
}

const writes = ["create", "update", "patch", "delete", "deletecollection"];
const changes = ["create", "update", "patch"];

/**
 * What a team may never be granted, beside wildcards. Only reading a status is harmless, so most
 * lines are about writing; where reading is enough (a secret, a node's proxy), the line says `any`.
 *
 * Whoever may create pods has every service account, claim and secret of the namespace by naming
 * them in a pod: no line can take that away, which is why a namespace is one team's alone.
 * https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
export const escalations: readonly Escalation[] = [
    // Identities and rights.
    {
        apiGroup: "rbac.authorization.k8s.io",
        resources: "all",
        verbs: writes,
        gains: "rights of its own choice",
    },
    {
        apiGroup: "",
        resources: ["secrets"],
        verbs: "any",
        gains: "whatever credentials the namespace keeps, tokens of its service accounts included",
    },
    {
        apiGroup: "",
        resources: ["serviceaccounts"],
        verbs: writes,
        gains: "identities that carry rights in Kubernetes and AWS",
    },
    {
        apiGroup: "",
        resources: ["serviceaccounts/token"],
        verbs: "any",
        gains: "another identity's credentials",
    },
    {
        apiGroup: "certificates.k8s.io",
        resources: "all",
        verbs: [...writes, "approve", "sign", "attest"],
        gains: "certificates for any identity",
    },
    // The way into pods and nodes. The API server takes a command over a web socket on a mere "get".
    {
        apiGroup: "",
        resources: ["pods/exec", "pods/attach"],
        verbs: "any",
        gains: "a shell in every pod of the namespace, with the pod's identities",
        session: true,
    },
    {
        apiGroup: "",
        resources: ["pods/portforward", "pods/proxy", "services/proxy"],
        verbs: "any",
        gains: "every port of the namespace's pods, past its network policies",
        session: true,
    },
    {
        apiGroup: "",
        resources: ["pods/ephemeralcontainers"],
        verbs: writes,
        gains: "a container of its own in every pod of the namespace",
        session: true,
    },
    {
        apiGroup: "",
        resources: [
            "nodes/proxy",
            "nodes/log",
            "nodes/pods",
            "nodes/stats",
            "nodes/metrics",
            "nodes/checkpoint",
            "nodes/configz",
        ],
        verbs: "any",
        gains: "every pod of the node",
    },
    {
        apiGroup: "",
        resources: ["nodes", "nodes/status", "pods/status", "services/status"],
        verbs: writes,
        gains: "where workloads and their traffic go",
    },
    {
        apiGroup: "",
        resources: ["bindings", "pods/binding"],
        verbs: writes,
        gains: "nodes of its own choice, past the scheduler",
    },
    // What guards the namespace.
    {
        apiGroup: "",
        resources: ["namespaces", "namespaces/finalize", "namespaces/status"],
        verbs: writes,
        gains: "the labels that enforce the quota",
    },
    {
        apiGroup: "admissionregistration.k8s.io",
        resources: "all",
        verbs: writes,
        gains: "every write to the cluster",
    },
    {
        apiGroup: "apiregistration.k8s.io",
        resources: "all",
        verbs: writes,
        gains: "every request to an API group, credentials included",
    },
    {
        apiGroup: "apiextensions.k8s.io",
        resources: "all",
        verbs: writes,
        gains: "every object of a custom kind, in all namespaces",
    },
    {
        apiGroup: "flowcontrol.apiserver.k8s.io",
        resources: "all",
        verbs: writes,
        gains: "precedence at the API server",
    },
    // Quota and precedence.
    {
        apiGroup: "",
        resources: ["resourcequotas", "resourcequotas/status", "limitranges", "pods/resize"],
        verbs: writes,
        gains: "more than its quota",
    },
    {
        apiGroup: "kueue.x-k8s.io",
        resources: [
            "admissionchecks",
            "admissionchecks/status",
            "clusterqueues",
            "clusterqueues/status",
            "cohorts",
            "cohorts/status",
            "localqueues",
            "localqueues/status",
            "multikueueclusters",
            "multikueueconfigs",
            "provisioningrequestconfigs",
            "resourceflavors",
            "topologies",
            "workloadpriorityclasses",
        ],
        verbs: writes,
        gains: "more than its quota",
    },
    {
        // A workload's priority can be changed, and its status is what says that it was admitted.
        apiGroup: "kueue.x-k8s.io",
        resources: ["workloads", "workloads/status", "workloads/finalizers"],
        verbs: changes,
        gains: "admission and priority of its own choice",
    },
    {
        apiGroup: "scheduling.k8s.io",
        resources: ["priorityclasses"],
        verbs: writes,
        gains: "precedence over other teams",
    },
    {
        apiGroup: "resource.k8s.io",
        resources: [
            "deviceclasses",
            "resourceslices",
            "resourceclaims/status",
            "resourceclaims/binding",
            "resourceclaims/driver",
        ],
        verbs: writes,
        gains: "devices that were given to others",
    },
    // Storage.
    {
        apiGroup: "",
        resources: ["persistentvolumes", "persistentvolumes/status"],
        verbs: writes,
        gains: "the nodes' own files and other teams' volumes",
    },
    {
        apiGroup: "storage.k8s.io",
        resources: "all",
        verbs: writes,
        gains: "volumes of other teams",
    },
    {
        apiGroup: "snapshot.storage.k8s.io",
        resources: ["volumesnapshotcontents", "volumesnapshotcontents/status"],
        verbs: writes,
        gains: "snapshots of other teams' volumes",
    },
    // The network. Policies add up, so that one more of them opens as well as one less.
    {
        apiGroup: "networking.k8s.io",
        resources: ["networkpolicies"],
        verbs: writes,
        gains: "the network around its namespace",
    },
    {
        apiGroup: "networking.k8s.aws",
        resources: "all",
        verbs: writes,
        gains: "the network around its namespace",
    },
    {
        apiGroup: "policy.networking.k8s.io",
        resources: "all",
        verbs: writes,
        gains: "the network around every namespace",
    },
    {
        apiGroup: "vpcresources.k8s.aws",
        resources: "all",
        verbs: writes,
        gains: "security groups of its own choice",
    },
    {
        // https://github.com/kubernetes/kubernetes/issues/97076
        apiGroup: "",
        resources: ["services"],
        verbs: changes,
        gains: "the cluster's traffic to any address, by externalIPs",
    },
    {
        // https://github.com/kubernetes/kubernetes/issues/103675
        apiGroup: "",
        resources: ["endpoints"],
        verbs: writes,
        gains: "a way into other namespaces through the load balancers that they trust",
    },
    {
        apiGroup: "discovery.k8s.io",
        resources: ["endpointslices"],
        verbs: writes,
        gains: "a way into other namespaces through the load balancers that they trust",
    },
];

/**
 * Verbs that reach further than the resource they stand beside, whatever it is: those that make
 * rights out of nothing, and `impersonate` in its plain and its constrained forms.
 * https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/
 */
export function isEscalatingVerb(verb: string): boolean {
    return verb === "escalate" || verb === "bind" || /^impersonate(?:$|[:-])/.test(verb);
}
