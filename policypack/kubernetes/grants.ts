import { escalations, isEscalatingVerb } from "./escalations";
import type { RbacRule } from "./rbac";

/** What the configuration says of a role. */
export interface RoleLimits {
    /** The ways into the pods of its namespace that it may hold. */
    readonly podSessions: readonly string[];
    /** Whether it may read and nothing else. */
    readonly readOnly: boolean;
    /** Whether a binding may spread it over every namespace. */
    readonly clusterWide: boolean;
    /** The API groups of custom kinds that are known to stay within their namespace. */
    readonly customApiGroups: readonly string[];
}

/** One way in which a rule grants too much. */
export interface Excess {
    readonly found: string;
    readonly gains: string;
}

const reads = ["get", "list", "watch"];

// The groups of Kubernetes itself, and Kueue's, whose dangerous resources are in the table.
export const judgedApiGroups: ReadonlySet<string> = new Set([
    "",
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "apps",
    "authentication.k8s.io",
    "authorization.k8s.io",
    "autoscaling",
    "batch",
    "certificates.k8s.io",
    "coordination.k8s.io",
    "discovery.k8s.io",
    "events.k8s.io",
    "flowcontrol.apiserver.k8s.io",
    "kueue.x-k8s.io",
    "metrics.k8s.io",
    "networking.k8s.aws",
    "networking.k8s.io",
    "node.k8s.io",
    "policy",
    "policy.networking.k8s.io",
    "rbac.authorization.k8s.io",
    "resource.k8s.io",
    "scheduling.k8s.io",
    "snapshot.storage.k8s.io",
    "storage.k8s.io",
    "visibility.kueue.x-k8s.io",
    "vpcresources.k8s.aws",
]);

/** What tells nothing of a team: cluster-wide objects that every user of a cluster may read. */
const harmlessReads: ReadonlySet<string> = new Set([
    "/namespaces",
    "/nodes",
    "/nodes/status",
    "apiextensions.k8s.io/customresourcedefinitions",
    "kueue.x-k8s.io/clusterqueues",
    "kueue.x-k8s.io/clusterqueues/status",
    "kueue.x-k8s.io/cohorts",
    "kueue.x-k8s.io/resourceflavors",
    "kueue.x-k8s.io/topologies",
    "kueue.x-k8s.io/workloadpriorityclasses",
    "metrics.k8s.io/nodes",
    "node.k8s.io/runtimeclasses",
    "resource.k8s.io/deviceclasses",
    "scheduling.k8s.io/priorityclasses",
    "storage.k8s.io/storageclasses",
]);

/** Asking what one may do oneself. */
const selfReviews: ReadonlySet<string> = new Set([
    "authentication.k8s.io/selfsubjectreviews",
    "authorization.k8s.io/selfsubjectaccessreviews",
    "authorization.k8s.io/selfsubjectrulesreviews",
]);

/** What everybody who is authenticated may read of the API server anyway. */
const harmlessUrls: ReadonlySet<string> = new Set([
    "/api",
    "/apis",
    "/healthz",
    "/livez",
    "/openapi",
    "/readyz",
    "/version",
]);

/** Every way in which one rule grants too much. */
export function excessesOf(rule: RbacRule, limits: RoleLimits): readonly Excess[] {
    const wildcards = wildcardsIn(rule);
    const verbs = rule.verbs.filter(isEscalatingVerb).map((verb) => ({
        found: `verb "${verb}" on ${listed(rule.resources)}`,
        gains: "rights it was not given",
    }));
    // Wildcards and escalating verbs are causes of their own; each resource beside them is not.
    const plain = rule.verbs.filter((verb) => !verb.includes("*") && !isEscalatingVerb(verb));
    const resources = rule.apiGroups.flatMap((apiGroup) =>
        rule.resources
            .filter((resource) => !apiGroup.includes("*") && !resource.includes("*"))
            .flatMap((resource) => excessOf(apiGroup, resource, plain, limits)),
    );
    const urls = rule.nonResourceURLs
        .filter((url) => !harmlessUrls.has(url) && rule.verbs.length > 0)
        .map((url) => ({ found: `nonResourceURLs "${url}"`, gains: "the API server's own pages" }));
    return [...wildcards, ...verbs, ...resources, ...urls];
}

/** Any `*`, also where Kubernetes reads none: whoever writes `pods/*` means more than is there. */
function wildcardsIn(rule: RbacRule): readonly Excess[] {
    return (["verbs", "apiGroups", "resources"] as const).flatMap((element) =>
        rule[element]
            .filter((value) => value.includes("*"))
            .map((value) => ({
                found: `${element} "${value}"`,
                gains: "all there is and will be",
            })),
    );
}

/** One resource with its verbs; the first reason is enough. */
function excessOf(
    apiGroup: string,
    resource: string,
    verbs: readonly string[],
    limits: RoleLimits,
): readonly Excess[] {
    const excess = (granted: readonly string[], gains: string): readonly Excess[] =>
        granted.length === 0
            ? []
            : [{ found: `${listed(granted)} on "${resource}"${inGroup(apiGroup)}`, gains }];
    for (const escalation of escalations) {
        const allowed =
            escalation.session === true &&
            limits.podSessions.includes(resource) &&
            !limits.readOnly &&
            !limits.clusterWide;
        if (
            escalation.apiGroup === apiGroup &&
            !allowed &&
            (escalation.resources === "all" || escalation.resources.includes(resource))
        ) {
            const bad = escalation.verbs;
            const granted = bad === "any" ? verbs : verbs.filter((verb) => bad.includes(verb));
            if (granted.length > 0) {
                return excess(granted, escalation.gains);
            }
        }
    }
    const path = `${apiGroup}/${resource}`;
    const own = selfReviews.has(path);
    if (limits.clusterWide) {
        const harmless = own ? ["create"] : harmlessReads.has(path) ? reads : [];
        const granted = verbs.filter((verb) => !harmless.includes(verb));
        return excess(granted, "rights in every namespace");
    }
    if (!judgedApiGroups.has(apiGroup) && !limits.customApiGroups.includes(apiGroup)) {
        return excess(verbs, "what a custom kind's controller does for whoever writes it");
    }
    const beyond = limits.readOnly && !own ? verbs.filter((verb) => !reads.includes(verb)) : [];
    return excess(beyond, "more than reading");
}

function inGroup(apiGroup: string): string {
    return judgedApiGroups.has(apiGroup) ? "" : ` of "${apiGroup}"`;
}

function listed(values: readonly string[]): string {
    return values.length === 0 ? "nothing" : values.map((value) => `"${value}"`).join(", ");
}
