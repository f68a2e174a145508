import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataRoleArn, dataRolePermissions, dataRoleTrust } from "../model/documents/dataDocuments";
import { dataRoleName, namespaceName } from "../model/names";
import { policyText } from "../model/documents/policyDocument";
import { teamTags } from "../model/tags";
import type { Team } from "../model/team";
import { inRegion } from "./region";
import { serviceAccountSuffix } from "./serviceAccountSuffix";

export interface PodAccessArgs {
    readonly team: Team;
}

/**
 * The team's data role in the cluster's account, and a pod identity association for each service
 * account whose pods get it. The trust policy says the same once more, so that no other association
 * can hand the role out.
 */
export class PodAccess extends pulumi.ComponentResource {
    public readonly roleArn: string;

    constructor(name: string, args: PodAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:PodAccess", name, {}, opts);
        const { team } = args;
        const { account, region, eksClusterName } = team.cluster;
        this.roleArn = dataRoleArn(team);

        const role = new aws.iam.Role(
            `${name}-role`,
            {
                name: dataRoleName(team.physicalName),
                description: `Data access of team ${team.physicalName}'s pods`,
                assumeRolePolicy: policyText(dataRoleTrust(team)),
                tags: teamTags(team),
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
        for (const serviceAccount of team.serviceAccounts) {
            new aws.eks.PodIdentityAssociation(
                `${name}-association${serviceAccountSuffix(serviceAccount)}`,
                {
                    clusterName: eksClusterName,
                    namespace: namespaceName(team.physicalName),
                    serviceAccount,
                    roleArn: this.roleArn,
                    tags: teamTags(team),
                    ...inRegion(account, region),
                },
                // EKS looks the role up; its ARN is computed, so the edge is ours to draw.
                { parent: this, dependsOn: [role, rolePolicy] },
            );
        }

        this.registerOutputs({ roleArn: this.roleArn });
    }
}
