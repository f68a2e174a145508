import { Team } from "../components/team";
import type { Providers } from "../components/team";
import { quotaLeftover } from "../lastState/governanceState";
import { formerNames } from "../lastState/teamState";
import { isProtected } from "../model/environment/protection";
import type { Team as TeamEntry } from "../model/team";
import type { Foundations } from "./foundations";
import type { Plan } from "./plan";

export type Teams = ReadonlyMap<TeamEntry, Team>;

/** One Team an entry. */
export function declareTeams(plan: Plan, foundations: Foundations, providers: Providers): Teams {
    const { environment, share, resources, state } = plan;
    const { organizationId } = environment;
    return new Map(
        share.teams.map((team) => [
            team,
            new Team(
                team.name,
                {
                    team,
                    organizationId,
                    providers,
                    sharedFileSystems: foundations.fileSystems,
                    foundation: {
                        addOns: foundations.addOns.get(team.cluster),
                        scheduling: foundations.scheduling.get(team.cluster),
                        quota: quotaLeftover(resources, team),
                        isProtected: isProtected(
                            environment,
                            "teams",
                            team.name,
                            team.physicalName,
                        ),
                    },
                },
                { aliases: formerNames(team, state).map((name) => ({ name })) },
            ),
        ]),
    );
}
