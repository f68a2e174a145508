import { SharedBucket } from "../components/sharedBucket";
import { SharedKey } from "../components/sharedKey";
import type { Providers } from "../components/team";
import type { Bucket } from "../model/environment/environment";
import { isPolicyProtected } from "../model/environment/protection";
import type { Plan } from "./plan";
import type { Teams } from "./teams";

export type SharedBuckets = ReadonlyMap<Bucket, SharedBucket>;

/** One policy a bucket and one a key, written for all teams that read there. */
export function declareSharedPolicies(
    { environment, buckets, keys }: Plan,
    teams: Teams,
    providers: Providers,
): SharedBuckets {
    for (const { key, buckets: encrypted } of keys) {
        new SharedKey(
            key.alias,
            { key, buckets: encrypted },
            { providers: [providers.account(key.account)] },
        );
    }
    return new Map(
        buckets.map(({ bucket, readers, fileSystems }) => [
            bucket,
            new SharedBucket(
                bucket.alias,
                {
                    bucket,
                    teams: readers,
                    fileSystems,
                    isProtected: isPolicyProtected(environment, bucket, readers),
                },
                {
                    providers: [providers.account(bucket.account)],
                    // A door is listed once it stands, and struck off before it goes.
                    dependsOn: readers.flatMap((team) => teams.get(team) ?? []),
                },
            ),
        ]),
    );
}
