import type { Report } from "../../issue";
import type { TeamEntry } from "../rosterEntry";

/** Whether a move happened is for the stack's state to say; here, whether the words make sense. */
export function checkMove(entry: TeamEntry, report: Report): void {
    const { movedFrom, cluster, scientists, viewers, robots } = entry.input;
    if (movedFrom === undefined) {
        return;
    }
    if (movedFrom.cluster === undefined && movedFrom.accounts === undefined) {
        report.error(entry.at("movedFrom"), `got nothing; expected "cluster", "accounts" or both`);
    }
    if (movedFrom.cluster === cluster) {
        report.error(
            entry.at("movedFrom", "cluster"),
            `got "${cluster}", the cluster that the team is on; expected the one it leaves`,
        );
    }
    const present = new Set([...scientists, ...viewers, ...robots].map(({ account }) => account));
    for (const [index, account] of (movedFrom.accounts ?? []).entries()) {
        if (present.has(account)) {
            report.error(
                entry.at("movedFrom", "accounts", index),
                `got "${account}", an account that has members; expected one that they leave`,
            );
        }
    }
}
