import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
    accessPointPolicy,
    accessPointVpc,
    teamAccessPointArn,
} from "../model/documents/dataDocuments";
import type { BucketGrants } from "../model/documents/dataDocuments";
import { accessPointName } from "../model/names";
import { policyText } from "../model/documents/policyDocument";
import { teamTags } from "../model/tags";
import type { Team } from "../model/team";
import { inRegion } from "./region";

export interface DataAccessArgs {
    readonly team: Team;
    /** By bucket, all of one account: the one this component's provider works in. */
    readonly buckets: readonly BucketGrants[];
}

/**
 * The team's access points in one data account. They belong to the bucket's account, so that the
 * data's owner keeps the say over who reads it.
 */
export class DataAccess extends pulumi.ComponentResource {
    public readonly accessPointArns: readonly string[];

    constructor(name: string, args: DataAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:DataAccess", name, {}, opts);
        const { team, buckets } = args;

        for (const granted of buckets) {
            const { bucket } = granted;
            const vpcId = accessPointVpc(team, bucket);
            new aws.s3.AccessPoint(
                `${name}-${bucket.alias}`,
                {
                    name: accessPointName(team.physicalName, bucket.alias),
                    bucket: bucket.name,
                    policy: policyText(accessPointPolicy(team, granted)),
                    // Fixed for the access point's life, so all four are said at creation.
                    publicAccessBlockConfiguration: {
                        blockPublicAcls: true,
                        blockPublicPolicy: true,
                        ignorePublicAcls: true,
                        restrictPublicBuckets: true,
                    },
                    ...(vpcId === undefined ? {} : { vpcConfiguration: { vpcId } }),
                    tags: teamTags(team),
                    ...inRegion(bucket.account, bucket.region),
                },
                // What is fixed for its life makes another one, under the same name.
                { parent: this, deleteBeforeReplace: true },
            );
        }

        this.accessPointArns = buckets.map(({ bucket }) => teamAccessPointArn(team, bucket));
        this.registerOutputs({ accessPointArns: this.accessPointArns });
    }
}
