import type { Asked, AwsCall, Calls } from "../awsCall";

function bucketArn({ id, properties }: Asked): string {
    return `arn:aws:s3:::${id === "" ? String(properties.bucket) : id}`;
}

const put: AwsCall = { action: "s3:PutBucketPolicy", on: bucketArn };

export const s3BucketPolicyCalls: Calls = {
    source: "hashicorp/terraform-provider-aws internal/service/s3/bucket_policy.go",
    create: [put],
    read: [{ action: "s3:GetBucketPolicy", on: bucketArn }],
    update: [put],
    delete: [{ action: "s3:DeleteBucketPolicy", on: bucketArn }],
};
