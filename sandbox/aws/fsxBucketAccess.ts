import { accountIds, readAccount } from "./accountState";
import type { AccountState, Bucket, DataRepositoryAssociation } from "./accountState";
import { serviceLinkedRoleArn } from "./fsxServiceLinkedRole";
import { documentAsRead } from "./pinnedPrincipals";
import { RefusedRequest } from "./refusals";
import { roleByName } from "./roles";
import type { Session } from "./session";
import { weigh } from "./weighPolicy";

/**
 * What FSx makes sure of before it links a bucket. That whoever links may read, list and write is
 * documented, and asked of other accounts' buckets here: what a caller's own policies say is not
 * simulated. That FSx's role must get in as well, and write where files are exported, follows from
 * what it then does; whether FSx also asks it to write for a link that only imports is unknown.
 */
export function checkBucketAccess(
    session: Session,
    operation: string,
    fileSystemId: string,
    { dataRepositoryPath, importEvents, exportEvents }: DataRepositoryAssociation,
    state: AccountState,
): void {
    const [, , name = "", ...keys] = dataRepositoryPath.split("/");
    const prefix = keys.join("/");
    const found = bucketNamed(session, name, state);
    const refused = new RefusedRequest("fsx-bucket-access", operation);
    if (found === undefined) {
        throw refused;
    }
    if (importEvents.length > 0 && found.bucket.region !== session.region) {
        throw new RefusedRequest("fsx-association-region", operation, { bucket: name });
    }
    const isForeign = found.accountId !== session.accountId;
    const may = (arn: string, action: string, resource: string) =>
        !isForeign || bucketAllows(session, found.bucket, arn, action, resource, state);
    const bucketArn = `arn:aws:s3:::${name}`;
    const objectArn = `${bucketArn}/${prefix}fsx-probe`;
    const role = serviceLinkedRoleArn(session.accountId, fileSystemId);
    const caller = callerRole(session, state);
    const asked: readonly (readonly [string, string, string])[] = [
        ...[role, caller].flatMap((arn) => [
            [arn, "s3:ListBucket", bucketArn] as const,
            [arn, "s3:GetObject", objectArn] as const,
        ]),
        [caller, "s3:PutObject", objectArn],
        ...(importEvents.length > 0
            ? [[role, "s3:PutBucketNotification", bucketArn] as const]
            : []),
        ...(exportEvents.length > 0
            ? [
                  [role, "s3:PutObject", objectArn] as const,
                  [role, "s3:DeleteObject", objectArn] as const,
              ]
            : []),
    ];
    if (!asked.every(([arn, action, resource]) => may(arn, action, resource))) {
        throw refused;
    }
}

function bucketAllows(
    { sandbox, accountId }: Session,
    { policy }: Bucket,
    arn: string,
    action: string,
    resource: string,
    state: AccountState,
): boolean {
    const uniqueId = state.roleIdsByArn[arn];
    const role = uniqueId === undefined ? undefined : state.roles[uniqueId];
    if (policy === undefined || role === undefined) {
        return false;
    }
    const weight = weigh(documentAsRead(sandbox, policy), {
        asker: { name: arn, role, accountId, organizationId: state.organizationId },
        action,
        resource,
        context: new Map([
            ["aws:principalarn", arn],
            ["aws:principalaccount", accountId],
            ["aws:principalorgid", state.organizationId],
        ]),
    });
    return !weight.denied && weight.allowedBy !== undefined;
}

/** The role behind the session: policies know it by its ARN, which has its path. */
function callerRole({ caller }: Session, state: AccountState): string {
    const name = /:assumed-role\/([^/]+)\//.exec(caller)?.[1] ?? "";
    return roleByName(state, name)?.arn ?? caller;
}

/** The account that is being changed is read as it will be. */
function bucketNamed(
    { sandbox }: Session,
    name: string,
    changing: AccountState,
): { bucket: Bucket; accountId: string } | undefined {
    for (const accountId of accountIds(sandbox)) {
        const state = accountId === changing.accountId ? changing : readAccount(sandbox, accountId);
        const bucket = state?.buckets.find((one) => one.name === name);
        if (bucket !== undefined) {
            return { bucket, accountId };
        }
    }
    return undefined;
}
