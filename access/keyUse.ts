import { contextOf } from "./condition";
import type { ObjectQuestion } from "./crossCheck";
import type { Estate } from "./estate";
import { decide } from "./evaluate";
import { all, any, no, yes } from "./finding";
import type { Finding } from "./finding";
import type { RegisteredGrant } from "./key";
import { accountOfArn } from "./pattern";

/** What a team's component claims of a bucket's encryption; a claim opens nothing. */
export interface ClaimedEncryption {
    readonly bucket: string;
    readonly keyArn: string;
    readonly bucketKey: boolean;
}

/**
 * Whether S3 may use the bucket's key for a role, see
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html. What its owner writes
 * into the policy of a key that is not registered here is not known here: then the role's own side is
 * asked, and the accounts themselves, where they are at hand, for the rest.
 */
export function mayUseKey(
    estate: Estate,
    { bucket, keyArn, bucketKey }: ClaimedEncryption,
    question: ObjectQuestion,
): Finding {
    const role = estate.roles.get(question.roleArn);
    const [, , , region = "", owner = ""] = keyArn.split(":");
    if (role === undefined) {
        return no(`role "${question.roleArn}" is not registered in this stack`);
    }
    const operation = question.action === "s3:GetObject" ? "Decrypt" : "GenerateDataKey";
    const bucketArn = `arn:aws:s3:::${bucket}`;
    const encrypted = bucketKey ? bucketArn : `${bucketArn}/${question.key}`;
    const request = {
        caller: { ...role, kind: "role" as const },
        action: `kms:${operation}`,
        resource: keyArn,
        context: contextOf(question.context, {
            "aws:PrincipalArn": role.arn,
            "aws:PrincipalAccount": role.accountId,
            "kms:ViaService": `s3.${region}.amazonaws.com`,
            "kms:CallerAccount": accountOfArn(role.arn) ?? "",
            "kms:EncryptionContext:aws:s3:arn": encrypted,
        }),
    };
    // A policy of its own account alone would do for a role, but a key answers to its policy first.
    const own = decide({
        request,
        identity: role.identity,
        unread: role.unread,
        resource: [],
        resourceAccount: role.accountId,
    });
    const key = estate.keys.get(keyArn);
    if (key === undefined) {
        return all([own, yes(`the policy of key "${keyArn}" is its owner's`)]);
    }
    const byPolicy = decide({
        request,
        identity: "agreed elsewhere",
        unread: [],
        resource: key.policies,
        // As if from another account: nothing but the key's own policy opens it.
        resourceAccount: `not ${owner}`,
    });
    const byGrant = any(
        key.grants.map((grant) => grants(grant, role.arn, operation, encrypted)),
        `no grant of key "${keyArn}" lets "${role.arn}" ${operation} with "${encrypted}"`,
    );
    return all([
        own,
        key.policies.length === 0 ? byGrant : any([byPolicy, byGrant], byPolicy.because),
    ]);
}

function grants(
    { grantee, operations, context, exactly }: RegisteredGrant,
    roleArn: string,
    operation: string,
    encrypted: string,
): Finding {
    const asked: Readonly<Record<string, string>> = { "aws:s3:arn": encrypted };
    const pairs = Object.entries(context);
    const holds =
        grantee === roleArn &&
        operations.includes(operation) &&
        pairs.every(([key, value]) => asked[key] === value) &&
        (!exactly || pairs.length === Object.keys(asked).length);
    return holds ? yes(`a grant lets "${roleArn}" ${operation} with "${encrypted}"`) : no("");
}
