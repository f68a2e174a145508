import type { Report } from "../../issue";
import type { TeamEntry } from "../rosterEntry";

/** A list of names in which one stands twice: a slip, and two resources of one name. */
export function checkRepetitions(entry: TeamEntry, report: Report): void {
    const lists = [
        ["fileSystems", "file system"],
        ["serviceAccounts", "service account"],
        ["owners", "owner"],
        ["guardRails", "guard rail"],
        ["extraRights", "right"],
    ] as const;
    for (const [field, kind] of lists) {
        const seen = new Set<string>();
        for (const [index, name] of entry.input[field].entries()) {
            if (seen.has(name)) {
                report.error(
                    entry.at(field, index),
                    `${kind} "${name}" is listed twice; remove one of the two`,
                );
            }
            seen.add(name);
        }
    }
}
