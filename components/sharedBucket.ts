import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { sharedBucketPolicy } from "../model/documents/bucketDocuments";
import type { Bucket } from "../model/environment/environment";
import { isLinked } from "../model/documents/plannedFileSystem";
import type { PlannedFileSystem } from "../model/documents/plannedFileSystem";
import { policyText } from "../model/documents/policyDocument";
import type { Team } from "../model/team";
import { inRegion } from "./region";

export interface SharedBucketArgs {
    readonly bucket: Bucket;
    /** The teams that read it. Without any, the policy is for what is linked, or what others wrote. */
    readonly teams: readonly Team[];
    /** All file systems that we make: those that the bucket is linked to get their statements. */
    readonly fileSystems: readonly PlannedFileSystem[];
    /** Whether the engine refuses to delete the policy. */
    readonly isProtected: boolean;
}

/**
 * The one policy of a bucket, composed from every team and every file system that reaches it and what
 * others wrote. S3 keeps one policy a bucket: a policy for each team would be overwritten by the next
 * team's.
 */
export class SharedBucket extends pulumi.ComponentResource {
    public readonly bucketName: string;

    constructor(name: string, args: SharedBucketArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:SharedBucket", name, {}, opts);
        const { bucket, teams, fileSystems, isProtected } = args;
        const isForeign = teams.length === 0 && !isLinked(bucket, fileSystems);

        new aws.s3.BucketPolicy(
            `${name}-policy`,
            {
                bucket: bucket.name,
                policy: policyText(sharedBucketPolicy(bucket, teams, fileSystems)),
                ...inRegion(bucket.account, bucket.region),
            },
            // A policy that holds what others wrote and nothing else is theirs: it outlives the bucket's
            // entry in the configuration.
            { parent: this, retainOnDelete: isForeign, protect: isProtected },
        );

        this.bucketName = bucket.name;
        // What the next run compares with, see lastState/unconfirmedRemovals.ts.
        this.registerOutputs({ bucketName: this.bucketName, isProtected });
    }
}
