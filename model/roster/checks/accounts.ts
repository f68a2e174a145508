import type { Report } from "../../issue";
import type { PlacedTeam } from "./placedTeam";

const fields = { scientist: "scientists", viewer: "viewers", robot: "robots" } as const;

/** What an ARN cannot reach: another partition; and one account under two names in one audience. */
export function checkAccounts({ team, at }: PlacedTeam, report: Report): void {
    const { partition } = team.cluster.account;
    for (const { kind, members } of team.audiences) {
        const names = new Map<string, string>();
        for (const [index, { account }] of members.entries()) {
            const path = at(fields[kind], index, "account");
            const first = names.get(account.id) ?? account.alias;
            if (first !== account.alias) {
                report.error(
                    path,
                    `account "${account.alias}" is account "${first}" by another name, and both would make one role; use one name`,
                );
            }
            names.set(account.id, first);
            if (account.partition !== partition) {
                report.error(
                    path,
                    `account "${account.alias}" is in partition "${account.partition}", the cluster in "${partition}"; no role reaches from one to the other`,
                );
            }
        }
    }
    for (const [index, { bucket }] of team.data.entries()) {
        if (bucket.account.partition !== partition) {
            report.error(
                at("data", index, "bucket"),
                `bucket "${bucket.alias}" is in partition "${bucket.account.partition}", the cluster in "${partition}"; no role reaches from one to the other`,
            );
        }
    }
}
