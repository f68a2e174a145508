import { daysBetween } from "../../day";
import type { Report } from "../../issue";
import { daysOfNotice } from "../rosterDefaults";
import type { TeamEntry } from "../rosterEntry";

export function checkExpiry(entry: TeamEntry, today: string, report: Report): void {
    const { expires } = entry.input;
    if (expires === undefined) {
        return;
    }
    const left = daysBetween(today, expires);
    if (left <= 0) {
        report.error(
            entry.at("expires"),
            `team "${entry.name}" expired on ${expires}; set a later day, or "state: leaving" to remove the team`,
        );
    } else if (left <= daysOfNotice) {
        report.warning(
            entry.at("expires"),
            `team "${entry.name}" expires in ${left === 1 ? "1 day" : `${left} days`}; set a later day, or plan "state: leaving"`,
        );
    }
}
