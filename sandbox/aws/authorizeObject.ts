import type { Sandbox } from "../sandbox";
import { accountIds, readAccount } from "./accountState";
import type { AccessPoint, Bucket, PinnedDocument } from "./accountState";
import { accountOf, askerOf, contextOf, known, ownWeight } from "./asker";
import { refused } from "./authorization";
import type { Authorization } from "./authorization";
import { closedToOthers, whyClosed, whyOtherNetwork } from "./authorizeDoor";
import type { Door } from "./authorizeDoor";
import { whyKeyClosed } from "./authorizeKey";
import { documentAsRead } from "./pinnedPrincipals";
import { weigh } from "./weighPolicy";
import type { Subject, Weight } from "./weighPolicy";

export interface ObjectRequest {
    readonly roleArn: string;
    readonly action: "s3:GetObject" | "s3:PutObject";
    readonly accessPointArn: string;
    readonly key: string;
    readonly context: Readonly<Record<string, string>>;
}

/** An object through an access point: it, the bucket behind it and the bucket's key all decide. */
export function authorizeObject(sandbox: Sandbox, request: ObjectRequest): Authorization {
    const { roleArn, action, accessPointArn, key } = request;
    const asker = askerOf(sandbox, roleArn);
    if (asker?.role === undefined) {
        return refused(`there is no role "${roleArn}"`);
    }
    const owner = accountOf(accessPointArn);
    const accessPoint = known(sandbox, owner)?.accessPoints.find(
        ({ arn }) => arn === accessPointArn,
    );
    if (accessPoint === undefined) {
        return refused(`there is no access point "${accessPointArn}"`);
    }
    const origin = whyOtherNetwork(accessPoint, request.context);
    if (origin !== undefined) {
        return refused(origin);
    }
    const found = bucketBehind(sandbox, accessPoint);
    if (found === undefined) {
        return refused(`there is no bucket "${accessPoint.bucket}"`);
    }
    const context = contextOf(asker, {
        ...request.context,
        // Access points take HTTPS alone.
        "aws:SecureTransport": "true",
        "s3:DataAccessPointArn": accessPointArn,
        "s3:DataAccessPointAccount": owner,
        "s3:AccessPointNetworkOrigin": accessPoint.vpcId === undefined ? "Internet" : "VPC",
    });
    const subject = { asker, action, context };
    const atAccessPoint = { ...subject, resource: `${accessPointArn}/object/${key}` };
    const own = ownWeight(sandbox, asker, atAccessPoint);
    const doors: readonly Door[] = [
        {
            name: `access point "${accessPoint.name}"`,
            accountId: owner,
            weight: weighOptional(sandbox, accessPoint.policy, atAccessPoint),
            closedToOthers: closedToOthers(accessPoint, "access point"),
        },
        {
            name: `bucket "${found.bucket.name}"`,
            accountId: found.accountId,
            weight: weighOptional(sandbox, found.bucket.policy, {
                ...subject,
                resource: `arn:aws:s3:::${found.bucket.name}/${key}`,
            }),
            closedToOthers: closedToOthers(found.bucket, "bucket"),
        },
    ];
    if (own.denied) {
        return refused(
            own.isBeyondBoundary === true
                ? `the permissions boundary of "${roleArn}" does not allow it`
                : `the identity policy of "${roleArn}" denies it`,
        );
    }
    const reason =
        doors.map((door) => whyClosed(door, asker, own)).find((each) => each !== undefined) ??
        whyKeyClosed(sandbox, {
            asker,
            action,
            bucket: found.bucket,
            key,
            context,
            own: (each) => ownWeight(sandbox, asker, each),
        });
    return reason === undefined
        ? {
              allowed: true,
              because: `"${roleArn}" may ask for ${action} of "${key}" through "${accessPointArn}"`,
          }
        : refused(reason);
}

function bucketBehind(
    sandbox: Sandbox,
    accessPoint: AccessPoint,
): { bucket: Bucket; accountId: string } | undefined {
    for (const accountId of accountIds(sandbox)) {
        const buckets = readAccount(sandbox, accountId)?.buckets ?? [];
        const bucket = buckets.find(({ name }) => name === accessPoint.bucket);
        if (bucket !== undefined) {
            return { bucket, accountId };
        }
    }
    return undefined;
}

function weighOptional(
    sandbox: Sandbox,
    document: PinnedDocument | undefined,
    subject: Subject,
): Weight {
    return document === undefined
        ? { denied: false }
        : weigh(documentAsRead(sandbox, document), subject);
}
