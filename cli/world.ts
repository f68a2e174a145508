import type { Environment } from "../model/environment/environment";
import type { Roster } from "../model/roster/roster";
import type { World } from "../sandbox/aws/seed";

/**
 * What must be there before the first rollout, because other people own it: the accounts with their
 * deploy roles, the clusters, and the buckets with a few objects to read.
 */
export function worldOf(environment: Environment, roster: Roster | undefined): World {
    const { organizationId, accounts, clusters, buckets } = environment;
    return {
        organizationId,
        accounts: [...accounts.values()].map(({ id, deployRoleArn }) => ({
            accountId: id,
            deployRoleArn,
        })),
        clusters: [...clusters.values()].map(
            ({ account, region, eksClusterName, hyperPodClusterArn }) => ({
                accountId: account.id,
                region,
                eksClusterName,
                hyperPodClusterArn,
            }),
        ),
        buckets: [...buckets.values()].map((bucket) => ({
            accountId: bucket.account.id,
            region: bucket.region,
            name: bucket.name,
            keys: (roster?.teams ?? []).flatMap(({ data }) =>
                data
                    .filter((grant) => grant.bucket === bucket)
                    .map(({ prefix }) => `${prefix}sample.parquet`),
            ),
        })),
    };
}
