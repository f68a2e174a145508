import type { Sandbox } from "../sandbox";
import { readAccount } from "./accountState";
import type { Bucket, KmsGrant } from "./accountState";
import { documentAsRead } from "./pinnedPrincipals";
import { weigh } from "./weighPolicy";
import type { Asker, Subject, Weight } from "./weighPolicy";

/** An object of an encrypted bucket, on whose behalf S3 uses the bucket's key. */
export interface EncryptedRequest {
    readonly asker: Asker;
    readonly action: "s3:GetObject" | "s3:PutObject";
    readonly bucket: Bucket;
    readonly key: string;
    /** The request's context without what KMS adds. */
    readonly context: ReadonlyMap<string, string>;
    /** What the asker's own policies say of a request. */
    readonly own: (subject: Subject) => Weight;
}

/**
 * Why KMS does not let S3 use the bucket's key for the asker, or nothing. The key's policy or a grant
 * has to let him in; from another account, or where the policy names his account, his own policies too.
 */
export function whyKeyClosed(sandbox: Sandbox, request: EncryptedRequest): string | undefined {
    const { asker, bucket, action } = request;
    if (bucket.encryption === undefined) {
        return undefined;
    }
    const { kmsKeyArn, bucketKey } = bucket.encryption;
    const owner = kmsKeyArn.split(":")[4] ?? "";
    const key = readAccount(sandbox, owner)?.kmsKeys?.find(({ arn }) => arn === kmsKeyArn);
    if (key === undefined) {
        return `there is no key "${kmsKeyArn}"`;
    }
    const operation = action === "s3:GetObject" ? "Decrypt" : "GenerateDataKey";
    const bucketArn = `arn:aws:s3:::${bucket.name}`;
    const encrypted = bucketKey ? bucketArn : `${bucketArn}/${request.key}`;
    const subject: Subject = {
        asker,
        action: `kms:${operation}`,
        resource: kmsKeyArn,
        context: new Map([
            ...request.context,
            ["kms:viaservice", `s3.${bucket.region}.amazonaws.com`],
            ["kms:calleraccount", asker.accountId ?? ""],
            ["kms:encryptioncontext:aws:s3:arn", encrypted],
        ]),
    };
    // "*" in a key's policy is the key; no other resource is ever asked for there.
    const policy = weigh(documentAsRead(sandbox, key.policy), subject);
    const own = request.own(subject);
    if (policy.denied || own.denied) {
        return `${policy.denied ? "the policy of" : "an identity policy about"} key "${kmsKeyArn}" denies it`;
    }
    const granted = key.grants.some((grant) => lets(grant, asker, operation, encrypted));
    const foreign = asker.accountId !== owner;
    if (!granted && policy.allowedBy === undefined) {
        return `neither the policy nor a grant of key "${kmsKeyArn}" allows kms:${operation} with "${encrypted}"`;
    }
    const ownNeeded = foreign || (!granted && policy.allowedBy !== "name");
    return ownNeeded && own.allowedBy === undefined
        ? `no identity policy of "${asker.name}" allows kms:${operation} on "${kmsKeyArn}"`
        : undefined;
}

function lets(grant: KmsGrant, asker: Asker, operation: string, encrypted: string): boolean {
    const asked: Readonly<Record<string, string>> = { "aws:s3:arn": encrypted };
    const { kind, context = {} } = grant.constraint ?? {};
    const meets = Object.entries(context).every(([key, value]) => asked[key] === value);
    return (
        grant.granteeId === asker.role?.uniqueId &&
        grant.operations.includes(operation) &&
        meets &&
        (kind !== "equals" || Object.keys(context).length === Object.keys(asked).length)
    );
}
