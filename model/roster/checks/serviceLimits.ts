import type { Account, Cluster } from "../../environment/environment";
import type { Report } from "../../issue";
import { accessEntriesPerCluster, podIdentityAssociationsPerCluster } from "../serviceLimits";
import { checkLimit } from "./limit";
import type { PlacedTeam } from "./placedTeam";
import { rolesOf } from "./roles";

/**
 * What the whole roster needs of each account and cluster. Only the program's own things are
 * counted; what else is there comes on top. No one team is to blame, so the place is `teams`.
 */
export function checkServiceLimits(placed: readonly PlacedTeam[], report: Report): void {
    const roles = new Counter<Account>();
    const entries = new Counter<Cluster>();
    const associations = new Counter<Cluster>();
    const accessPoints = new Counter<{ readonly account: Account; readonly region: string }>();
    for (const { team } of placed) {
        for (const { account } of rolesOf(team)) {
            roles.add(account.id, account, 1);
        }
        entries.add(team.cluster.alias, team.cluster, team.audiences.length);
        if (team.data.length > 0) {
            associations.add(team.cluster.alias, team.cluster, team.serviceAccounts.length);
        }
        for (const bucket of new Set(team.data.map((grant) => grant.bucket))) {
            accessPoints.add(`${bucket.account.id} ${bucket.region}`, bucket, 1);
        }
    }

    const at = ["teams"];
    for (const [account, count] of roles.counts()) {
        checkLimit(report, at, {
            counted: `roles in account "${account.alias}"`,
            count,
            limit: account.limits.roles,
            raise: `have the limit raised and say so under "limits.roles" of the account, or spread the teams over accounts`,
        });
    }
    for (const [cluster, count] of entries.counts()) {
        checkLimit(report, at, {
            counted: `access entries on cluster "${cluster.alias}"`,
            count,
            limit: accessEntriesPerCluster,
            raise: "the limit cannot be raised; spread the teams over clusters",
        });
    }
    for (const [cluster, count] of associations.counts()) {
        checkLimit(report, at, {
            counted: `pod identity associations on cluster "${cluster.alias}"`,
            count,
            limit: podIdentityAssociationsPerCluster,
            raise: "the limit cannot be raised; give teams fewer service accounts, or spread them over clusters",
        });
    }
    for (const [{ account, region }, count] of accessPoints.counts()) {
        checkLimit(report, at, {
            counted: `access points in account "${account.alias}" in region "${region}"`,
            count,
            limit: account.limits.accessPoints,
            raise: `have the limit raised and say so under "limits.accessPoints" of the account`,
        });
    }
}

class Counter<T> {
    private readonly places = new Map<string, [T, number]>();

    public add(key: string, place: T, count: number): void {
        const before = this.places.get(key);
        this.places.set(
            key,
            before === undefined ? [place, count] : [before[0], before[1] + count],
        );
    }

    public counts(): readonly (readonly [T, number])[] {
        return [...this.places.values()];
    }
}
