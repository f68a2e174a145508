import type { Report } from "../../issue";
import type { TeamEntry } from "../rosterEntry";

/**
 * `formerly` brings a second name into play: the one that namespace, quota and roles keep. Two teams
 * under one such name would be one team in AWS.
 */
export function checkRenames(entries: readonly TeamEntry[], report: Report): void {
    const owners = new Map<string, TeamEntry>();
    for (const entry of entries) {
        if (entry.input.formerly === undefined) {
            owners.set(entry.physicalName, entry);
        }
    }
    for (const entry of entries) {
        const { formerly } = entry.input;
        if (formerly === undefined) {
            continue;
        }
        const at = entry.at("formerly");
        const owner = owners.get(formerly);
        if (formerly === entry.name) {
            report.error(at, `got the team's own name, "${formerly}"; remove the line`);
        } else if (owner === undefined) {
            owners.set(formerly, entry);
        } else if (owner.input.formerly === undefined) {
            report.error(
                at,
                `"${formerly}" is the name of another team here; namespace and roles would belong to both: give that team another name`,
            );
        } else {
            report.error(
                at,
                `team "${owner.name}" was "${formerly}" too; namespace and roles would belong to both: only one can keep them`,
            );
        }
    }
}
