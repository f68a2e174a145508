import { audienceGroup, clusterQueueName, clusterRoleName } from "../names";
import type { Team } from "../team";
import { entryRights } from "./clusterAccessModes";
import { read } from "./namespaceRules";
import type { AccessRule } from "./namespaceRules";

/** A ClusterRole and whom it is bound to. */
export interface ClusterReading {
    readonly name: string;
    readonly bindingName: string;
    readonly rules: readonly AccessRule[];
    readonly groups: readonly string[];
}

/**
 * What a team reads that belongs to no namespace: where jobs may run, how they are ranked, and its own
 * queue. `hyp list-cluster` asks for nodes and namespaces, and so sees what the other namespaces are
 * called; what is in them stays shut. AWS's other chart lets every scientist list the pods of the
 * whole cluster, with their environment variables: that is left out.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-eks-setup-rbac.html
 */
function clusterRules(team: string): readonly AccessRule[] {
    return [
        { apiGroups: [""], resources: ["namespaces", "nodes"], verbs: ["get", "list"] },
        {
            apiGroups: ["kueue.x-k8s.io"],
            resources: ["clusterqueues"],
            // A list or a watch passes only where it asks for this one name.
            resourceNames: [clusterQueueName(team)],
            verbs: read,
        },
        {
            apiGroups: ["kueue.x-k8s.io"],
            resources: ["resourceflavors", "workloadpriorityclasses"],
            verbs: read,
        },
    ];
}

/** Nothing where EKS's own access policies let everybody of the team read as much. */
export function clusterReading(team: Team): ClusterReading | undefined {
    const groups = team.audiences
        .filter(({ kind }) => !readsByPolicy(team, kind))
        .map(({ kind }) => audienceGroup(team.physicalName, kind));
    const name = clusterRoleName(team.physicalName);
    return groups.length === 0
        ? undefined
        : {
              name,
              bindingName: `${name}-binding`,
              rules: clusterRules(team.physicalName),
              groups: [...new Set(groups)],
          };
}

function readsByPolicy(team: Team, kind: Team["audiences"][number]["kind"]): boolean {
    return entryRights(team, kind).policies.some(({ scope }) => scope.type === "cluster");
}
