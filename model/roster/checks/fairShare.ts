import type { Report } from "../../issue";
import type { TeamEntry } from "../rosterEntry";
import type { RosterInput } from "../rosterSchema";

export function checkFairShare(entry: TeamEntry, roster: RosterInput, report: Report): void {
    const { cluster, compute } = entry.input;
    const policy = new Map(Object.entries(roster.clusters)).get(cluster);
    // A cluster that is not listed has a policy of somebody else's, or none.
    if ((compute?.fairShareWeight ?? 0) > 0 && policy?.fairShare === "disabled") {
        report.warning(
            entry.at("compute", "fairShareWeight"),
            `fair share is disabled on cluster "${cluster}", so the weight counts for nothing; enable it there or remove the line`,
        );
    }
}
