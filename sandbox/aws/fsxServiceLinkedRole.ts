import type { AccountState, LustreFileSystem, Role } from "./accountState";
import { newRoleUniqueId, now } from "./identifiers";
import { pinDocument } from "./pinnedPrincipals";
import { roleByName, withoutRole, withRole } from "./roles";
import type { Session } from "./session";

const service = "s3.data-source.lustre.fsx.amazonaws.com";
const rolePath = `/aws-service-role/${service}/`;

/**
 * The role by which FSx reaches a file system's buckets: FSx makes it with the first link, in the
 * account of the file system.
 * https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-service-linked-roles.html
 */
export function serviceLinkedRoleArn(accountId: string, fileSystemId: string): string {
    return `arn:aws:iam::${accountId}:role${rolePath}${roleName(fileSystemId)}`;
}

/** The account with the role in it, allowed what FSx allows it in every bucket that is linked. */
export function withServiceLinkedRole(
    state: AccountState,
    session: Session,
    { id, associations }: LustreFileSystem,
): AccountState {
    const buckets = [
        ...new Set(associations.map(({ dataRepositoryPath }) => dataRepositoryPath.split("/")[2])),
    ];
    const existing = roleByName(state, roleName(id));
    const policy = {
        Version: "2012-10-17",
        Statement: {
            Effect: "Allow",
            Action: [
                "s3:AbortMultipartUpload",
                "s3:DeleteObject",
                "s3:Get*",
                "s3:List*",
                "s3:PutBucketNotification",
                "s3:PutObject",
            ],
            Resource: buckets.flatMap((bucket) => [
                `arn:aws:s3:::${bucket ?? ""}`,
                `arn:aws:s3:::${bucket ?? ""}/*`,
            ]),
        },
    };
    return withRole(state, {
        ...(existing ?? newRole(session, id)),
        inlinePolicies: [{ name: "AmazonFSxS3Access", text: JSON.stringify(policy) }],
    });
}

export function withoutServiceLinkedRole(state: AccountState, fileSystemId: string): AccountState {
    const role = roleByName(state, roleName(fileSystemId));
    return role === undefined ? state : withoutRole(state, role);
}

function newRole(
    { sandbox, accountId }: Session,
    fileSystemId: string,
): Omit<Role, "inlinePolicies"> {
    const trust = {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    };
    return {
        uniqueId: newRoleUniqueId(),
        arn: serviceLinkedRoleArn(accountId, fileSystemId),
        name: roleName(fileSystemId),
        path: rolePath,
        createDate: now(),
        description: "",
        maxSessionDuration: 3600,
        trustPolicy: pinDocument(sandbox, JSON.stringify(trust), []),
        tags: {},
    };
}

function roleName(fileSystemId: string): string {
    return `AWSServiceRoleForFSxS3Access_${fileSystemId}`;
}
