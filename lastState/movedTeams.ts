import { memberAccounts } from "../components/teamClaim";
import type { Team } from "../model/team";
import { isSameTeam } from "./teamState";
import type { KnownTeam } from "./teamState";

/**
 * Changes of a team that take away what it has: another cluster, an account that its members left,
 * another name in AWS and Kubernetes. The first two are done when the entry says that they are
 * meant; names cannot change at all. One sentence a change.
 */
export function movedTeams(teams: readonly Team[], state: readonly KnownTeam[]): readonly string[] {
    return teams.flatMap((team) => {
        const known = state.find((each) => each.name === team.name);
        if (known?.physicalName !== undefined && known.physicalName !== team.physicalName) {
            return [
                `team "${team.name}": everything it has is named after "${known.physicalName}", and the roster now says "${team.physicalName}"; ${
                    known.physicalName === team.name
                        ? 'remove "formerly"'
                        : `say "formerly: ${known.physicalName}"`
                }, or take another name for a new team`,
            ];
        }
        return state
            .filter((each) => isSameTeam(team, each))
            .flatMap((each) => [...leftCluster(team, each), ...leftAccounts(team, each)]);
    });
}

function leftCluster({ name, cluster, movedFrom }: Team, known: KnownTeam): readonly string[] {
    const before = known.cluster;
    const account = cluster.account.id;
    if (known.clusterAccount !== undefined && known.clusterAccount !== account) {
        // The AWS provider does not replace what moves to another account: the engine would look for
        // the old account's roles in the new one and leave them behind.
        return [
            `team "${name}" is on a cluster in account "${known.clusterAccount}" and would move to one in account "${account}"; that takes two steps: roll it out with "state: leaving", then without it on the new cluster`,
        ];
    }
    return before === undefined || before === cluster.alias || before === movedFrom.cluster
        ? []
        : [
              `team "${name}" is on cluster "${before}" and would move to "${cluster.alias}", which deletes its namespace there with all that runs in it; say "movedFrom: { cluster: ${before} }" if that is meant`,
          ];
}

function leftAccounts(team: Team, known: KnownTeam): readonly string[] {
    const now = memberAccounts(team);
    return known.accounts
        .filter((account) => !now.includes(account) && !team.movedFrom.accounts.includes(account))
        .map(
            (account) =>
                `team "${team.name}" has members in account "${account}" and would have none there any more, which deletes their role; say "movedFrom: { accounts: [${account}] }" if that is meant`,
        );
}
