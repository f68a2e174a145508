import { accessPointArn, accessPointObjectArn, bucketArn, eksClusterArn, roleArn } from "../arns";
import type { Bucket } from "../environment/environment";
import { accessPointName, dataRoleName, namespaceName } from "../names";
import { oneOrMany, policyDocument } from "./policyDocument";
import type { PolicyDocument, PolicyStatement } from "./policyDocument";
import type { DataGrant, Team } from "../team";

/** The documents on a pod's way to its data: identity, access point and bucket must all say yes. */

const listActions = ["s3:ListBucket"] as const;
const readActions = ["s3:GetObject"] as const;
/** Deleting belongs to writing: a checkpoint that is rotated out, an upload that broke off. */
const writeActions = ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"] as const;

/** What a team may do in one bucket, through its one access point to it. */
export interface BucketGrants {
    readonly bucket: Bucket;
    /** At least one, with different prefixes. */
    readonly grants: readonly DataGrant[];
}

export function grantsByBucket(data: readonly DataGrant[]): readonly BucketGrants[] {
    return [...new Set(data.map(({ bucket }) => bucket))].map((bucket) => ({
        bucket,
        grants: data.filter((grant) => grant.bucket === bucket),
    }));
}

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
                "aws:RequestTag/kubernetes-namespace": namespaceName(team.physicalName),
                "aws:RequestTag/kubernetes-service-account": oneOrMany(team.serviceAccounts),
            },
        },
    });
}

export function dataRolePermissions(team: Team): PolicyDocument {
    return policyDocument(
        ...grantsByBucket(team.data).flatMap((each) => [
            ...doorStatements(team, each).map((statement) => ({
                ...statement,
                Sid: `${statement.Sid}${pascalCase(each.bucket.alias)}`,
            })),
            ...keyStatements(each),
        ]),
    );
}

/** The data owner's side: one reader, its prefixes. */
export function accessPointPolicy(team: Team, granted: BucketGrants): PolicyDocument {
    const reader = { AWS: dataRoleArn(team) };
    return policyDocument(
        ...doorStatements(team, granted).map(({ Sid, Effect, ...rest }) => ({
            Sid,
            Effect,
            Principal: reader,
            ...rest,
        })),
    );
}

/**
 * The one policy of a shared bucket: it hands the decision to the access points listed, which
 * belong to the bucket's own account. The account fixed is the access point OWNER's, never the
 * reader's; the list keeps an access point made tomorrow from inheriting access. Writing is handed
 * only to the access points of teams that write.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export function sharedBucketPolicy(bucket: Bucket, teams: readonly Team[]): PolicyDocument {
    const delegation = (
        sid: string,
        actions: readonly string[],
        resource: string | readonly string[],
        accessPoints: readonly string[],
    ): readonly PolicyStatement[] =>
        accessPoints.length === 0
            ? []
            : [
                  {
                      Sid: sid,
                      Effect: "Allow",
                      Principal: "*",
                      Action: actions,
                      Resource: resource,
                      Condition: {
                          StringEquals: { "s3:DataAccessPointAccount": bucket.account.id },
                          ArnEquals: { "s3:DataAccessPointArn": accessPoints },
                      },
                  },
              ];
    const doors = (ofInterest: (grant: DataGrant) => boolean) =>
        teams
            .filter(({ data }) =>
                data.some((grant) => grant.bucket === bucket && ofInterest(grant)),
            )
            .map((team) => teamAccessPointArn(team, bucket))
            .sort();
    return policyDocument(
        ...delegation(
            "DelegateToAccessPoints",
            [...readActions, ...listActions],
            [bucketArn(bucket), `${bucketArn(bucket)}/*`],
            doors(() => true),
        ),
        ...delegation(
            "DelegateWritingToAccessPoints",
            writeActions,
            `${bucketArn(bucket)}/*`,
            doors(isWriting),
        ),
    );
}

export function dataRoleArn(team: Team): string {
    return roleArn(team.cluster.account, dataRoleName(team.physicalName));
}

export function teamAccessPointArn(team: Team, bucket: Bucket): string {
    return accessPointArn(bucket, accessPointName(team.physicalName, bucket.alias));
}

/** Listing, reading and, where a grant says so, writing through one access point. */
function doorStatements(
    team: Team,
    { bucket, grants }: BucketGrants,
): readonly (PolicyStatement & { readonly Resource: string | readonly string[] })[] {
    const accessPoint = teamAccessPointArn(team, bucket);
    const objects = (of: readonly DataGrant[]) =>
        oneOrMany(of.map(({ prefix }) => accessPointObjectArn(accessPoint, `${prefix}*`)));
    const writing = grants.filter(isWriting);
    return [
        {
            Sid: "List",
            Effect: "Allow",
            Action: listActions,
            Resource: accessPoint,
            Condition: {
                StringLike: { "s3:prefix": grants.map(({ prefix }) => `${prefix}*`) },
            },
        },
        { Sid: "Read", Effect: "Allow", Action: readActions, Resource: objects(grants) },
        ...(writing.length === 0
            ? []
            : [
                  {
                      Sid: "Write",
                      Effect: "Allow" as const,
                      Action: writeActions,
                      Resource: objects(writing),
                  },
              ]),
    ];
}

/**
 * A bucket encrypted with a customer's key: the key may be used through S3 alone. The key's own
 * policy, in its account, has to agree; whoever owns the key writes that.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
function keyStatements({ bucket, grants }: BucketGrants): readonly PolicyStatement[] {
    const { kmsKeyArn, region, alias } = bucket;
    return kmsKeyArn === undefined
        ? []
        : [
              {
                  Sid: `UseKeyOf${pascalCase(alias)}`,
                  Effect: "Allow",
                  // A multipart upload reads its own parts back, so a writer decrypts, too.
                  Action: grants.some(isWriting)
                      ? ["kms:Decrypt", "kms:GenerateDataKey"]
                      : ["kms:Decrypt"],
                  Resource: kmsKeyArn,
                  Condition: {
                      StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
                  },
              },
          ];
}

function isWriting({ mode }: DataGrant): boolean {
    return mode === "read-write";
}

/** A Sid holds letters and digits alone. */
function pascalCase(alias: string): string {
    const words = alias.split("-");
    return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
