import {
    accessEntryArnPattern,
    accountRoot,
    eksClusterArn,
    permissionSetRoleArns,
    roleArn,
} from "./arns";
import { clusterAccessRoleName, scientistRoleName } from "./names";
import { policyDocument } from "./policyDocument";
import type { PolicyDocument } from "./policyDocument";
import type { Team } from "./roster";

/** The documents on a scientist's way from Identity Center to the cluster. */

/**
 * A chained session keeps the source identity and the transitive tags of the first hop; a hop whose
 * trust policy or caller lacks these two actions fails instead of dropping them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
const chainActions = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] as const;

/**
 * The scientist role trusts one permission set. Its roles get a new suffix whenever the set is
 * assigned anew, so the principal is the account and the condition names the role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function scientistTrust(team: Team, organizationId: string): PolicyDocument {
    const { account, permissionSet } = team.scientists;
    return policyDocument({
        Sid: "PermissionSet",
        Effect: "Allow",
        Principal: { AWS: accountRoot(account) },
        Action: chainActions,
        Condition: {
            ArnLike: { "aws:PrincipalArn": permissionSetRoleArns(account, permissionSet) },
            StringEquals: { "aws:PrincipalOrgID": organizationId },
        },
    });
}

export function scientistPermissions(team: Team): PolicyDocument {
    return policyDocument({
        Sid: "AssumeClusterAccessRole",
        Effect: "Allow",
        Action: chainActions,
        Resource: clusterAccessRoleArn(team),
    });
}

export function clusterAccessTrust(team: Team, organizationId: string): PolicyDocument {
    return policyDocument({
        Sid: "ScientistRole",
        Effect: "Allow",
        Principal: { AWS: scientistRoleArn(team) },
        Action: chainActions,
        Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
    });
}

/**
 * What kubectl and `hyp set-cluster-context` need, and no more. AWS's own example adds
 * ssm:StartSession on every node: a node's shell is every team's pods and tokens.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-prerequisites-iam.html
 */
export function clusterAccessPermissions(team: Team): PolicyDocument {
    const { cluster } = team;
    return policyDocument(
        {
            Sid: "DescribeHyperPodCluster",
            Effect: "Allow",
            Action: ["sagemaker:DescribeCluster"],
            Resource: cluster.hyperPodClusterArn,
        },
        {
            // The action knows no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
            Sid: "ListHyperPodClusters",
            Effect: "Allow",
            Action: ["sagemaker:ListClusters"],
            Resource: "*",
        },
        {
            Sid: "DescribeEksCluster",
            Effect: "Allow",
            Action: ["eks:DescribeCluster"],
            Resource: eksClusterArn(cluster),
        },
        {
            // `hyp set-cluster-context` ends with an error when it may not read its own entry.
            Sid: "DescribeOwnAccessEntry",
            Effect: "Allow",
            Action: ["eks:DescribeAccessEntry"],
            Resource: accessEntryArnPattern(cluster, clusterAccessRoleName(team.name)),
        },
    );
}

export function scientistRoleArn(team: Team): string {
    return roleArn(team.scientists.account, scientistRoleName(team.name));
}

export function clusterAccessRoleArn(team: Team): string {
    return roleArn(team.cluster.account, clusterAccessRoleName(team.name));
}
