import { unknown, type Properties } from "../provider/server";
import {
    readAccount,
    updateAccount,
    type AccessPoint,
    type AccountState,
    type PinnedDocument,
    type PublicAccessBlock,
} from "./accountState";
import { ownAccount, ownRegion } from "./arguments";
import { s3AccessPointCalls } from "./calls/s3AccessPoint";
import { newAccessPointAlias } from "./identifiers";
import { members, optionalText, text } from "./inputValues";
import { documentAsRead } from "./pinnedPrincipals";
import { parsePolicyDocument } from "./policyDocument";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import { requireBucket } from "./s3Buckets";
import { accessPointSubject, checkS3Policy } from "./s3PolicyRules";
import { blockAllPublicAccess, isPublic } from "./s3PublicAccess";
import type { Session } from "./session";
import { allTags, tagOutputs } from "./tagging";

const validVpcId = /^vpc-[0-9a-f]{8,17}$/;
const validName = /^(?!.*-s3alias$)[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$/;

export const s3AccessPoint: ResourceType = {
    token: "aws:s3/accessPoint:AccessPoint",
    label: "S3 Access Point",
    calls: s3AccessPointCalls,
    arguments: {
        name: { kind: "string", required: true, replaces: true },
        bucket: { kind: "string", required: true, replaces: true },
        accountId: { kind: "string", replaces: true, default: ownAccount },
        policy: { kind: "string", policy: "rewritten", computed: true },
        region: { kind: "string", replaces: true, default: ownRegion },
        publicAccessBlockConfiguration: {
            replaces: true,
            default: blockAllPublicAccess,
            kind: {
                blockPublicAcls: { kind: "boolean", default: true },
                blockPublicPolicy: { kind: "boolean", default: true },
                ignorePublicAcls: { kind: "boolean", default: true },
                restrictPublicBuckets: { kind: "boolean", default: true },
            },
        },
        vpcConfiguration: {
            replaces: true,
            kind: { vpcId: { kind: "string", required: true } },
        },
        tags: { kind: "tags", default: {} },
    },
    displayName: (inputs) => String(inputs.name),

    preview(session, inputs) {
        const { name } = inputs;
        return {
            ...inputs,
            accountId: session.accountId,
            alias: unknown,
            arn: typeof name === "string" ? arnOf(session, name) : unknown,
            domainName: typeof name === "string" ? domainNameOf(session, name) : unknown,
            networkOrigin: inputs.vpcConfiguration === undefined ? "Internet" : "VPC",
            hasPublicAccessPolicy: unknown,
            tagsAll: allTags(session, inputs),
        };
    },

    /**
     * The real provider creates the access point and then puts its policy; here a refused policy
     * leaves no access point behind.
     */
    create(session, inputs) {
        const operation = "CreateAccessPoint";
        const name = text(inputs, "name");
        if (!validName.test(name)) {
            throw new RefusedRequest("s3-access-point-name", operation);
        }
        if ((optionalText(inputs, "accountId") ?? session.accountId) !== session.accountId) {
            throw new RefusedRequest("s3-access-point-account", operation);
        }
        return updateAccount(session.sandbox, session.accountId, (state) => {
            if (accessPoint(state, session, name) !== undefined) {
                throw new RefusedRequest("s3-access-point-exists", operation);
            }
            const bucket = requireBucket(state, session, operation, text(inputs, "bucket"));
            if (bucket.region !== session.region) {
                throw new RefusedRequest("s3-access-point-region", operation);
            }
            const publicAccessBlock = blockOf(inputs);
            const vpcId = vpcOf(inputs);
            if (vpcId !== undefined && !validVpcId.test(vpcId)) {
                throw new RefusedRequest("s3-access-point-vpc", operation);
            }
            const policy = checkedPolicy(session, { name, publicAccessBlock, vpcId }, inputs);
            const made: AccessPoint = {
                name,
                region: session.region,
                arn: arnOf(session, name),
                alias: newAccessPointAlias(name),
                bucket: bucket.name,
                publicAccessBlock,
                tags: allTags(session, inputs),
                ...(vpcId === undefined ? {} : { vpcId }),
                ...(policy === undefined ? {} : { policy }),
            };
            return {
                state: { ...state, accessPoints: [...state.accessPoints, made] },
                result: { id: idOf(session, name), outputs: outputsOf(session, made) },
            };
        });
    },

    read(session, id) {
        const state = readAccount(session.sandbox, session.accountId);
        const found = state && accessPoint(state, session, nameOf(id));
        if (found === undefined) {
            return undefined;
        }
        const outputs = outputsOf(session, found);
        return { id, outputs, inputs: outputs };
    },

    update(session, id, news) {
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const before = accessPoint(state, session, nameOf(id));
            if (before === undefined) {
                throw new RefusedRequest("s3-no-such-access-point", "PutAccessPointPolicy");
            }
            const { policy: held, ...bare } = before;
            // The real provider leaves the policy alone when the argument goes away; an empty
            // object is how to take it off.
            const policy = news.policy === undefined ? held : checkedPolicy(session, before, news);
            const changed: AccessPoint = {
                ...bare,
                tags: allTags(session, news),
                ...(policy === undefined ? {} : { policy }),
            };
            const accessPoints = state.accessPoints.map((one) => (one === before ? changed : one));
            return { state: { ...state, accessPoints }, result: outputsOf(session, changed) };
        });
    },

    async delete(session, id) {
        await updateAccount(session.sandbox, session.accountId, (state) => {
            const gone = accessPoint(state, session, nameOf(id));
            const accessPoints = state.accessPoints.filter((one) => one !== gone);
            return { state: { ...state, accessPoints }, result: undefined };
        });
    },

    find(session, inputs) {
        const name = text(inputs, "name");
        const state = readAccount(session.sandbox, session.accountId);
        return state && accessPoint(state, session, name) && idOf(session, name);
    },
};

function checkedPolicy(
    session: Session,
    {
        name,
        publicAccessBlock,
        vpcId,
    }: Pick<AccessPoint, "name" | "publicAccessBlock"> & {
        readonly vpcId?: string | undefined;
    },
    inputs: Properties,
): PinnedDocument | undefined {
    const operation = "PutAccessPointPolicy";
    const policy = optionalText(inputs, "policy");
    if (policy === undefined || policy.replace(/\s/g, "") === "{}") {
        return undefined;
    }
    const arn = arnOf(session, name);
    const subject = accessPointSubject(arn);
    const { document, pinned } = checkS3Policy(session, operation, policy, subject);
    // S3 takes no policy for public behind a VPC.
    const mayBePublic = vpcId === undefined && isPublic(document, "access point");
    if (publicAccessBlock.blockPublicPolicy && mayBePublic) {
        throw new RefusedRequest("s3-public-access-point-policy", operation, {
            caller: session.caller,
            resource: arn,
        });
    }
    return pinned;
}

function blockOf(inputs: Properties): PublicAccessBlock {
    const said = members(inputs, "publicAccessBlockConfiguration");
    const on = (name: keyof PublicAccessBlock): boolean => said[name] !== false;
    return {
        blockPublicAcls: on("blockPublicAcls"),
        blockPublicPolicy: on("blockPublicPolicy"),
        ignorePublicAcls: on("ignorePublicAcls"),
        restrictPublicBuckets: on("restrictPublicBuckets"),
    };
}

function vpcOf(inputs: Properties): string | undefined {
    return optionalText(members(inputs, "vpcConfiguration"), "vpcId");
}

function accessPoint(state: AccountState, session: Session, name: string): AccessPoint | undefined {
    return state.accessPoints.find((one) => one.name === name && one.region === session.region);
}

function outputsOf(session: Session, point: AccessPoint): Properties {
    const { policy, region, vpcId } = point;
    return {
        id: idOf(session, point.name),
        accountId: session.accountId,
        alias: point.alias,
        arn: point.arn,
        bucket: point.bucket,
        bucketAccountId: session.accountId,
        domainName: domainNameOf(session, point.name),
        endpoints: {
            dualstack: `s3-accesspoint.dualstack.${region}.amazonaws.com`,
            ipv4: `s3-accesspoint.${region}.amazonaws.com`,
        },
        hasPublicAccessPolicy:
            vpcId === undefined &&
            policy !== undefined &&
            isPublic(parsePolicyDocument(policy.text), "access point"),
        name: point.name,
        networkOrigin: vpcId === undefined ? "Internet" : "VPC",
        ...(vpcId === undefined ? {} : { vpcConfiguration: { vpcId } }),
        ...(policy === undefined ? {} : { policy: documentAsRead(session.sandbox, policy) }),
        publicAccessBlockConfiguration: point.publicAccessBlock,
        region,
        ...tagOutputs(session, point.tags),
    };
}

function idOf(session: Session, name: string): string {
    return `${session.accountId}:${name}`;
}

function nameOf(id: string): string {
    return id.slice(id.indexOf(":") + 1);
}

function arnOf(session: Session, name: string): string {
    return `arn:aws:s3:${session.region}:${session.accountId}:accesspoint/${name}`;
}

function domainNameOf(session: Session, name: string): string {
    return `${name}-${session.accountId}.s3-accesspoint.${session.region}.amazonaws.com`;
}
