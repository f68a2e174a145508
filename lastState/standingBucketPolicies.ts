import * as aws from "@pulumi/aws";
import { inRegion } from "../components/region";
import { isReservedSid, sharedBucketPolicy } from "../model/documents/bucketDocuments";
import { isLinked } from "../model/documents/plannedFileSystem";
import type { PlannedFileSystem } from "../model/documents/plannedFileSystem";
import { policyText } from "../model/documents/policyDocument";
import { statementsOf } from "../model/documents/standingStatements";
import type { Account, Bucket } from "../model/environment/environment";
import type { Team } from "../model/team";
import { quotedSids, refusalToReplace } from "./policyRefusal";
import type { StackResources } from "./stackResources";

/** A bucket whose policy the program writes, the teams that read it and all file systems to be made. */
export interface ReadBucket {
    readonly bucket: Bucket;
    readonly readers: readonly Team[];
    readonly fileSystems: readonly PlannedFileSystem[];
}

/**
 * Buckets that teams read or that are linked to a file system; and, once their policy is the stack's, those that only others need any more.
 */
export function bucketsToWrite(
    buckets: Iterable<Bucket>,
    teams: readonly Team[],
    fileSystems: readonly PlannedFileSystem[],
    resources: StackResources,
): readonly ReadBucket[] {
    const last = bucketPoliciesIn(resources);
    return [...buckets]
        .map((bucket) => ({
            bucket,
            readers: teams.filter(({ data }) => data.some((grant) => grant.bucket === bucket)),
            fileSystems,
        }))
        .filter(
            ({ bucket, readers }) =>
                readers.length > 0 ||
                isLinked(bucket, fileSystems) ||
                (bucket.foreignStatements.length > 0 && last.has(bucket.name)),
        );
}

/**
 * S3 keeps one policy a bucket, and writing it replaces it. So what stands there is looked at before
 * each rollout, and what neither the stack wrote nor its configuration declares is refused: somebody
 * else needs it. One sentence a bucket.
 */
export async function foreignInBuckets(
    buckets: readonly ReadBucket[],
    providerOf: (account: Account) => aws.Provider,
    resources: StackResources,
    stack: string,
): Promise<readonly string[]> {
    const last = bucketPoliciesIn(resources);
    const sentences = await Promise.all(
        buckets.map(async ({ bucket, readers, fileSystems }) => {
            const standing = await standingPolicy(bucket, providerOf(bucket.account));
            const written = policyText(sharedBucketPolicy(bucket, readers, fileSystems));
            return standing === undefined
                ? []
                : refusalToReplace(
                      {
                          owner: `bucket "${bucket.name}"`,
                          place: { section: "buckets", alias: bucket.alias },
                          standing,
                          written,
                          last: last.get(bucket.name),
                          isReserved: isReservedSid,
                      },
                      stack,
                  );
        }),
    );
    return sentences.flat();
}

/**
 * A bucket that left the configuration takes its policy along, with what others wrote into it. Where no
 * team reads it any more the policy holds that alone, and is left standing (components/sharedBucket.ts).
 */
export function vanishedBuckets(
    buckets: Iterable<Bucket>,
    resources: StackResources,
): readonly string[] {
    const names = new Set([...buckets].map(({ name }) => name));
    return [...bucketPoliciesIn(resources)].flatMap(([name, policy]) => {
        const sids = statementsOf(policy).map(({ Sid }) => Sid ?? "");
        const foreign = sids.filter((sid) => !isReservedSid(sid));
        return names.has(name) || foreign.length === 0 || foreign.length === sids.length
            ? []
            : [
                  `bucket "${name}" is no longer in the configuration, and its policy would go with what others wrote into it (${quotedSids(foreign)}); that takes two steps: roll out with the bucket and without teams on it, which leaves theirs alone in the policy, then without the bucket`,
              ];
    });
}

function bucketPoliciesIn(resources: StackResources): ReadonlyMap<string, string> {
    return new Map(
        Object.entries(resources).flatMap(([urn, { bucket, policy }]) =>
            /[:$]aws:s3\/bucketPolicy:BucketPolicy::/.test(urn) &&
            typeof bucket === "string" &&
            typeof policy === "string"
                ? [[bucket, policy] as const]
                : [],
        ),
    );
}

async function standingPolicy(
    { name, account, region }: Bucket,
    provider: aws.Provider,
): Promise<string | undefined> {
    try {
        const found = await aws.s3.getBucketPolicy(
            { bucket: name, ...inRegion(account, region) },
            { provider },
        );
        return found.policy;
    } catch (error) {
        // Any other failure may hide a policy, so it is none of ours to swallow.
        if (/couldn't find resource|NoSuchBucketPolicy/.test(String(error))) {
            return undefined;
        }
        throw error;
    }
}
