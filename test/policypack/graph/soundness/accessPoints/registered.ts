import type { GraphResource } from "../../../../../policypack/graph/resource";
import { data, resource, roleResources, stranger } from "../randomEstate";
import type { Document } from "../randomEstate";
import { vpcId } from "./drawn";
import type { RandomStores } from "./estate";

/** The same as a stack registers it: the graph learns nothing else of it. */
export function registered({
    roles,
    bucket,
    accessPoints,
}: RandomStores): readonly GraphResource[] {
    return [
        ...roles
            .filter(({ account }) => account !== stranger)
            .flatMap((role) => roleResources({ ...role, trust: closedTrust })),
        ...(bucket.isRegistered
            ? [
                  resource("aws:s3/bucket:Bucket", "lake", data, { bucket: "lake" }),
                  resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "lake", data, {
                      bucket: "lake",
                      restrictPublicBuckets: bucket.restrictsPublic,
                  }),
              ]
            : []),
        ...(bucket.isRegistered && bucket.policy !== undefined
            ? [
                  resource("aws:s3/bucketPolicy:BucketPolicy", "lake", data, {
                      bucket: "lake",
                      policy: JSON.stringify(bucket.policy),
                  }),
              ]
            : []),
        ...accessPoints.map(({ name, account, policy, restrictsPublic, isInVpc }) =>
            resource("aws:s3/accessPoint:AccessPoint", name, account, {
                name,
                bucket: "lake",
                ...(account === data ? {} : { bucketAccountId: data }),
                ...(policy && { policy: JSON.stringify(policy) }),
                // Nothing said means that it is on.
                ...(restrictsPublic
                    ? {}
                    : { publicAccessBlockConfiguration: { restrictPublicBuckets: false } }),
                ...(isInVpc ? { vpcConfiguration: { vpcId } } : {}),
            }),
        ),
    ];
}

export const closedTrust: Document = {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: "Allow",
            Principal: { Service: "pods.eks.amazonaws.com" },
            Action: "sts:AssumeRole",
        },
    ],
};
