import type { Sandbox } from "../sandbox";
import { accountIds, readAccount } from "./accountState";
import type { AccessPoint, Bucket, PinnedDocument, Role } from "./accountState";
import { documentAsRead, roleByArn } from "./pinnedPrincipals";
import { parsePolicyDocument } from "./policyDocument";
import { isPublic } from "./s3PublicAccess";
import { weigh } from "./weighPolicy";
import type { Asker, Subject, Weight } from "./weighPolicy";

/**
 * What the simulated accounts answer to one concrete request, decided from what stands in them now:
 * a role that was deleted and made again is another principal here, whatever was registered.
 */
export interface Authorization {
    readonly allowed: boolean;
    readonly because: string;
}

export interface AssumeRoleRequest {
    /** A role's ARN, or the name of a service. */
    readonly principal: string;
    readonly roleArn: string;
    readonly actions: readonly string[];
    readonly context: Readonly<Record<string, string>>;
}

export interface PodIdentityRequest {
    readonly clusterArn: string;
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly roleArn: string;
}

export interface ObjectRequest {
    readonly roleArn: string;
    readonly action: "s3:GetObject" | "s3:PutObject";
    readonly accessPointArn: string;
    readonly key: string;
    readonly context: Readonly<Record<string, string>>;
}

/** STS AssumeRole, with the further actions that session tags and source identities need. */
export function authorizeAssumeRole(sandbox: Sandbox, request: AssumeRoleRequest): Authorization {
    const target = roleByArn(sandbox, request.roleArn);
    if (target === undefined) {
        return refused(`there is no role "${request.roleArn}"`);
    }
    const asker = askerOf(sandbox, request.principal);
    if (asker === undefined) {
        return refused(`there is no role "${request.principal}"`);
    }
    const context = contextOf(asker, request.context);
    for (const action of request.actions) {
        const subject = { asker, action, resource: target.arn, context };
        const trust = weigh(documentAsRead(sandbox, target.trustPolicy), subject);
        const own = ownWeight(asker, subject);
        const what = `${action} on "${target.arn}" by "${request.principal}"`;
        if (trust.denied || own.denied) {
            return refused(
                `${what} is denied by the ${trust.denied ? "trust" : "identity"} policy`,
            );
        }
        const sameAccount = asker.accountId === accountOf(target.arn);
        const trustIsEnough =
            asker.role === undefined || (sameAccount && trust.allowedBy === "name");
        if (trust.allowedBy === undefined) {
            return refused(`${what} is not allowed by the trust policy`);
        }
        if (!trustIsEnough && own.allowedBy === undefined) {
            return refused(`${what} is not allowed by the identity policy`);
        }
    }
    return { allowed: true, because: `"${request.principal}" may assume "${target.arn}"` };
}

/** EKS Pod Identity: an association names the role, then EKS assumes it with the pod's tags. */
export function authorizePodIdentity(sandbox: Sandbox, request: PodIdentityRequest): Authorization {
    const { clusterArn, namespace, serviceAccount, roleArn } = request;
    const accountId = accountOf(clusterArn);
    const cluster = known(sandbox, accountId)?.eksClusters.find(({ arn }) => arn === clusterArn);
    if (cluster === undefined) {
        return refused(`there is no cluster "${clusterArn}"`);
    }
    const association = cluster.podIdentityAssociations.find(
        (one) => one.namespace === namespace && one.serviceAccount === serviceAccount,
    );
    if (association?.roleArn !== roleArn) {
        return refused(
            `"${clusterArn}" has no association of "${namespace}/${serviceAccount}" with "${roleArn}"`,
        );
    }
    return authorizeAssumeRole(sandbox, {
        principal: "pods.eks.amazonaws.com",
        roleArn,
        actions: ["sts:AssumeRole", "sts:TagSession"],
        context: {
            "aws:SourceAccount": accountId,
            "aws:RequestTag/eks-cluster-arn": clusterArn,
            "aws:RequestTag/eks-cluster-name": cluster.name,
            "aws:RequestTag/kubernetes-namespace": namespace,
            "aws:RequestTag/kubernetes-service-account": serviceAccount,
        },
    });
}

/** An object through an access point: the access point and the bucket behind it both decide. */
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
    const found = bucketBehind(sandbox, accessPoint);
    if (found === undefined) {
        return refused(`there is no bucket "${accessPoint.bucket}"`);
    }
    const context = contextOf(asker, {
        ...request.context,
        "s3:DataAccessPointArn": accessPointArn,
        "s3:DataAccessPointAccount": owner,
    });
    const subject = { asker, action, context };
    const atAccessPoint = { ...subject, resource: `${accessPointArn}/object/${key}` };
    const own = ownWeight(asker, atAccessPoint);
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
        return refused(`the identity policy of "${roleArn}" denies it`);
    }
    const reason = doors
        .map((door) => whyClosed(door, asker, own))
        .find((each) => each !== undefined);
    return reason === undefined
        ? {
              allowed: true,
              because: `"${roleArn}" may ask for ${action} of "${key}" through "${accessPointArn}"`,
          }
        : refused(reason);
}

/** All three, bound to one sandbox. */
export function authorizerOf(sandbox: Sandbox): {
    assumeRole(request: AssumeRoleRequest): Promise<Authorization>;
    assumeForPod(request: PodIdentityRequest): Promise<Authorization>;
    accessObject(request: ObjectRequest): Promise<Authorization>;
} {
    return {
        assumeRole: (request) => Promise.resolve(authorizeAssumeRole(sandbox, request)),
        assumeForPod: (request) => Promise.resolve(authorizePodIdentity(sandbox, request)),
        accessObject: (request) => Promise.resolve(authorizeObject(sandbox, request)),
    };
}

/** One of the two resources that a read through an access point has to pass. */
interface Door {
    readonly name: string;
    readonly accountId: string;
    readonly weight: Weight;
    readonly closedToOthers: boolean;
}

function whyClosed(door: Door, asker: Asker, own: Weight): string | undefined {
    const foreign = asker.accountId !== door.accountId;
    if (door.weight.denied) {
        return `the policy of ${door.name} denies it`;
    }
    if (foreign && door.closedToOthers) {
        return `the policy of ${door.name} is public, and its public access block lets nobody of another account in`;
    }
    if (foreign && door.weight.allowedBy === undefined) {
        return `the policy of ${door.name} does not allow it`;
    }
    const ownNeeded = foreign || door.weight.allowedBy !== "name";
    return ownNeeded && own.allowedBy === undefined
        ? `no identity policy of "${asker.name}" allows it at ${door.name}`
        : undefined;
}

/** With RestrictPublicBuckets, one public statement costs every other account its access. */
function closedToOthers(place: AccessPoint | Bucket, kind: "access point" | "bucket"): boolean {
    return (
        place.publicAccessBlock.restrictPublicBuckets &&
        place.policy !== undefined &&
        isPublic(parsePolicyDocument(place.policy.text), kind)
    );
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

function ownWeight(asker: Asker, subject: Subject): Weight {
    const weights = (asker.role?.inlinePolicies ?? []).map(({ text }) =>
        weigh(text, subject, true),
    );
    const allowing = weights.find(({ allowedBy }) => allowedBy !== undefined);
    return {
        denied: weights.some(({ denied }) => denied),
        ...(allowing?.allowedBy === undefined ? {} : { allowedBy: allowing.allowedBy }),
    };
}

function askerOf(sandbox: Sandbox, principal: string): Asker | undefined {
    if (!principal.startsWith("arn:")) {
        return { name: principal };
    }
    const role: Role | undefined = roleByArn(sandbox, principal);
    return role === undefined
        ? undefined
        : {
              name: role.arn,
              role,
              accountId: accountOf(role.arn),
              organizationId: orgOf(sandbox, role),
          };
}

/** Keys about the caller come from the caller: whatever a request claims about itself is dropped. */
function contextOf(
    asker: Asker,
    claimed: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
    const context = new Map(
        Object.entries(claimed)
            .map(([key, value]) => [key.toLowerCase(), value] as const)
            .filter(([key]) => !/^aws:principal(?!tag\/)/.test(key)),
    );
    if (asker.role !== undefined) {
        context.set("aws:principalarn", asker.role.arn);
        context.set("aws:principalaccount", asker.accountId ?? "");
        context.set("aws:principalorgid", asker.organizationId ?? "");
    }
    return context;
}

function orgOf(sandbox: Sandbox, role: Role): string {
    return known(sandbox, accountOf(role.arn))?.organizationId ?? "";
}

function known(sandbox: Sandbox, accountId: string) {
    return accountId === "" ? undefined : readAccount(sandbox, accountId);
}

function accountOf(arn: string): string {
    return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? "";
}

function refused(because: string): Authorization {
    return { allowed: false, because };
}
