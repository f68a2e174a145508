import { ClusterAddOns } from "../components/clusterAddOns";
import { ClusterScheduling } from "../components/clusterScheduling";
import { ManagedFileSystem } from "../components/managedFileSystem";
import type { Providers } from "../components/team";
import { schedulerLeftover } from "../lastState/governanceState";
import type { Cluster } from "../model/environment/environment";
import type { FileSystem } from "../model/environment/fileSystem";
import { isProtected } from "../model/environment/protection";
import type { Plan } from "./plan";

/** What is there before any team, as far as it is the program's. */
export interface Foundations {
    readonly addOns: ReadonlyMap<Cluster, ClusterAddOns>;
    readonly scheduling: ReadonlyMap<Cluster, ClusterScheduling>;
    /** The managed file systems that teams share. */
    readonly fileSystems: ReadonlyMap<FileSystem, ManagedFileSystem>;
}

export function layFoundations(plan: Plan, providers: Providers): Foundations {
    const { environment, roster, share, resources, fileSystems } = plan;
    if (!share.holdsShared) {
        return { addOns: new Map(), scheduling: new Map(), fileSystems: new Map() };
    }
    const addOns = new Map(
        [...environment.clusters.values()]
            .filter(hasOwnAddOns)
            .map((cluster) => [
                cluster,
                new ClusterAddOns(
                    `${cluster.alias}-add-ons`,
                    { cluster },
                    { providers: [providers.account(cluster.account)] },
                ),
            ]),
    );
    const scheduling = new Map(
        roster.schedules.map((schedule) => {
            const { cluster } = schedule;
            const addOn = addOns.get(cluster)?.taskGovernance;
            return [
                cluster,
                new ClusterScheduling(
                    cluster.alias,
                    {
                        schedule,
                        leftover: schedulerLeftover(resources, cluster),
                        isProtected: isProtected(environment, "clusters", cluster.alias),
                    },
                    {
                        providers: [providers.account(cluster.account)],
                        dependsOn: addOn === undefined ? [] : [addOn],
                    },
                ),
            ];
        }),
    );
    const shared = fileSystems
        .filter(({ team }) => team === undefined)
        .map((planned): [FileSystem, ManagedFileSystem] => [
            planned.fileSystem,
            new ManagedFileSystem(
                planned.fileSystem.alias,
                { planned },
                { providers: [providers.account(planned.fileSystem.account)] },
            ),
        ]);
    return { addOns, scheduling, fileSystems: new Map(shared) };
}

function hasOwnAddOns({ addOns }: Cluster): boolean {
    return Object.values(addOns).some(({ management }) => management === "managed");
}
