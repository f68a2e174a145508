import {
    accessEntryArnPattern,
    accountRoot,
    eksClusterArn,
    permissionSetRoleArns,
    roleArn,
} from "../arns";
import type { Account } from "../environment/environment";
import { accessRoleName, audienceRoleName } from "../names";
import { oneOrMany, policyDocument } from "./policyDocument";
import type { PolicyDocument, PolicyStatement } from "./policyDocument";
import type { Audience, AudienceKind, Member, Team } from "../team";

/** The documents on the way of a team's people and machines to the cluster. */

/**
 * A chained session keeps the source identity and the transitive tags of the first hop; a hop whose
 * trust policy or caller lacks these two actions fails instead of dropping them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
const chainActions = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] as const;

/** The accounts that an audience's members are in, each once, in the order of the members. */
export function accountsOf({ members }: Audience): readonly Account[] {
    return [...new Set(members.map(({ account }) => account))];
}

export function membersIn({ members }: Audience, account: Account): readonly Member[] {
    return members.filter((member) => member.account === account);
}

/**
 * The trust of an audience's role in one account, for the members of that account.
 *
 * The principal is the account, and conditions name who may: a permission set's roles get a new
 * suffix whenever the set is assigned anew, and a role that is named as the principal itself is
 * pinned to its unique id and locked out when it is made again.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function audienceTrust(members: readonly Member[], organizationId: string): PolicyDocument {
    const [first] = members;
    if (first === undefined) {
        throw new Error("an audience has members in every account that it has a role in");
    }
    const { account } = first;
    const permissionSets = members.flatMap((member) =>
        "permissionSet" in member ? permissionSetRoleArns(account, member.permissionSet) : [],
    );
    const roles = members.flatMap((member) =>
        "role" in member ? [roleArn(account, member.role)] : [],
    );
    const statement = (
        sid: string,
        operator: "ArnLike" | "ArnEquals",
        arns: readonly string[],
    ): readonly PolicyStatement[] =>
        arns.length === 0
            ? []
            : [
                  {
                      Sid: sid,
                      Effect: "Allow",
                      Principal: { AWS: accountRoot(account) },
                      Action: chainActions,
                      Condition: {
                          [operator]: { "aws:PrincipalArn": arns },
                          StringEquals: { "aws:PrincipalOrgID": organizationId },
                      },
                  },
              ];
    return policyDocument(
        ...statement("PermissionSet", "ArnLike", permissionSets),
        ...statement("Role", "ArnEquals", roles),
    );
}

/**
 * What a member's own role or permission set needs to take the audience's role. The trust above names
 * the account, so it leaves to the account who of those that it lets in may: also in the same account,
 * only a principal that is named itself needs no right of its own. The other two actions are for
 * sessions with tags or a source identity.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function memberPermissions(
    team: Team,
    kind: AudienceKind,
    account: Account,
): PolicyDocument {
    return policyDocument({
        Sid: "AssumeHyperPodTeamRole",
        Effect: "Allow",
        Action: chainActions,
        Resource: audienceRoleArn(team, kind, account),
    });
}

/** The audience's role may assume one role in the cluster's account, and no more. */
export function audiencePermissions(team: Team, kind: AudienceKind): PolicyDocument {
    return policyDocument({
        Sid: "AssumeClusterAccessRole",
        Effect: "Allow",
        Action: chainActions,
        Resource: accessRoleArn(team, kind),
    });
}

/**
 * The audience's roles in all accounts of its members. They are conditions, for the same reason as
 * above: one that is deleted and made again comes in again. One statement is enough: a role's ARN
 * holds its account, so no root in the list can be joined with a role of another account.
 */
export function accessTrust(
    team: Team,
    audience: Audience,
    organizationId: string,
): PolicyDocument {
    const { kind } = audience;
    return policyDocument({
        Sid: `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Role`,
        Effect: "Allow",
        Principal: { AWS: oneOrMany(accountsOf(audience).map(accountRoot)) },
        Action: chainActions,
        Condition: {
            ArnEquals: { "aws:PrincipalArn": oneOrMany(audienceRoleArns(team, audience)) },
            StringEquals: { "aws:PrincipalOrgID": organizationId },
        },
    });
}

/**
 * What kubectl and `hyp set-cluster-context` need, and no more. AWS's own example adds
 * ssm:StartSession on every node: a node's shell is every team's pods and tokens.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-prerequisites-iam.html
 */
export function accessPermissions(team: Team, kind: AudienceKind): PolicyDocument {
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
            Resource: accessEntryArnPattern(cluster, accessRoleName(team.physicalName, kind)),
        },
        ...(kind !== "robot" && team.extraRights.includes("console")
            ? [
                  {
                      // Reading alone: what the console shows is still the access entry's to decide.
                      Sid: "SeeClusterInConsole",
                      Effect: "Allow" as const,
                      Action: ["eks:AccessKubernetesApi"],
                      Resource: eksClusterArn(cluster),
                  },
              ]
            : []),
    );
}

function audienceRoleArns(team: Team, audience: Audience): readonly string[] {
    return accountsOf(audience).map((account) => audienceRoleArn(team, audience.kind, account));
}

export function audienceRoleArn(team: Team, kind: AudienceKind, account: Account): string {
    return roleArn(account, audienceRoleName(team.physicalName, kind));
}

export function accessRoleArn(team: Team, kind: AudienceKind): string {
    return roleArn(team.cluster.account, accessRoleName(team.physicalName, kind));
}
