import type { Asked, AwsCall, Calls } from "../awsCall";

/** A key is named by its ARN, or in its own account and region by its id. */
export function kmsKeyArn({ session }: Pick<Asked, "session">, keyId: string): string {
    return keyId.startsWith("arn:")
        ? keyId
        : `arn:aws:kms:${session.region}:${session.accountId}:key/${keyId}`;
}

const on = (asked: Asked): string =>
    kmsKeyArn(asked, asked.id === "" ? String(asked.properties.keyId) : asked.id);

/** All that the provider asks about a key, which it reads with its policy; Cloud Control asks alike. */
export function kmsKeyReads(of: AwsCall["on"]): readonly AwsCall[] {
    return ["DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags"].map(
        (name) => ({ action: `kms:${name}`, on: of }),
    );
}

const put: AwsCall = { action: "kms:PutKeyPolicy", on };

export const kmsKeyPolicyCalls: Calls = {
    source: "hashicorp/terraform-provider-aws internal/service/kms/key_policy.go",
    create: [put],
    read: kmsKeyReads(on),
    update: [put],
    // AWS's default policy is put in its place.
    delete: [put],
};
