import { DataRepositories } from "../components/dataRepositories";
import type { Providers } from "../components/team";
import { formerNames } from "../lastState/teamState";
import type { Foundations } from "./foundations";
import type { Plan } from "./plan";
import type { SharedBuckets } from "./sharedPolicies";
import type { Teams } from "./teams";

/** What links the managed file systems, shared ones and teams' own, with the buckets. */
export function linkFileSystems(
    { state, fileSystems }: Plan,
    foundations: Foundations,
    teams: Teams,
    buckets: SharedBuckets,
    providers: Providers,
): void {
    for (const planned of fileSystems.filter(({ repositories }) => repositories.length > 0)) {
        const { fileSystem, team, repositories } = planned;
        const mount =
            team === undefined
                ? foundations.fileSystems.get(fileSystem)?.mount
                : teams.get(team)?.mountPoints.get(fileSystem);
        if (mount === undefined) {
            continue;
        }
        const names = team === undefined ? [] : formerNames(team, state);
        new DataRepositories(
            team === undefined ? fileSystem.alias : `${team.name}-${fileSystem.alias}`,
            { planned, fileSystemId: mount.id },
            {
                providers: [providers.account(fileSystem.account)],
                // FSx asks the bucket's policy whether it may link it.
                dependsOn: repositories.flatMap(({ bucket }) => buckets.get(bucket) ?? []),
                aliases: names.map((name) => ({ name: `${name}-${fileSystem.alias}` })),
            },
        );
    }
}
