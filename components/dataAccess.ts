import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accessPointPolicy, teamAccessPointArn } from "../model/dataDocuments";
import { accessPointName } from "../model/names";
import { policyText } from "../model/policyDocument";
import type { DataGrant, Team } from "../model/roster";

export interface DataAccessArgs {
    readonly team: Team;
    /** Grants on buckets of one account: the one this component's provider works in. */
    readonly grants: readonly DataGrant[];
}

/**
 * The team's access points in one data account. They belong to the bucket's account, so that the
 * data's owner keeps the say over who reads it.
 */
export class DataAccess extends pulumi.ComponentResource {
    public readonly accessPointArns: readonly string[];

    constructor(name: string, args: DataAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:DataAccess", name, {}, opts);
        const { team, grants } = args;

        for (const grant of grants) {
            new aws.s3.AccessPoint(
                `${name}-${grant.bucket.alias}`,
                {
                    name: accessPointName(team.name, grant.bucket.alias),
                    bucket: grant.bucket.name,
                    policy: policyText(accessPointPolicy(team, grant)),
                    // Fixed for the access point's life, so all four are said at creation.
                    publicAccessBlockConfiguration: {
                        blockPublicAcls: true,
                        blockPublicPolicy: true,
                        ignorePublicAcls: true,
                        restrictPublicBuckets: true,
                    },
                    tags: { team: team.name },
                },
                { parent: this },
            );
        }

        this.accessPointArns = grants.map((grant) => teamAccessPointArn(team, grant));
        this.registerOutputs({ accessPointArns: this.accessPointArns });
    }
}
