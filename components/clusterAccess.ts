import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
    clusterAccessPermissions,
    clusterAccessRoleArn,
    clusterAccessTrust,
} from "../model/accessDocuments";
import { clusterAccessPolicyArn } from "../model/arns";
import { clusterAccessRoleName, namespaceName, teamGroup } from "../model/names";
import { policyText } from "../model/policyDocument";
import type { Team } from "../model/roster";

export interface ClusterAccessArgs {
    readonly team: Team;
    readonly organizationId: string;
}

/**
 * The team's way into the cluster, in the cluster's account: a role that its scientists assume, an
 * access entry that turns the role into the team's group, and a read-only access policy scoped to
 * the team's namespace. What the group may do there is NamespaceAccess's.
 *
 * AmazonEKSViewPolicy instead of the edit policy: the edit policy cannot submit a training job, yet
 * lets a scientist impersonate every service account of the namespace and read its secrets.
 * https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export class ClusterAccess extends pulumi.ComponentResource {
    public readonly roleArn: string;
    public readonly group: string;

    constructor(name: string, args: ClusterAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:ClusterAccess", name, {}, opts);
        const { team, organizationId } = args;
        const { eksClusterName } = team.cluster;
        this.roleArn = clusterAccessRoleArn(team);
        this.group = teamGroup(team.name);

        const role = new aws.iam.Role(
            `${name}-role`,
            {
                name: clusterAccessRoleName(team.name),
                description: `Access of team ${team.name} to cluster ${eksClusterName}`,
                assumeRolePolicy: policyText(clusterAccessTrust(team, organizationId)),
                tags: { team: team.name },
            },
            { parent: this },
        );
        const rolePolicy = new aws.iam.RolePolicy(
            `${name}-role-policy`,
            {
                name: "describe-cluster",
                role: role.name,
                policy: policyText(clusterAccessPermissions(team)),
            },
            { parent: this },
        );
        const entry = new aws.eks.AccessEntry(
            `${name}-entry`,
            {
                clusterName: eksClusterName,
                principalArn: this.roleArn,
                kubernetesGroups: [this.group],
                type: "STANDARD",
                tags: { team: team.name },
            },
            // EKS looks the role up; its ARN is computed, so the edge is ours to draw.
            { parent: this, dependsOn: [role, rolePolicy] },
        );
        new aws.eks.AccessPolicyAssociation(
            `${name}-view`,
            {
                clusterName: eksClusterName,
                principalArn: this.roleArn,
                policyArn: clusterAccessPolicyArn(team.cluster, "AmazonEKSViewPolicy"),
                accessScope: { type: "namespace", namespaces: [namespaceName(team.name)] },
            },
            { parent: this, dependsOn: [entry] },
        );

        this.registerOutputs({ roleArn: this.roleArn, group: this.group });
    }
}
