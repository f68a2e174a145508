import type { Report } from "../../issue";
import type { RosterInput } from "../rosterSchema";
import { priorityClassesPerCluster } from "../serviceLimits";

export function checkPriorityClasses(roster: RosterInput, report: Report): void {
    for (const [cluster, { priorityClasses }] of Object.entries(roster.clusters)) {
        const names = Object.keys(priorityClasses);
        if (names.length > priorityClassesPerCluster) {
            report.error(
                ["clusters", cluster, "priorityClasses"],
                `got ${names.length} priority classes; a cluster has at most ${priorityClassesPerCluster}`,
            );
        }
    }
}
