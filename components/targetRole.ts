import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataRolePermissions } from "../model/documents/dataDocuments";
import {
    dataRoleAccount,
    dataRoleArn,
    dataRoleNameOf,
    targetRoleTrust,
} from "../model/documents/podDocuments";
import { policyText } from "../model/documents/policyDocument";
import { teamTags } from "../model/tags";
import type { Team } from "../model/team";

export interface TargetRoleArgs {
    readonly team: Team;
}

/**
 * The team's data role in the account of its data, for an owner that wants all that reaches it at
 * home. EKS goes on to it from the source role in the cluster's account.
 */
export class TargetRole extends pulumi.ComponentResource {
    public readonly roleArn: string;
    /** What KMS pins where a grant names the role. */
    public readonly roleUniqueId: pulumi.Output<string>;

    constructor(name: string, args: TargetRoleArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:TargetRole", name, {}, opts);
        const { team } = args;
        this.roleArn = dataRoleArn(team);

        const role = new aws.iam.Role(
            `${name}-role`,
            {
                name: dataRoleNameOf(team),
                description: `Data access of team ${team.physicalName}'s pods`,
                assumeRolePolicy: policyText(targetRoleTrust(team)),
                permissionsBoundary: dataRoleAccount(team).permissionsBoundaryArn,
                tags: teamTags(team),
            },
            { parent: this },
        );
        this.roleUniqueId = role.uniqueId;
        new aws.iam.RolePolicy(
            `${name}-role-policy`,
            {
                name: "read-team-data",
                role: role.name,
                policy: policyText(dataRolePermissions(team)),
            },
            { parent: this },
        );

        this.registerOutputs({ roleArn: this.roleArn });
    }
}
