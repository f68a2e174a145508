import { accessPointArn, accessPointObjectArn, bucketArn, eksClusterArn, roleArn } from "./arns";
import type { Bucket } from "./environment";
import { accessPointName, dataRoleName, namespaceName } from "./names";
import { policyDocument } from "./policyDocument";
import type { PolicyDocument } from "./policyDocument";
import type { DataGrant, Team } from "./roster";

/** The documents on a pod's way to its data: identity, access point and bucket must all say yes. */

/**
 * EKS Pod Identity tags the session with cluster, namespace and service account; without these
 * conditions any association in the account could hand this role out.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function dataRoleTrust(team: Team): PolicyDocument {
    return policyDocument({
        Sid: "AllowEksAuthToAssumeRoleForPodIdentity",
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
            StringEquals: {
                "aws:SourceAccount": team.cluster.account.id,
                "aws:RequestTag/eks-cluster-arn": eksClusterArn(team.cluster),
                "aws:RequestTag/kubernetes-namespace": namespaceName(team.name),
                "aws:RequestTag/kubernetes-service-account": team.serviceAccount,
            },
        },
    });
}

export function dataRolePermissions(team: Team): PolicyDocument {
    return policyDocument(
        ...team.data.flatMap((grant) => [
            {
                Sid: sid("List", grant.bucket),
                Effect: "Allow" as const,
                Action: ["s3:ListBucket"],
                Resource: teamAccessPointArn(team, grant),
                Condition: { StringLike: { "s3:prefix": [`${grant.prefix}*`] } },
            },
            {
                Sid: sid("Read", grant.bucket),
                Effect: "Allow" as const,
                Action: ["s3:GetObject"],
                Resource: accessPointObjectArn(teamAccessPointArn(team, grant), `${grant.prefix}*`),
            },
        ]),
    );
}

/** The data owner's side: one reader, one prefix. */
export function accessPointPolicy(team: Team, grant: DataGrant): PolicyDocument {
    const accessPoint = teamAccessPointArn(team, grant);
    const reader = { AWS: dataRoleArn(team) };
    return policyDocument(
        {
            Sid: "List",
            Effect: "Allow",
            Principal: reader,
            Action: ["s3:ListBucket"],
            Resource: accessPoint,
            Condition: { StringLike: { "s3:prefix": [`${grant.prefix}*`] } },
        },
        {
            Sid: "Read",
            Effect: "Allow",
            Principal: reader,
            Action: ["s3:GetObject"],
            Resource: accessPointObjectArn(accessPoint, `${grant.prefix}*`),
        },
    );
}

/**
 * The one policy of a shared bucket: it hands the decision to the access points listed, which
 * belong to the bucket's own account. The account fixed is the access point OWNER's, never the
 * reader's; the list keeps an access point made tomorrow from inheriting access.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export function sharedBucketPolicy(bucket: Bucket, teams: readonly Team[]): PolicyDocument {
    const accessPoints = teams.flatMap((team) =>
        team.data
            .filter((grant) => grant.bucket === bucket)
            .map((grant) => teamAccessPointArn(team, grant)),
    );
    return policyDocument({
        Sid: "DelegateToAccessPoints",
        Effect: "Allow",
        Principal: "*",
        Action: ["s3:GetObject", "s3:ListBucket"],
        Resource: [bucketArn(bucket), `${bucketArn(bucket)}/*`],
        Condition: {
            StringEquals: { "s3:DataAccessPointAccount": bucket.account.id },
            ArnEquals: { "s3:DataAccessPointArn": accessPoints.sort() },
        },
    });
}

export function dataRoleArn(team: Team): string {
    return roleArn(team.cluster.account, dataRoleName(team.name));
}

export function teamAccessPointArn(team: Team, { bucket }: DataGrant): string {
    return accessPointArn(bucket, accessPointName(team.name, bucket.alias));
}

/** A Sid holds letters and digits alone. */
function sid(verb: string, bucket: Bucket): string {
    const words = bucket.alias.split("-");
    return verb + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
