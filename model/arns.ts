import type { Account, Bucket, Cluster } from "./environment/environment";

/**
 * ARNs computed instead of read from a resource: they are known at preview, so a mandatory policy
 * can judge them. The price is the lost dependency edge; components restore it with `dependsOn`.
 */

export function roleArn(account: Account, name: string): string {
    return `arn:${account.partition}:iam::${account.id}:role/${name}`;
}

export function accountRoot(account: Account): string {
    return `arn:${account.partition}:iam::${account.id}:root`;
}

export function eksClusterArn({ account, region, eksClusterName }: Cluster): string {
    return `arn:${account.partition}:eks:${region}:${account.id}:cluster/${eksClusterName}`;
}

/** Access entries have a generated last part; only a pattern can name one before it exists. */
export function accessEntryArnPattern(cluster: Cluster, role: string): string {
    const { account, region, eksClusterName } = cluster;
    return `arn:${account.partition}:eks:${region}:${account.id}:access-entry/${eksClusterName}/role/${account.id}/${role}/*`;
}

export function clusterAccessPolicyArn({ account }: Cluster, name: string): string {
    return `arn:${account.partition}:eks::aws:cluster-access-policy/${name}`;
}

/** An access point belongs to its owner's account and its bucket's region. */
export function accessPointArn({ account, region }: Bucket, name: string): string {
    return `arn:${account.partition}:s3:${region}:${account.id}:accesspoint/${name}`;
}

/** Objects behind an access point have the `/object/` form; listing names the access point itself. */
export function accessPointObjectArn(accessPoint: string, keyPattern: string): string {
    return `${accessPoint}/object/${keyPattern}`;
}

export function bucketArn({ account, name }: Bucket): string {
    return `arn:${account.partition}:s3:::${name}`;
}

/** The part of a key's ARN by which its own account and region know it. */
export function keyIdOf(keyArn: string): string {
    return keyArn.slice(keyArn.lastIndexOf("/") + 1);
}

/**
 * The role by which FSx reaches the buckets that are linked to a file system. FSx makes it with the
 * first link, and its name ends with the file system's id, which nobody knows before.
 * https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-service-linked-roles.html
 */
export function lustreRoleArnPattern({ partition, id }: Account): string {
    return `arn:${partition}:iam::${id}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-*`;
}

/**
 * The roles Identity Center makes for a permission set: the region is part of the path except when
 * its home is us-east-1, and the suffix has sixteen characters. A `*` instead would also admit a
 * permission set whose name merely begins alike.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function permissionSetRoleArns(account: Account, permissionSet: string): readonly string[] {
    const role = `AWSReservedSSO_${permissionSet}_${"?".repeat(16)}`;
    const path = `arn:${account.partition}:iam::${account.id}:role/aws-reserved/sso.amazonaws.com`;
    return [`${path}/${role}`, `${path}/*/${role}`];
}
