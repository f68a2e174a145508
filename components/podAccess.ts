import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataRoleArn, dataRolePermissions, dataRoleTrust } from "../model/dataDocuments";
import { dataRoleName, namespaceName } from "../model/names";
import { policyText } from "../model/policyDocument";
import type { Team } from "../model/roster";

export interface PodAccessArgs {
    readonly team: Team;
}

/**
 * The team's data role in the cluster's account, and the pod identity association that gives it to
 * pods of one service account in the team's namespace. The trust policy says the same once more, so
 * that no other association can hand the role out.
 */
export class PodAccess extends pulumi.ComponentResource {
    public readonly roleArn: string;

    constructor(name: string, args: PodAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:PodAccess", name, {}, opts);
        const { team } = args;
        this.roleArn = dataRoleArn(team);

        const role = new aws.iam.Role(
            `${name}-role`,
            {
                name: dataRoleName(team.name),
                description: `Data access of team ${team.name}'s pods`,
                assumeRolePolicy: policyText(dataRoleTrust(team)),
                tags: { team: team.name },
            },
            { parent: this },
        );
        const rolePolicy = new aws.iam.RolePolicy(
            `${name}-role-policy`,
            {
                name: "read-team-data",
                role: role.name,
                policy: policyText(dataRolePermissions(team)),
            },
            { parent: this },
        );
        new aws.eks.PodIdentityAssociation(
            `${name}-association`,
            {
                clusterName: team.cluster.eksClusterName,
                namespace: namespaceName(team.name),
                serviceAccount: team.serviceAccount,
                roleArn: this.roleArn,
                tags: { team: team.name },
            },
            // EKS looks the role up; its ARN is computed, so the edge is ours to draw.
            { parent: this, dependsOn: [role, rolePolicy] },
        );

        this.registerOutputs({ roleArn: this.roleArn });
    }
}
