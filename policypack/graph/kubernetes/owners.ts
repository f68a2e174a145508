import type { GraphEstate } from "../estate";
import { textsOf } from "../read";
import { clusterOf } from "./clusters";
import type { PlacedObjects } from "./objects";
import { groupId, namespaceId } from "./nodes";

/** Whose a namespace or a group is, by its node: the team that all that is said of it belongs to. */
export type Owners = ReadonlyMap<string, string>;

export function ownersOf(estate: GraphEstate, objects: PlacedObjects): Owners {
    const claims = new Map<string, Set<string>>();
    const claim = (id: string, team: string | undefined) => {
        if (team !== undefined) {
            const teams = claims.get(id) ?? new Set();
            claims.set(id, teams.add(team));
        }
    };
    for (const { resource, clusters, namespace } of objects.all) {
        for (const cluster of clusters) {
            claim(namespaceId(cluster, namespace), estate.teamOf(resource));
        }
    }
    for (const entry of estate.ofType("aws:eks/accessEntry:AccessEntry")) {
        for (const name of textsOf(entry, "kubernetesGroups")) {
            claim(groupId(clusterOf(entry), name), estate.teamOf(entry));
        }
    }
    return new Map(
        [...claims].flatMap(([id, teams]) => {
            const [team, ...others] = teams;
            return team === undefined || others.length > 0 ? [] : [[id, team] as const];
        }),
    );
}
