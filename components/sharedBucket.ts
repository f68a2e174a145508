import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { sharedBucketPolicy } from "../model/documents/dataDocuments";
import type { Bucket } from "../model/environment/environment";
import { policyText } from "../model/documents/policyDocument";
import type { Team } from "../model/team";
import { inRegion } from "./region";

export interface SharedBucketArgs {
    readonly bucket: Bucket;
    /** The teams that read it; at least one, as a policy needs a statement that means something. */
    readonly teams: readonly Team[];
}

/**
 * The one policy of a bucket, composed from every team that reads it. S3 keeps one policy a bucket:
 * a policy for each team would be overwritten by the next team's.
 */
export class SharedBucket extends pulumi.ComponentResource {
    public readonly bucketName: string;

    constructor(name: string, args: SharedBucketArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:SharedBucket", name, {}, opts);
        const { bucket, teams } = args;

        new aws.s3.BucketPolicy(
            `${name}-policy`,
            {
                bucket: bucket.name,
                policy: policyText(sharedBucketPolicy(bucket, teams)),
                ...inRegion(bucket.account, bucket.region),
            },
            { parent: this },
        );

        this.bucketName = bucket.name;
        this.registerOutputs({ bucketName: this.bucketName });
    }
}
