import { accountRoot, bucketArn } from "../arns";
import type { Bucket, Key } from "../environment/environment";
import type { DataGrant, Team } from "../team";
import { isWriting, pascalCase } from "./dataDocuments";
import type { BucketGrants } from "./dataDocuments";
import { dataRoleAccount, dataRoleArn } from "./podDocuments";
import { policyDocument } from "./policyDocument";
import type { ForeignStatement, PolicyDocument, PolicyStatement } from "./policyDocument";

/** What a key's own policy, in the key's account, has to say for data roles to read encrypted objects. */

const readOperation = "Decrypt";
const writeOperation = "GenerateDataKey";

/** A bucket that is encrypted with the key, and the teams that read it; at least one. */
export interface EncryptedBucket {
    readonly bucket: Bucket;
    readonly readers: readonly Team[];
}

const sidPrefix = "HyperPodTeams";

/** What the program calls its own statements; nobody else's may be called so. */
export function isReservedKeySid(sid: string): boolean {
    return sid.startsWith(sidPrefix);
}

/**
 * For each bucket: its readers may decrypt, its writers also ask for data keys, through S3 alone and
 * for that bucket's objects alone. An object's encryption context is its own ARN or, under an S3 Bucket
 * Key, the bucket's; both are let in, since a bucket may hold objects of either kind.
 *
 * The roles' account is the principal and the roles stand in the condition: that holds for a role that
 * was deleted and made again, where a named one would be left as a unique id.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function keyReaderStatements(
    buckets: readonly EncryptedBucket[],
): readonly PolicyStatement[] {
    return buckets.flatMap(({ bucket, readers }) => {
        const writers = readers.filter(({ data }) =>
            data.some((grant) => grant.bucket === bucket && isWriting(grant)),
        );
        const sid = pascalCase(bucket.alias);
        return [
            ...use(`${sidPrefix}Read${sid}`, `kms:${readOperation}`, bucket, readers),
            ...use(`${sidPrefix}Write${sid}`, `kms:${writeOperation}`, bucket, writers),
        ];
    });
}

function use(
    Sid: string,
    action: string,
    bucket: Bucket,
    teams: readonly Team[],
): readonly PolicyStatement[] {
    const roles = [...new Set(teams.map((team) => dataRoleArn(team)))].sort();
    const accounts = new Set(teams.map((team) => accountRoot(dataRoleAccount(team))).sort());
    const arn = bucketArn(bucket);
    return roles.length === 0
        ? []
        : [
              {
                  Sid,
                  Effect: "Allow",
                  Principal: { AWS: [...accounts] },
                  Action: [action],
                  Resource: "*",
                  Condition: {
                      StringEquals: { "kms:ViaService": `s3.${bucket.region}.amazonaws.com` },
                      StringLike: { "kms:EncryptionContext:aws:s3:arn": [arn, `${arn}/*`] },
                      ArnEquals: { "aws:PrincipalArn": roles },
                  },
              },
          ];
}

/**
 * The whole policy of a key that the program writes. Whoever rolls out can put the next policy: KMS
 * refuses one that would lock its own writer out. Administrators manage the key and use it for nothing.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function keyPolicy(
    key: Key & { readonly access: "key-policy" },
    buckets: readonly EncryptedBucket[],
): PolicyDocument<PolicyStatement | ForeignStatement> {
    const { id, partition, deployRoleArn } = key.account;
    return policyDocument<PolicyStatement | ForeignStatement>(
        {
            Sid: `${sidPrefix}RollOut`,
            Effect: "Allow",
            Principal: { AWS: `arn:${partition}:iam::${id}:root` },
            Action: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"],
            Resource: "*",
            Condition: { ArnEquals: { "aws:PrincipalArn": deployRoleArn } },
        },
        {
            Sid: `${sidPrefix}Administer`,
            Effect: "Allow",
            Principal: { AWS: key.administrators },
            Action: administration,
            Resource: "*",
        },
        ...keyReaderStatements(buckets),
        ...key.foreignStatements,
    );
}

const administration = [
    "kms:Create*",
    "kms:Describe*",
    "kms:Enable*",
    "kms:List*",
    "kms:Put*",
    "kms:Update*",
    "kms:Revoke*",
    "kms:Disable*",
    "kms:Get*",
    "kms:Delete*",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:ScheduleKeyDeletion",
    "kms:CancelKeyDeletion",
];

/** What a team's grant of a bucket's key allows. */
export function grantOperations(grants: readonly DataGrant[]): readonly string[] {
    return grants.some(isWriting) ? [readOperation, writeOperation] : [readOperation];
}

/**
 * A grant has no condition keys, so its constraint does: under an S3 Bucket Key the encryption context
 * is the bucket's ARN, whatever else a writer adds to it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
export function grantConstraint({ bucket }: BucketGrants): Readonly<Record<string, string>> {
    return { "aws:s3:arn": bucketArn(bucket) };
}

/** What owners who write their keys' policies themselves have to put into them, by the key's alias. */
export function ownersKeyStatements(
    keys: Iterable<Key>,
    buckets: readonly EncryptedBucket[],
): Readonly<Record<string, OwnersKey>> {
    return Object.fromEntries(
        [...keys]
            .filter(({ access }) => access === "owner")
            .map((key): [string, OwnersKey] => [
                key.alias,
                { keyArn: key.arn, statements: keyReaderStatements(encryptedWith(key, buckets)) },
            ])
            .filter(([, { statements }]) => statements.length > 0),
    );
}

interface OwnersKey {
    readonly keyArn: string;
    readonly statements: readonly PolicyStatement[];
}

/** The buckets that one key encrypts, among those that teams read. */
export function encryptedWith(key: Key, buckets: readonly EncryptedBucket[]) {
    return buckets.filter(({ bucket, readers }) => bucket.key === key && readers.length > 0);
}
