import { governanceStanding, hasNeverStood } from "../model/documents/governanceStanding";
import type { GovernanceStanding, Leftover } from "../model/documents/governanceStanding";
import type { Team } from "../model/team";
import type { Cluster } from "../model/environment/environment";
import type { StackResources } from "./stackResources";

export function quotaLeftover(state: StackResources, { cluster, physicalName }: Team): Leftover {
    return leftover(state, cluster, (each) => each.teamName === physicalName);
}

export function schedulerLeftover(state: StackResources, cluster: Cluster): Leftover {
    return leftover(state, cluster, (each) => each.teamName === undefined);
}

function leftover(
    state: StackResources,
    cluster: Cluster,
    isIt: (each: GovernanceStanding) => boolean,
): Leftover {
    const found = standingsIn(state).find(
        (each) => each.clusterArn === cluster.hyperPodClusterArn && isIt(each),
    );
    if (found === undefined) {
        return { state: "none" };
    }
    return hasNeverStood(found) ? { state: "failed", arn: found.arn } : { state: "standing" };
}

function standingsIn(state: StackResources): readonly GovernanceStanding[] {
    return Object.values(state).flatMap(({ properties }) => governanceStanding(properties) ?? []);
}

/**
 * Quotas and scheduler configurations that the stack holds and that the stack's file now calls
 * somebody else's: the engine would delete them, and task governance may delete a team's namespace
 * with its quota. Handing over is forgetting, which a program cannot ask for. One sentence each.
 */
export function handedOver(
    state: StackResources,
    clusters: Iterable<Cluster>,
    leaving: readonly string[],
): readonly string[] {
    return [...clusters].flatMap(({ alias, hyperPodClusterArn, taskGovernance }) =>
        Object.entries(state).flatMap(([urn, { properties }]) => {
            const standing = governanceStanding(properties);
            if (standing?.clusterArn !== hyperPodClusterArn) {
                return [];
            }
            const { teamName } = standing;
            const owner = taskGovernance[teamName === undefined ? "scheduler" : "quotas"];
            return owner === "managed" || (teamName !== undefined && leaving.includes(teamName))
                ? []
                : [
                      `cluster "${alias}": ${
                          teamName === undefined
                              ? "the scheduler configuration"
                              : `the compute quota of team "${teamName}"`
                      } is this stack's, and would be deleted if somebody else owned it; have the stack forget it first: pulumi state delete '${urn}'`,
                  ];
        }),
    );
}
