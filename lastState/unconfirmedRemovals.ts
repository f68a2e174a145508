import { isProtected } from "../model/environment/protection";
import type { Protection, Removals } from "../model/environment/protection";
import type { Roster } from "../model/roster/roster";
import { isSameTeam } from "./teamState";
import type { StackResources } from "./stackResources";
import type { KnownTeam } from "./teamState";

/** What this run would declare, and so would not take away. */
export interface Declared {
    readonly roster: Roster;
    readonly buckets: readonly string[];
    readonly clusters: readonly string[];
}

/**
 * Removals that a protected environment has not been told of. The engine refuses to delete what it
 * knows as protected, so a removal takes two rollouts there: one that takes the protection off what
 * `removals` names, and one that removes it. One sentence a removal.
 */
export function unconfirmedRemovals(
    protection: Protection,
    declared: Declared,
    {
        teams,
        resources,
    }: { readonly teams: readonly KnownTeam[]; readonly resources: StackResources },
    stack: string,
): readonly string[] {
    const fix = (kind: keyof Removals, name: string) =>
        `first roll out with "hyperpod-teams:removals: { ${kind}: [${name}] }" in Pulumi.${stack}.yaml`;
    const ofTeams = teams
        .filter(
            ({ name, physicalName = name, isProtected: still }) =>
                still || isProtected(protection, "teams", name, physicalName),
        )
        .flatMap((known) => {
            const loss = lossOf(known, declared.roster);
            return loss === undefined
                ? []
                : [
                      `team "${known.name}" is protected in this stack and ${loss}; if that is meant, ${fix("teams", known.name)} and the entry as it was, then with this change`,
                  ];
        });
    return [
        ...ofTeams,
        ...vanished(resources, "SharedBucket", declared.buckets).map(
            (name) =>
                `the policy of bucket "${name}" is protected in this stack and would go; if that is meant, ${fix("buckets", name)} and the bucket as it was, then with this change`,
        ),
        ...vanished(resources, "ClusterScheduling", declared.clusters).map(
            (name) =>
                `the scheduler configuration of cluster "${name}" is protected in this stack and would go; if that is meant, ${fix("clusters", name)} and the cluster as it was, then with this change`,
        ),
    ];
}

/** What becomes of the team's quota, and so of its namespace, in the reader's words. */
function lossOf(known: KnownTeam, { teams, leaving }: Roster): string | undefined {
    const { name, physicalName = name, cluster } = known;
    if (leaving.includes(name) || leaving.includes(physicalName)) {
        return "would lose all that it has";
    }
    const now = teams.find((team) => isSameTeam(team, known))?.cluster.alias;
    return now === undefined || cluster === undefined || now === cluster
        ? undefined
        : `would move from cluster "${cluster}" to "${now}"`;
}

function vanished(
    resources: StackResources,
    component: string,
    declared: readonly string[],
): readonly string[] {
    const urn = new RegExp(`::hyperpod-teams:components:${component}::([^:]+)$`);
    return Object.entries(resources).flatMap(([each, outputs]) => {
        const name = urn.exec(each)?.[1];
        return name === undefined || outputs.isProtected !== true || declared.includes(name)
            ? []
            : [name];
    });
}
