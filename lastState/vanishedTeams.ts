import type { Roster } from "../model/roster/roster";
import { isSameTeam } from "./teamState";
import type { KnownTeam } from "./teamState";

/**
 * Teams that the stack holds and the roster does not name for it any more: the engine would delete
 * them, and a policy never sees deletions. One sentence a team.
 */
export function vanishedTeams(
    { teams, leaving, elsewhere }: Roster,
    state: readonly KnownTeam[],
    stack: string,
): readonly string[] {
    const among = (names: readonly string[], { name, physicalName = name }: KnownTeam) =>
        names.includes(name) || names.includes(physicalName);
    return (
        state
            .filter((known) => !among(leaving, known))
            .filter((known) => !teams.some((team) => isSameTeam(team, known)))
            // What became of one that kept its name and lost its other one, movedTeams.ts says.
            .filter(({ name }) => !teams.some((team) => team.name === name))
            .map((known) => ({ name: known.name, isElsewhere: among(elsewhere, known) }))
            .map(({ name, isElsewhere }) =>
                isElsewhere
                    ? `team "${name}" has resources in this stack but its entry names other environments only; give it "environments: { ${stack}: { state: leaving } }" to remove the team here`
                    : `team "${name}" has resources in this stack but no entry in the roster; put the entry back, or keep it with "state: leaving" to remove the team`,
            )
    );
}
