/** One rule of a Role or ClusterRole, as written. */
export interface RbacRule {
    readonly verbs: readonly string[];
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
}

interface Escalation {
    readonly apiGroup: string;
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
    /** What the holder gains; ends the finding's sentence. */
    readonly gains: string;
}

const writes = ["create", "update", "patch", "delete", "deletecollection"];
const changes = ["update", "patch", "delete", "deletecollection"];

// Verbs that reach further than the resource they stand beside, whatever it is.
const escalatingVerbs = ["escalate", "bind", "impersonate"];

/**
 * What a team may never be granted, beside wildcards: each line is a known way from a namespace to
 * the cluster, to another team, or around the quota. Only reading a status is harmless, so the
 * status resources are about writing; `nodes/proxy` runs commands in pods with "get" alone.
 * https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
const escalations: readonly Escalation[] = [
    {
        apiGroup: "rbac.authorization.k8s.io",
        resources: ["roles", "rolebindings", "clusterroles", "clusterrolebindings"],
        verbs: writes,
        gains: "rights of its own choice",
    },
    {
        apiGroup: "",
        resources: ["serviceaccounts/token"],
        verbs: ["create"],
        gains: "another identity's credentials",
    },
    {
        apiGroup: "",
        resources: ["nodes/proxy"],
        verbs: ["get", "list", "watch", ...writes],
        gains: "every pod of the node",
    },
    {
        apiGroup: "",
        resources: ["nodes/status", "pods/status", "services/status"],
        verbs: writes,
        gains: "where workloads and their traffic go",
    },
    {
        apiGroup: "",
        resources: ["namespaces", "namespaces/finalize", "namespaces/status"],
        verbs: writes,
        gains: "the labels that enforce the quota",
    },
    {
        apiGroup: "admissionregistration.k8s.io",
        resources: [
            "mutatingwebhookconfigurations",
            "validatingwebhookconfigurations",
            "mutatingadmissionpolicies",
            "mutatingadmissionpolicybindings",
            "validatingadmissionpolicies",
            "validatingadmissionpolicybindings",
        ],
        verbs: writes,
        gains: "every write to the cluster",
    },
    {
        apiGroup: "certificates.k8s.io",
        resources: ["certificatesigningrequests/approval", "certificatesigningrequests/status"],
        verbs: writes,
        gains: "certificates for any identity",
    },
    {
        apiGroup: "certificates.k8s.io",
        resources: ["signers"],
        verbs: ["approve", "sign", "attest"],
        gains: "certificates for any identity",
    },
    {
        apiGroup: "kueue.x-k8s.io",
        resources: [
            "clusterqueues",
            "cohorts",
            "localqueues",
            "resourceflavors",
            "workloadpriorityclasses",
        ],
        verbs: writes,
        gains: "more than its quota",
    },
    {
        apiGroup: "scheduling.k8s.io",
        resources: ["priorityclasses"],
        verbs: writes,
        gains: "precedence over other teams",
    },
    {
        apiGroup: "networking.k8s.io",
        resources: ["networkpolicies"],
        verbs: changes,
        gains: "the network around its namespace",
    },
];

/** Every way in which one rule grants too much: what was found, and what it would gain. */
export function escalationsIn(
    rule: RbacRule,
): readonly { readonly found: string; readonly gains: string }[] {
    const wildcards = (["verbs", "apiGroups", "resources"] as const).flatMap((element) =>
        rule[element]
            .filter((value) => value.includes("*"))
            .map((value) => ({
                found: `${element} "${value}"`,
                gains: "all there is and will be",
            })),
    );
    const verbs = rule.verbs
        .filter((verb) => escalatingVerbs.includes(verb))
        .map((verb) => ({
            found: `verb "${verb}" on ${listed(rule.resources)}`,
            gains: "rights it was not given",
        }));
    const resources = escalations
        .filter(({ apiGroup }) => rule.apiGroups.includes(apiGroup))
        .flatMap((escalation) =>
            escalation.resources
                .filter((resource) => rule.resources.includes(resource))
                .flatMap((resource) => {
                    const granted = escalation.verbs.filter((verb) => rule.verbs.includes(verb));
                    return granted.length === 0
                        ? []
                        : [
                              {
                                  found: `${listed(granted)} on "${resource}"`,
                                  gains: escalation.gains,
                              },
                          ];
                }),
        );
    return [...wildcards, ...verbs, ...resources];
}

function listed(values: readonly string[]): string {
    return values.length === 0 ? "nothing" : values.map((value) => `"${value}"`).join(", ");
}
