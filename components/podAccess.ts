import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataRolePermissions } from "../model/documents/dataDocuments";
import {
    dataRoleArn,
    podRoleArn,
    podRoleName,
    podRoleTrust,
    sourceRolePermissions,
} from "../model/documents/podDocuments";
import { namespaceName } from "../model/names";
import { policyText } from "../model/documents/policyDocument";
import { teamTags } from "../model/tags";
import type { Team } from "../model/team";
import { inRegion } from "./region";
import { serviceAccountSuffix } from "./serviceAccountSuffix";

export interface PodAccessArgs {
    readonly team: Team;
}

/**
 * The role of the cluster's account that EKS takes on for the team's pods, and a pod identity
 * association for each service account whose pods get it. It is the data role, or the source from
 * which EKS goes on to the data role. The trust policy says the same once more, so that no other
 * association can hand the role out.
 */
export class PodAccess extends pulumi.ComponentResource {
    /** The data role, wherever it is. */
    public readonly roleArn: string;
    /** What AWS pins where a policy or grant names the role; another one once the role is made anew. */
    public readonly roleUniqueId: pulumi.Output<string>;

    constructor(name: string, args: PodAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:PodAccess", name, {}, opts);
        const { team } = args;
        const { account, region, eksClusterName } = team.cluster;
        this.roleArn = dataRoleArn(team);
        const isSource = team.dataRole !== "cluster-account";

        const role = new aws.iam.Role(
            `${name}-role`,
            {
                name: podRoleName(team),
                description: isSource
                    ? `Way of team ${team.physicalName}'s pods to their data role`
                    : `Data access of team ${team.physicalName}'s pods`,
                assumeRolePolicy: policyText(podRoleTrust(team)),
                permissionsBoundary: account.permissionsBoundaryArn,
                tags: teamTags(team),
            },
            { parent: this },
        );
        this.roleUniqueId = role.uniqueId;
        const rolePolicy = new aws.iam.RolePolicy(
            `${name}-role-policy`,
            {
                name: isSource ? "assume-data-role" : "read-team-data",
                role: role.name,
                policy: policyText(
                    isSource ? sourceRolePermissions(team) : dataRolePermissions(team),
                ),
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
                    roleArn: podRoleArn(team),
                    ...(isSource
                        ? {
                              targetRoleArn: this.roleArn,
                              disableSessionTags: team.dataRole === "data-account-by-external-id",
                          }
                        : {}),
                    tags: teamTags(team),
                    ...inRegion(account, region),
                },
                {
                    parent: this,
                    // EKS looks the role up; its ARN is computed, so the edge is ours to draw.
                    dependsOn: [role, rolePolicy],
                    // No source says whether EKS keeps the role's unique id here as it does in an
                    // access entry. A new association is right in either case.
                    replacementTrigger: role.uniqueId,
                    replaceOnChanges: ["targetRoleArn", "disableSessionTags"],
                    // One association a service account.
                    deleteBeforeReplace: true,
                },
            );
        }

        this.registerOutputs({ roleArn: this.roleArn });
    }
}
