import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyIdOf } from "../model/arns";
import { keyPolicy } from "../model/documents/keyDocuments";
import type { EncryptedBucket } from "../model/documents/keyDocuments";
import { policyText } from "../model/documents/policyDocument";
import type { Key } from "../model/environment/environment";
import { keyRegion } from "./region";

export interface SharedKeyArgs {
    readonly key: Key & { readonly access: "key-policy" };
    /** All buckets that it encrypts and that teams read. */
    readonly buckets: readonly EncryptedBucket[];
}

/** The one policy of a key that the program writes, composed from every bucket that it encrypts. */
export class SharedKey extends pulumi.ComponentResource {
    public readonly keyArn: string;

    constructor(name: string, args: SharedKeyArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:SharedKey", name, {}, opts);
        const { key, buckets } = args;

        new aws.kms.KeyPolicy(
            `${name}-policy`,
            {
                // The bare id: the provider reads it back so, and an ARN would differ for ever.
                keyId: keyIdOf(key.arn),
                policy: policyText(keyPolicy(key, buckets)),
                ...keyRegion(key.account, key.arn),
            },
            // A key is never without a policy: instead of taking ours away, the provider would put AWS's
            // default, which lets in whomever IAM lets.
            { parent: this, retainOnDelete: true },
        );

        this.keyArn = key.arn;
        this.registerOutputs({ keyArn: this.keyArn });
    }
}
