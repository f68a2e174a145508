import type { Knowledge } from "../../../../../policypack/graph/knowledge";
import type { GraphResource } from "../../../../../policypack/graph/resource";
import { data, organization, platform, stranger } from "../randomEstate";
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
            .flatMap(({ name, account, identity, boundary }) => [
                resource("aws:iam/role:Role", name, account, {
                    name,
                    assumeRolePolicy: JSON.stringify(closedTrust),
                    ...(boundary && { permissionsBoundary: boundaryArn(name, account) }),
                }),
                resource("aws:iam/rolePolicy:RolePolicy", name, account, {
                    role: name,
                    policy: JSON.stringify(identity),
                }),
            ]),
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

/** What stands outside of the stack. */
export function known({ roles }: RandomStores): Knowledge {
    return {
        organizations: new Map([[organization, [platform, data]]]),
        managedPolicies: new Map(
            roles.flatMap(({ name, account, boundary }) =>
                boundary === undefined
                    ? []
                    : [[boundaryArn(name, account), JSON.stringify(boundary)] as const],
            ),
        ),
    };
}

export function boundaryArn(name: string, account: string): string {
    return `arn:aws:iam::${account}:policy/${name}-boundary`;
}

export const closedTrust = {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: "Allow",
            Principal: { Service: "pods.eks.amazonaws.com" },
            Action: "sts:AssumeRole",
        },
    ],
};

function resource(
    type: string,
    name: string,
    accountId: string,
    inputs: Readonly<Record<string, unknown>>,
): GraphResource {
    return {
        urn: `urn:pulumi:dev::random::${type}::${name}`,
        type,
        name,
        inputs,
        outputs: {},
        placement: { accountId, region: "us-west-2" },
    };
}
