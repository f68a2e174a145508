import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accessPermissions, accessRoleArn, accessTrust } from "../model/documents/accessDocuments";
import { clusterAccessPolicyArn } from "../model/arns";
import { entryRights } from "../model/documents/clusterAccessModes";
import type { AccessPolicy } from "../model/documents/clusterAccessModes";
import { accessRoleName } from "../model/names";
import { policyText } from "../model/documents/policyDocument";
import { teamTags } from "../model/tags";
import type { Audience, AudienceKind, Team } from "../model/team";
import { inRegion } from "./region";

export interface ClusterAccessArgs {
    readonly team: Team;
    readonly audience: Audience;
    readonly organizationId: string;
}

/** Whoever looks at registered resources tells the audiences apart by these. */
const types: Readonly<Record<AudienceKind, string>> = {
    scientist: "ClusterAccess",
    viewer: "ViewerClusterAccess",
    robot: "RobotClusterAccess",
};

/**
 * One audience's way into the cluster, in the cluster's account: a role that its members' roles
 * assume, an access entry that turns the role into the audience's group, and the access policies of
 * the team's mode. What a group may do in the namespace is NamespaceAccess's.
 */
export class ClusterAccess extends pulumi.ComponentResource {
    public readonly roleArn: string;
    public readonly groups: readonly string[];

    constructor(name: string, args: ClusterAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        const { team, audience, organizationId } = args;
        super(`hyperpod-teams:components:${types[audience.kind]}`, name, {}, opts);
        const { kind } = audience;
        const { account, region, eksClusterName } = team.cluster;
        const rights = entryRights(team, kind);
        this.roleArn = accessRoleArn(team, kind);
        this.groups = rights.groups;

        const role = new aws.iam.Role(
            `${name}-role`,
            {
                name: accessRoleName(team.physicalName, kind),
                description: description(team, audience),
                assumeRolePolicy: policyText(accessTrust(team, audience, organizationId)),
                permissionsBoundary: account.permissionsBoundaryArn,
                tags: teamTags(team),
            },
            { parent: this },
        );
        const rolePolicy = new aws.iam.RolePolicy(
            `${name}-role-policy`,
            {
                name: "describe-cluster",
                role: role.name,
                policy: policyText(accessPermissions(team, kind)),
            },
            { parent: this },
        );
        const entry = new aws.eks.AccessEntry(
            `${name}-entry`,
            {
                clusterName: eksClusterName,
                principalArn: this.roleArn,
                kubernetesGroups: [...rights.groups],
                type: "STANDARD",
                tags: teamTags(team),
                ...inRegion(account, region),
            },
            {
                parent: this,
                // EKS looks the role up; its ARN is computed, so the edge is ours to draw.
                dependsOn: [role, rolePolicy],
                // EKS keeps the role's unique id: made again under the same name, it is a stranger.
                replacementTrigger: role.uniqueId,
                // One entry a principal.
                deleteBeforeReplace: true,
            },
        );
        for (const policy of rights.policies) {
            new aws.eks.AccessPolicyAssociation(
                `${name}-${policy.suffix}`,
                {
                    clusterName: eksClusterName,
                    principalArn: this.roleArn,
                    policyArn: clusterAccessPolicyArn(team.cluster, policy.name),
                    accessScope: accessScope(policy),
                    ...inRegion(account, region),
                },
                {
                    parent: this,
                    dependsOn: [entry],
                    // It goes with its entry, whatever the engine knows of it.
                    replaceWith: [entry],
                    deleteBeforeReplace: true,
                },
            );
        }

        this.registerOutputs({ roleArn: this.roleArn, groups: this.groups });
    }
}

function description(team: Team, { kind }: Audience): string {
    const whose = kind === "scientist" ? "" : `${kind}s of `;
    return `Access of ${whose}team ${team.physicalName} to cluster ${team.cluster.eksClusterName}`;
}

function accessScope({
    scope,
}: AccessPolicy): aws.types.input.eks.AccessPolicyAssociationAccessScope {
    return scope.type === "cluster"
        ? { type: "cluster" }
        : { type: "namespace", namespaces: [...scope.namespaces] };
}
