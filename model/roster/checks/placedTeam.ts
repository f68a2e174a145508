import type { TeamEntry } from "../rosterEntry";
import type { Team } from "../../team";

/** A team with everything looked up, and where its fields stand. */
export interface PlacedTeam {
    readonly team: Team;
    readonly at: TeamEntry["at"];
}
