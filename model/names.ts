import type { AudienceKind } from "./team";

/**
 * Physical names, each with its AWS limit; `team` is always the name that the team's things were made
 * with. Nothing is truncated: a shortened name can meet another
 * team's. The longest team name (40) is chosen so that every name but the access point's fits.
 */

/**
 * Task governance makes everything of a team from its name; the job label
 * `hyperpod-ns-<team>-localqueue` must stay within 63 characters, so a team has 40 at most.
 * The API's own pattern does not limit the length.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ComputeQuotaTarget.html
 */
export const teamNamePattern = /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/;

export function namespaceName(team: string): string {
    return `hyperpod-ns-${team}`;
}

/**
 * Whoever submits is in the group that AWS's own team chart binds, so that its RBAC and ours mean the
 * same people; whoever only looks is in a group of our own.
 */
export function audienceGroup(team: string, kind: AudienceKind): string {
    return `${namespaceName(team)}-${kind === "viewer" ? "viewer" : "namespace-level"}-group`;
}

/** Task governance makes both queues from the team's name, and tells nobody. */
export function localQueueName(team: string): string {
    return `${namespaceName(team)}-localqueue`;
}

export function clusterQueueName(team: string): string {
    return `${namespaceName(team)}-clusterqueue`;
}

/** As AWS's own team chart names it. ClusterRoles have no namespace: the name says whose it is. */
export function clusterRoleName(team: string): string {
    return `${namespaceName(team)}-cluster-role`;
}

/** The role in the members' account. */
export function audienceRoleName(team: string, kind: AudienceKind): string {
    return `hyperpod-${team}-${kind}`;
}

/**
 * The role in the cluster's account, at path "/": `hyp` finds its access entry by the session's ARN,
 * which has no path. A role's name has at most 64 characters; "-cluster-access" is
 * the longest ending (40 + 24). No ending is the end of another, so two teams never share a role.
 */
export function accessRoleName(team: string, kind: AudienceKind): string {
    return `hyperpod-${team}-${kind === "scientist" ? "cluster" : kind}-access`;
}

export function dataRoleName(team: string): string {
    return `hyperpod-${team}-data`;
}

/**
 * In the cluster's account and in the data's, where the data role is in the latter. Names of their
 * own, so that a name says which account it belongs to.
 */
export function sourceRoleName(team: string): string {
    return `hyperpod-${team}-data-source`;
}

export function targetRoleName(team: string): string {
    return `hyperpod-${team}-data-target`;
}

/** 1 to 63 characters: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateComputeQuota.html */
export function computeQuotaName(team: string): string {
    return `${team}-quota`;
}

/** One a cluster, so the cluster's own alias names it: 1 to 63 characters, as a quota's. */
export function schedulerConfigName(clusterAlias: string): string {
    return `${clusterAlias}-scheduler`;
}

/** Volumes have no namespace, so the name says whose it is. */
export function volumeName(team: string, fileSystemAlias: string): string {
    return `${namespaceName(team)}-${fileSystemAlias}`;
}

/** Admission policies have no namespace either. */
export function podAdmissionName(team: string): string {
    return `${namespaceName(team)}-pod-admission`;
}

/** A tag, for people: FSx names a file system by its id alone. */
export function fileSystemName(fileSystemAlias: string, team?: string): string {
    return team === undefined
        ? `hyperpod-${fileSystemAlias}`
        : `hyperpod-${team}-${fileSystemAlias}`;
}

/** The name is published in DNS: it says who reads what, and nothing else. */
export function accessPointName(team: string, bucketAlias: string): string {
    return `${team}-${bucketAlias}`;
}

/**
 * Why S3 would refuse an access point's name, or nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/creating-access-points.html
 */
export function accessPointNameProblem(name: string): string | undefined {
    if (name.length > 50) {
        return `access point name "${name}" has ${name.length} characters; expected at most 50: shorten the team's or the bucket's name`;
    }
    if (name.length < 3) {
        return `access point name "${name}" has ${name.length} characters; expected at least 3`;
    }
    if (name.endsWith("-s3alias")) {
        return `access point name "${name}" ends with "-s3alias", which S3 keeps for itself; rename the bucket's alias`;
    }
    return undefined;
}
