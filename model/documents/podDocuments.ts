import { accountRoot, eksClusterArn, roleArn } from "../arns";
import type { Account } from "../environment/environment";
import { dataRoleName, namespaceName, sourceRoleName, targetRoleName } from "../names";
import type { Team } from "../team";
import { oneOrMany, policyDocument } from "./policyDocument";
import type { PolicyDocument, PolicyStatement } from "./policyDocument";

/**
 * A pod's way to the role that reaches its team's data: EKS Pod Identity takes on a role of the
 * cluster's account, which is the data role or the source from which it goes on to the data role.
 */

const assume = ["sts:AssumeRole", "sts:TagSession"] as const;

export function dataRoleArn(team: Team): string {
    return roleArn(dataRoleAccount(team), dataRoleNameOf(team));
}

export function dataRoleNameOf({ dataRole, physicalName }: Team): string {
    return dataRole === "cluster-account"
        ? dataRoleName(physicalName)
        : targetRoleName(physicalName);
}

/** The role of the cluster's account that EKS takes on. */
export function podRoleArn(team: Team): string {
    return roleArn(team.cluster.account, podRoleName(team));
}

export function podRoleName({ dataRole, physicalName }: Team): string {
    return dataRole === "cluster-account"
        ? dataRoleName(physicalName)
        : sourceRoleName(physicalName);
}

/** A data account is the one of all the team's buckets, see checks/dataRole.ts. */
export function dataRoleAccount({ dataRole, cluster, data }: Team): Account {
    return dataRole === "cluster-account"
        ? cluster.account
        : (data[0]?.bucket.account ?? cluster.account);
}

/**
 * EKS tags the session with cluster, namespace and service account; without these conditions any
 * association in the account could hand this role out. Where an external id takes the place of the
 * tags, the fence is the data role's: by itself, the source role may do nothing.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podRoleTrust(team: Team): PolicyDocument {
    return policyDocument({
        Sid: "AllowEksAuthToAssumeRoleForPodIdentity",
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: assume,
        Condition: {
            StringEquals: {
                "aws:SourceAccount": team.cluster.account.id,
                ...(team.dataRole === "data-account-by-external-id" ? {} : sessionTags(team)),
            },
        },
    });
}

/** All that a source role is for. */
export function sourceRolePermissions(team: Team): PolicyDocument {
    return policyDocument({
        Sid: "GoOnToDataRole",
        Effect: "Allow",
        Action: assume,
        Resource: dataRoleArn(team),
    });
}

/**
 * The data owner's side: the cluster's account as principal, since a role's name would pin its id,
 * and the source role by condition. The pod is fenced by the tags of its session, which are passed
 * on and cannot be overridden, or by the external id, which EKS makes of where the pod is.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 */
export function targetRoleTrust(team: Team): PolicyDocument {
    const statement = (
        sid: string,
        actions: readonly string[],
        fence: Readonly<Record<string, string | readonly string[]>>,
    ): PolicyStatement => ({
        Sid: sid,
        Effect: "Allow",
        Principal: { AWS: accountRoot(team.cluster.account) },
        Action: actions,
        Condition: {
            ArnEquals: { "aws:PrincipalArn": podRoleArn(team) },
            ...(Object.keys(fence).length === 0 ? {} : { StringEquals: fence }),
        },
    });
    return team.dataRole === "data-account-by-external-id"
        ? policyDocument(
              statement("AllowSourceRoleByExternalId", ["sts:AssumeRole"], {
                  "sts:ExternalId": oneOrMany(externalIds(team)),
              }),
              // Not asked without tags, but AWS's own example has it.
              statement("AllowSourceRoleToTagSession", ["sts:TagSession"], {}),
          )
        : policyDocument(statement("AllowSourceRoleForPods", assume, sessionTags(team)));
}

function sessionTags(team: Team): Readonly<Record<string, string | readonly string[]>> {
    return {
        "aws:RequestTag/eks-cluster-arn": eksClusterArn(team.cluster),
        "aws:RequestTag/kubernetes-namespace": namespaceName(team.physicalName),
        "aws:RequestTag/kubernetes-service-account": oneOrMany(team.serviceAccounts),
    };
}

/** Known before there is an association: `region/account/cluster/namespace/service-account`. */
function externalIds({ cluster, physicalName, serviceAccounts }: Team): readonly string[] {
    const { region, account, eksClusterName } = cluster;
    const namespace = [region, account.id, eksClusterName, namespaceName(physicalName)].join("/");
    return serviceAccounts.map((serviceAccount) => `${namespace}/${serviceAccount}`);
}
