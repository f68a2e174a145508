import type { Report } from "../../issue";
import type { PlacedTeam } from "./placedTeam";

/** A pod identity association goes on to one role, and a role is in one account. */
export function checkDataRole({ team, at }: PlacedTeam, report: Report): void {
    if (team.dataRole === "cluster-account") {
        return;
    }
    const accounts = [...new Set(team.data.map(({ bucket }) => bucket.account.alias))];
    if (accounts.length > 1) {
        const names = accounts.map((alias) => `"${alias}"`).join(" and ");
        report.error(
            at("dataRole"),
            `dataRole "${team.dataRole}" is one role in one account, and the team's buckets are in ${names}; expected buckets of one account, or "cluster-account"`,
        );
    } else if (accounts.length === 0) {
        report.warning(
            at("dataRole"),
            `dataRole "${team.dataRole}" does nothing for a team without data; remove it, or give the team data`,
        );
    }
}
