import type { Properties } from "../provider/server";
import { readAccount, updateAccount, type AccountState, type PinnedDocument } from "./accountState";
import { kmsKeyPolicyCalls } from "./calls/kmsKeyPolicy";
import { ownRegion } from "./arguments";
import { text } from "./inputValues";
import { allowsCaller, kmsKey, requireKmsKey, withKmsKey } from "./kmsKeys";
import { documentAsRead } from "./pinnedPrincipals";
import { pinPrincipals, readPolicy, strangers } from "./policyRules";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import type { Session } from "./session";

const operation = "PutKeyPolicy";
const sizeLimitBytes = 32768;

/** A key has one policy, from its first moment on: taking it away means AWS's default. */
export const kmsKeyPolicy: ResourceType = {
    token: "aws:kms/keyPolicy:KeyPolicy",
    label: "KMS Key policy",
    calls: kmsKeyPolicyCalls,
    arguments: {
        keyId: { kind: "string", required: true, replaces: true },
        policy: { kind: "string", required: true, json: true },
        bypassPolicyLockoutSafetyCheck: { kind: "boolean", values: [false], default: false },
        region: { kind: "string", replaces: true, default: ownRegion },
    },
    displayName: (inputs) => String(inputs.keyId),
    preview: (_session, inputs) => inputs,

    async create(session, inputs) {
        const keyId = text(inputs, "keyId");
        return { id: keyId, outputs: await put(session, keyId, text(inputs, "policy")) };
    },

    read(session, id) {
        const key = kmsKey(readAccount(session.sandbox, session.accountId), session, id);
        if (key === undefined) {
            return undefined;
        }
        const policy = documentAsRead(session.sandbox, key.policy);
        const outputs = outputsOf(session, key.id, policy);
        return { id, outputs, inputs: outputs };
    },

    update: (session, id, news) => put(session, id, text(news, "policy")),

    async delete(session, id) {
        const state = readAccount(session.sandbox, session.accountId);
        if (kmsKey(state, session, id) !== undefined) {
            await put(session, id, defaultKeyPolicy(session.accountId));
        }
    },

    find(session, inputs) {
        const keyId = text(inputs, "keyId");
        const state = readAccount(session.sandbox, session.accountId);
        return kmsKey(state, session, keyId) && keyId;
    },
};

/** What every key has until somebody says otherwise: the account's IAM policies decide. */
export function defaultKeyPolicy(accountId: string): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Id: "key-default-1",
        Statement: [
            {
                Sid: "Enable IAM User Permissions",
                Effect: "Allow",
                Principal: { AWS: `arn:aws:iam::${accountId}:root` },
                Action: "kms:*",
                Resource: "*",
            },
        ],
    });
}

function put(session: Session, keyId: string, policy: string): Promise<Properties> {
    return updateAccount(session.sandbox, session.accountId, (state) => {
        const key = requireKmsKey(state, session, operation, keyId);
        const pinned = checkedPolicy(state, session, policy);
        return {
            state: withKmsKey(state, { ...key, policy: pinned }),
            result: outputsOf(session, key.id, policy),
        };
    });
}

function checkedPolicy(state: AccountState, session: Session, policy: string): PinnedDocument {
    if (Buffer.byteLength(policy) > sizeLimitBytes) {
        throw new RefusedRequest("kms-policy-size", operation);
    }
    const document = readPolicy(operation, policy, {
        json: "kms-policy-syntax",
        syntax: "kms-policy-syntax",
    });
    const unread = document.statements.find(
        ({ resources, notResources, principals, notPrincipals }) =>
            (resources ?? notResources) === undefined ||
            (principals ?? notPrincipals) === undefined,
    );
    if (unread !== undefined) {
        throw new RefusedRequest("kms-policy-syntax", operation, {
            what: "every statement has Principal and Resource",
        });
    }
    if (strangers(session, document).length > 0) {
        throw new RefusedRequest("kms-policy-principal", operation);
    }
    if (!allowsCaller(state, session, policy, operation)) {
        throw new RefusedRequest("kms-policy-lockout", operation);
    }
    return pinPrincipals(session, policy, document);
}

function outputsOf({ region }: Session, keyId: string, policy: string): Properties {
    return { id: keyId, keyId, policy, bypassPolicyLockoutSafetyCheck: false, region };
}
