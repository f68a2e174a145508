import type { Properties } from "../provider/server";
import { readAccount, updateAccount } from "./accountState";
import { ownRegion } from "./arguments";
import { s3BucketPolicyCalls } from "./calls/s3BucketPolicy";
import { text } from "./inputValues";
import { documentAsRead } from "./pinnedPrincipals";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import { bucket, requireBucket, withBucket } from "./s3Buckets";
import { bucketSubject, checkS3Policy } from "./s3PolicyRules";
import { isPublic } from "./s3PublicAccess";
import type { Session } from "./session";

const operation = "PutBucketPolicy";

/** A bucket has one policy and putting one replaces it: of two writers the last one wins. */
export const s3BucketPolicy: ResourceType = {
    token: "aws:s3/bucketPolicy:BucketPolicy",
    label: "S3 Bucket Policy",
    calls: s3BucketPolicyCalls,
    arguments: {
        bucket: { kind: "string", required: true, replaces: true },
        policy: { kind: "string", required: true, policy: "rewritten" },
        region: { kind: "string", replaces: true, default: ownRegion },
    },
    displayName: (inputs) => String(inputs.bucket),
    preview: (_session, inputs) => inputs,

    async create(session, inputs) {
        return { id: text(inputs, "bucket"), outputs: await put(session, inputs) };
    },

    read(session, id) {
        const state = readAccount(session.sandbox, session.accountId);
        const policy = state && bucket(state, id)?.policy;
        if (policy === undefined) {
            return undefined;
        }
        const outputs = outputsOf(session, id, documentAsRead(session.sandbox, policy));
        return { id, outputs, inputs: outputs };
    },

    update: (session, _id, news) => put(session, news),

    async delete(session, id) {
        await updateAccount(session.sandbox, session.accountId, (state) => {
            const held = bucket(state, id);
            if (held?.policy === undefined) {
                return { state, result: undefined };
            }
            const { policy: _gone, ...bare } = held;
            return { state: withBucket(state, bare), result: undefined };
        });
    },

    find(session, inputs) {
        const name = text(inputs, "bucket");
        const state = readAccount(session.sandbox, session.accountId);
        return state && bucket(state, name)?.policy && name;
    },
};

function put(session: Session, inputs: Properties): Promise<Properties> {
    const name = text(inputs, "bucket");
    const policy = text(inputs, "policy");
    return updateAccount(session.sandbox, session.accountId, (state) => {
        const held = requireBucket(state, session, operation, name);
        if (held.region !== session.region) {
            throw new RefusedRequest("s3-bucket-region", operation);
        }
        const subject = bucketSubject(name);
        const { document, pinned } = checkS3Policy(session, operation, policy, subject);
        if (held.publicAccessBlock.blockPublicPolicy && isPublic(document, "bucket")) {
            throw new RefusedRequest("s3-public-bucket-policy", operation, {
                caller: session.caller,
                resource: subject.arn,
            });
        }
        return {
            state: withBucket(state, { ...held, policy: pinned }),
            result: outputsOf(session, name, policy),
        };
    });
}

function outputsOf(session: Session, name: string, policy: string): Properties {
    return { id: name, bucket: name, policy, region: session.region };
}
