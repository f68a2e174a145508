import { anything, type Asked, type AwsCall, type Calls } from "../awsCall";
import { changes, retagCalls, tagAtCreation, tagContext } from "../callTags";

function arn({ session, id, properties }: Asked): string {
    const name = id === "" ? String(properties.name) : id.slice(id.indexOf(":") + 1);
    return `arn:aws:s3:${session.region}:${session.accountId}:accesspoint/${name}`;
}

const hasPolicy = ({ properties }: Asked) =>
    typeof properties.policy === "string" && properties.policy.replace(/\s/g, "") !== "{}";

const put: AwsCall = { action: "s3:PutAccessPointPolicy", on: arn };

export const s3AccessPointCalls: Calls = {
    source: "hashicorp/terraform-provider-aws internal/service/s3control/access_point.go",
    create: [
        { action: "s3:CreateAccessPoint", on: arn, context: tagContext },
        tagAtCreation("s3:TagResource", "s3:CreateAccessPoint", arn),
        { ...put, when: hasPolicy },
    ],
    read: [
        // IAM is asked about no resource here, whichever access point is read.
        { action: "s3:GetAccessPoint", on: anything },
        { action: "s3:GetAccessPointPolicy", on: arn },
        { action: "s3:GetAccessPointPolicyStatus", on: arn },
        { action: "s3:ListTagsForResource", on: arn },
    ],
    update: [
        { ...put, when: (asked) => hasPolicy(asked) && changes("policy")(asked) },
        {
            action: "s3:DeleteAccessPointPolicy",
            on: arn,
            when: (asked) =>
                asked.properties.policy !== undefined &&
                !hasPolicy(asked) &&
                changes("policy")(asked),
        },
        ...retagCalls("s3:TagResource", "s3:UntagResource", arn),
    ],
    delete: [{ action: "s3:DeleteAccessPoint", on: arn }],
};
