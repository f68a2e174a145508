import { audienceGroup, namespaceName } from "../names";
import type { AudienceKind, Team } from "../team";

/** An EKS access policy on an access entry. */
export interface AccessPolicy {
    /** Ends the Pulumi name of the association. */
    readonly suffix: string;
    readonly name: string;
    readonly scope:
        | { readonly type: "cluster" }
        | { readonly type: "namespace"; readonly namespaces: readonly string[] };
}

/** What an access entry gives: groups, which RBAC knows, and access policies, which EKS knows. */
export interface EntryRights {
    readonly groups: readonly string[];
    readonly policies: readonly AccessPolicy[];
}

/**
 * Group: RBAC alone decides over jobs; AmazonEKSViewPolicy adds reading the namespace. What the team
 * reads of the cluster itself is a ClusterRole's.
 *
 * HyperPod's policies: EKS decides over jobs, no RBAC object is needed. The cluster policy reads
 * nodes, namespaces and Kueue's cluster-wide objects; AWS knows it with that scope alone.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-studio-setup-eks.html
 *
 * Edit policy, the blog's way: it knows no training job, so the team's group stays beside it; and it
 * lets whoever has it impersonate every service account of the namespace and read its secrets.
 * https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 *
 * Viewers come in by group in every mode: none of these policies is for looking at jobs alone.
 */
export function entryRights(team: Team, kind: AudienceKind): EntryRights {
    const scope = { type: "namespace", namespaces: [namespaceName(team.physicalName)] } as const;
    const groups = [audienceGroup(team.physicalName, kind)];
    const view: AccessPolicy = { suffix: "view", name: "AmazonEKSViewPolicy", scope };
    if (kind === "viewer") {
        return { groups, policies: [view] };
    }
    switch (team.clusterAccess) {
        case "group":
            return { groups, policies: [view] };
        case "hyperpod-policies":
            return {
                // A group says nothing that no Role is bound to.
                groups: team.extraRights.includes("exec") ? groups : [],
                policies: [
                    { suffix: "training", name: "AmazonSagemakerHyperpodTrainingPolicy", scope },
                    {
                        suffix: "user-cluster",
                        name: "AmazonSagemakerHyperpodUserClusterPolicy",
                        scope: { type: "cluster" },
                    },
                ],
            };
        case "edit-policy":
            return {
                groups,
                policies: [{ suffix: "edit", name: "AmazonEKSEditPolicy", scope }],
            };
    }
}
