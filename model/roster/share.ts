import type { Team } from "../team";
import type { Roster } from "./roster";

/** What one stack of an environment holds. */
export interface Share {
    readonly environment: string;
    /** Whether policies of buckets and keys, clusters' configurations and shared file systems are here. */
    readonly holdsShared: boolean;
    readonly teams: readonly Team[];
    /** The teams that other stacks hold, with the stack's name. */
    readonly elsewhere: ReadonlyMap<Team, string>;
}

/**
 * A team is in the stack of its group, and without one in the environment's own, which holds what
 * teams share as well. So one look at roster and stack file tells where anything is.
 */
export function shareOf(
    { teams }: Pick<Roster, "teams">,
    groups: ReadonlyMap<string, string>,
    { environment, stack }: { readonly environment: string; readonly stack: string },
): Share {
    const stackOf = ({ group = "" }: Team) => groups.get(group) ?? environment;
    return {
        environment,
        holdsShared: stack === environment,
        teams: teams.filter((team) => stackOf(team) === stack),
        elsewhere: new Map(
            teams
                .filter((team) => stackOf(team) !== stack)
                .map((team) => [team, stackOf(team)] as const),
        ),
    };
}
