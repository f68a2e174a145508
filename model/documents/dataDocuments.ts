import { accessPointArn, accessPointObjectArn, accountRoot } from "../arns";
import type { Bucket } from "../environment/environment";
import { accessPointName } from "../names";
import { dataRoleAccount, dataRoleArn } from "./podDocuments";
import { oneOrMany, policyDocument } from "./policyDocument";
import type { PolicyDocument, PolicyStatement } from "./policyDocument";
import type { DataGrant, Team } from "../team";

/**
 * The documents on a pod's way to its data: identity, access point and bucket (bucketDocuments.ts) must
 * all say yes.
 */

export const listActions = ["s3:ListBucket"] as const;
export const readActions = ["s3:GetObject"] as const;
/** Deleting belongs to writing: a checkpoint that is rotated out, an upload that broke off. */
export const writeActions = ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"] as const;

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

/**
 * The data owner's side: one reader, its prefixes. The principal is the reader's account and a
 * condition names the role: a role that is the principal itself is pinned to its unique id, and a
 * data role made again would find the door shut.
 */
export function accessPointPolicy(team: Team, granted: BucketGrants): PolicyDocument {
    const account = dataRoleAccount(team);
    const vpcId = accessPointVpc(team, granted.bucket);
    return policyDocument(
        ...doorStatements(team, granted).map(({ Sid, Effect, Condition, ...rest }) => ({
            Sid,
            Effect,
            Principal: { AWS: accountRoot(account) },
            ...rest,
            Condition: {
                ArnEquals: { "aws:PrincipalArn": dataRoleArn(team) },
                // S3 itself lets in nobody else; whoever reads the policy is to see it.
                ...(vpcId === undefined ? {} : { StringEquals: { "aws:SourceVpc": vpcId } }),
                ...Condition,
            },
        })),
    );
}

/** The only network from which the team's access point to the bucket takes requests, if there is one. */
export function accessPointVpc({ cluster }: Team, bucket: Bucket): string | undefined {
    return bucket.networkOrigin === "vpc" ? cluster.vpcId : undefined;
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
 * policy, in its account, has to agree (keyDocuments.ts).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
function keyStatements({ bucket, grants }: BucketGrants): readonly PolicyStatement[] {
    const { key, region, alias } = bucket;
    return key === undefined
        ? []
        : [
              {
                  Sid: `UseKeyOf${pascalCase(alias)}`,
                  Effect: "Allow",
                  // A multipart upload reads its own parts back, so a writer decrypts, too.
                  Action: grants.some(isWriting)
                      ? ["kms:Decrypt", "kms:GenerateDataKey"]
                      : ["kms:Decrypt"],
                  Resource: key.arn,
                  Condition: {
                      StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
                  },
              },
          ];
}

export function isWriting({ mode }: DataGrant): boolean {
    return mode === "read-write";
}

/** A Sid holds letters and digits alone. */
export function pascalCase(alias: string): string {
    const words = alias.split("-");
    return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
