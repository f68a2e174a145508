import * as aws from "@pulumi/aws";
import { keyRegion } from "../components/region";
import { keyIdOf } from "../model/arns";
import { encryptedWith, isReservedKeySid, keyPolicy } from "../model/documents/keyDocuments";
import type { EncryptedBucket } from "../model/documents/keyDocuments";
import { policyText } from "../model/documents/policyDocument";
import type { Account, Key } from "../model/environment/environment";
import { refusalToReplace } from "./policyRefusal";
import type { StackResources } from "./stackResources";

/** A key whose policy the program writes, and what it encrypts. */
export interface KeyToWrite {
    readonly key: Key & { readonly access: "key-policy" };
    /** May be empty once the stack has written the policy: then nobody reads any more. */
    readonly buckets: readonly EncryptedBucket[];
}

export function keysToWrite(
    keys: Iterable<Key>,
    buckets: readonly EncryptedBucket[],
    resources: StackResources,
): readonly KeyToWrite[] {
    const last = keyPoliciesIn(resources);
    return [...keys]
        .filter((key) => key.access === "key-policy")
        .map((key) => ({ key, buckets: encryptedWith(key, buckets) }))
        .filter(
            ({ key, buckets: encrypted }) => encrypted.length > 0 || last.has(keyIdOf(key.arn)),
        );
}

/**
 * As with buckets (standingBucketPolicies.ts): a key has one policy, and writing it replaces it. No
 * function of the provider reads a key's policy but Cloud Control's.
 */
export async function foreignInKeys(
    keys: readonly KeyToWrite[],
    providerOf: (account: Account) => aws.Provider,
    resources: StackResources,
    stack: string,
): Promise<readonly string[]> {
    const last = keyPoliciesIn(resources);
    const sentences = await Promise.all(
        keys.map(async ({ key, buckets }) =>
            refusalToReplace(
                {
                    owner: `key "${key.arn}"`,
                    place: { section: "keys", alias: key.alias },
                    standing: await standingPolicy(key, providerOf(key.account)),
                    written: policyText(keyPolicy(key, buckets)),
                    last: last.get(keyIdOf(key.arn)),
                    isReserved: isReservedKeySid,
                },
                stack,
            ),
        ),
    );
    return sentences.flat();
}

/** By the bare id. */
function keyPoliciesIn(resources: StackResources): ReadonlyMap<string, string> {
    return new Map(
        Object.entries(resources).flatMap(([urn, { keyId, policy }]) =>
            /[:$]aws:kms\/keyPolicy:KeyPolicy::/.test(urn) &&
            typeof keyId === "string" &&
            typeof policy === "string"
                ? [[keyId, policy] as const]
                : [],
        ),
    );
}

async function standingPolicy(
    { arn, account }: KeyToWrite["key"],
    provider: aws.Provider,
): Promise<string> {
    const { properties } = await aws.cloudcontrol.getResource(
        {
            typeName: "AWS::KMS::Key",
            identifier: keyIdOf(arn),
            ...keyRegion(account, arn),
        },
        { provider },
    );
    const { KeyPolicy: policy } = JSON.parse(properties) as { KeyPolicy?: unknown };
    return typeof policy === "string" ? policy : JSON.stringify(policy ?? {});
}
