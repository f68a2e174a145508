import { accountIds, readAccount } from "./accountState";
import type { AccountState, LustreFileSystem } from "./accountState";
import { refused } from "./authorization";
import type { Authorization } from "./authorization";
import { serviceLinkedRoleArn } from "./fsxServiceLinkedRole";
import { documentAsRead, roleByArn } from "./pinnedPrincipals";
import { weigh } from "./weighPolicy";
import type { Weight } from "./weighPolicy";
import type { Sandbox } from "../sandbox";

export interface FileSystemRequest {
    readonly fileSystemId: string;
    readonly action: "s3:GetObject" | "s3:PutObject";
    readonly bucket: string;
    readonly key: string;
}

/** Whether FSx, for a file system as it stands, gets to an object: by a link, its role and the bucket. */
export function authorizeFileSystem(sandbox: Sandbox, request: FileSystemRequest): Authorization {
    const { fileSystemId, action, bucket: name, key } = request;
    const states = accountIds(sandbox).flatMap((id) => readAccount(sandbox, id) ?? []);
    const owner = states.find(({ fileSystems }) =>
        fileSystems?.some(({ id }) => id === fileSystemId),
    );
    const holder = states.find(({ buckets }) => buckets.some((bucket) => bucket.name === name));
    const fileSystem = owner?.fileSystems?.find(({ id }) => id === fileSystemId);
    if (owner === undefined || fileSystem === undefined) {
        return refused(`there is no file system "${fileSystemId}"`);
    }
    if (holder === undefined) {
        return refused(`there is no bucket "${name}"`);
    }
    if (!isLinked(fileSystem, `s3://${name}/${key}`)) {
        return refused(`nothing links "s3://${name}/${key}" to file system "${fileSystemId}"`);
    }
    const arn = serviceLinkedRoleArn(owner.accountId, fileSystemId);
    const role = roleByArn(sandbox, arn);
    if (role === undefined) {
        return refused(`FSx has no role "${arn}"`);
    }
    const subject = {
        asker: {
            name: arn,
            role,
            accountId: owner.accountId,
            organizationId: owner.organizationId,
        },
        action,
        resource: `arn:aws:s3:::${name}/${key}`,
        context: contextOf(owner, arn),
    };
    const own = role.inlinePolicies.map(({ text }) => weigh(text, subject, true));
    const policy = holder.buckets.find((bucket) => bucket.name === name)?.policy;
    const bucket: Weight =
        policy === undefined ? { denied: false } : weigh(documentAsRead(sandbox, policy), subject);
    if (bucket.denied || own.some(({ denied }) => denied)) {
        return refused(`a policy denies "${arn}" ${action} of "${key}"`);
    }
    if (!own.some(({ allowedBy }) => allowedBy !== undefined)) {
        return refused(`FSx's role "${arn}" is not allowed ${action} of "${key}"`);
    }
    // Inside one account the role's own policy is enough.
    return owner === holder || bucket.allowedBy !== undefined
        ? { allowed: true, because: `"${arn}" may ask for ${action} of "s3://${name}/${key}"` }
        : refused(`the policy of bucket "${name}" does not allow "${arn}" ${action} of "${key}"`);
}

function isLinked({ associations }: LustreFileSystem, object: string): boolean {
    return associations.some(({ dataRepositoryPath }) =>
        object.startsWith(
            dataRepositoryPath.endsWith("/") ? dataRepositoryPath : `${dataRepositoryPath}/`,
        ),
    );
}

function contextOf({ accountId, organizationId }: AccountState, arn: string) {
    return new Map([
        ["aws:principalarn", arn],
        ["aws:principalaccount", accountId],
        ["aws:principalorgid", organizationId],
        ["aws:securetransport", "true"],
    ]);
}
