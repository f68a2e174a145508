import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BucketGrants } from "../model/documents/dataDocuments";
import { grantConstraint, grantOperations } from "../model/documents/keyDocuments";
import { dataRoleArn } from "../model/documents/podDocuments";
import type { Account } from "../model/environment/environment";
import { accessPointName } from "../model/names";
import type { Team } from "../model/team";
import { keyRegion } from "./region";

export interface KeyGrantsArgs {
    readonly team: Team;
    /** By bucket, all encrypted with keys of one account: the one this component's provider works in. */
    readonly buckets: readonly BucketGrants[];
    /** The account of those keys. */
    readonly account: Account;
    /** KMS pins the grantee by it: a role made anew needs new grants. */
    readonly dataRoleUniqueId: pulumi.Input<string>;
}

/** The team's grants of keys whose policy somebody else writes: one a bucket, fenced to that bucket. */
export class KeyGrants extends pulumi.ComponentResource {
    constructor(name: string, args: KeyGrantsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:KeyGrants", name, {}, opts);
        const { team, buckets, account, dataRoleUniqueId } = args;

        for (const granted of buckets) {
            const { bucket, grants } = granted;
            if (bucket.key !== undefined) {
                new aws.kms.Grant(
                    `${name}-${bucket.alias}`,
                    {
                        name: accessPointName(team.physicalName, bucket.alias),
                        keyId: bucket.key.arn,
                        granteePrincipal: dataRoleArn(team),
                        operations: [...grantOperations(grants)],
                        constraints: [{ encryptionContextSubset: grantConstraint(granted) }],
                        ...keyRegion(account, bucket.key.arn),
                    },
                    { parent: this, replacementTrigger: dataRoleUniqueId },
                );
            }
        }

        this.registerOutputs({});
    }
}
