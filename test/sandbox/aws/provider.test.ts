import * as assert from "node:assert/strict";

import { unknown } from "../../../sandbox/provider/server";
import { clusterAccount, dataAccount, SimulatedWorld, type Account } from "./simulatedWorld";
import * as team from "./teamResources";
import { policy, role, tokens } from "./teamResources";

describe("simulated AWS", () => {
    let world: SimulatedWorld;
    let cluster: Account;
    let data: Account;

    beforeEach(async () => {
        world = await SimulatedWorld.make();
        cluster = await world.account(clusterAccount);
        data = await world.account(dataAccount);
    });

    afterEach(() => {
        world.remove();
    });

    describe("what it words", () => {
        it("words a principal that does not exist as the real provider does", async () => {
            const stranger = "arn:aws:iam::444455556666:role/hyperpod-vision-scientist";

            await assert.rejects(
                cluster.create(
                    tokens.role,
                    role("one", { ...team.accountRootTrust, Principal: { AWS: stranger } }),
                ),
                {
                    name: "ProviderError",
                    message: `creating IAM Role (one): operation error IAM: CreateRole, https response error StatusCode: 400, MalformedPolicyDocument: Invalid principal in policy: "AWS":"${stranger}"`,
                },
            );
        });

        it("words an unknown cluster as the real provider does", async () => {
            await assert.rejects(
                cluster.provider.invoke({
                    token: "aws:eks/getCluster:getCluster",
                    args: { name: "hyperpod-prod" },
                }),
                {
                    name: "ProviderError",
                    message:
                        "reading EKS Cluster (hyperpod-prod): operation error EKS: DescribeCluster, https response error StatusCode: 404, ResourceNotFoundException: No cluster found for name: hyperpod-prod.",
                },
            );
        });

        it("words a bucket without policy, and another account's bucket, as the real provider does", async () => {
            const policyOf = (account: Account) =>
                account.provider.invoke({
                    token: "aws:s3/getBucketPolicy:getBucketPolicy",
                    args: { bucket: "acme-curated-dev" },
                });

            await assert.rejects(policyOf(data), {
                name: "ProviderError",
                message: "reading S3 Bucket (acme-curated-dev) Policy: couldn't find resource",
            });
            await assert.rejects(policyOf(cluster), {
                name: "ProviderError",
                message:
                    "reading S3 Bucket (acme-curated-dev) Policy: operation error S3: GetBucketPolicy, https response error StatusCode: 403, AccessDenied: Access Denied",
            });
        });

        for (const [what, desired, problem] of [
            ["an unknown member", { Priority: 1 }, "#: extraneous key [Priority] is not permitted"],
            [
                "a missing member",
                { ComputeQuotaTarget: {} },
                "#/ComputeQuotaTarget: required key [TeamName] not found",
            ],
            [
                "a misspelt strategy",
                { ComputeQuotaConfig: { ResourceSharingConfig: { Strategy: "LendandBorrow" } } },
                "#/ComputeQuotaConfig/ResourceSharingConfig/Strategy: LendandBorrow is not a valid enum value",
            ],
            [
                "a team name beyond 40 characters",
                { ComputeQuotaTarget: { TeamName: "v".repeat(41) } },
                "#/ComputeQuotaTarget/TeamName: failed validation constraint for keyword [pattern]",
            ],
            [
                "a description of several lines",
                { Description: "Perception\nmodels\n" },
                "#/Description: failed validation constraint for keyword [pattern]",
            ],
        ] as const) {
            it(`names ${what} of a desired state`, async () => {
                await assert.rejects(
                    cluster.create(
                        tokens.cloudControl,
                        team.quota({ ...team.desiredQuota, ...desired }),
                    ),
                    {
                        message: `creating Cloud Control API (AWS::SageMaker::ComputeQuota) Resource (vision-quota): operation error SageMaker: CreateComputeQuota, https response error StatusCode: 400, ValidationException: Model validation failed (${problem})`,
                    },
                );
            });
        }
    });

    describe("what it does not know", () => {
        it("refuses an argument it does not simulate, at any depth", async () => {
            const news = {
                ...team.accessPoint,
                bucketAccountId: "777788889999",
                publicAccessBlockConfiguration: { blockEverything: true },
            };

            const { failures } = await data.provider.check({
                urn: "urn",
                type: tokens.accessPoint,
                olds: {},
                news,
            });

            assert.deepEqual(failures, [
                {
                    property: "bucketAccountId",
                    reason: 'argument "bucketAccountId" is not simulated',
                },
                {
                    property: "publicAccessBlockConfiguration.blockEverything",
                    reason: 'argument "publicAccessBlockConfiguration.blockEverything" is not simulated',
                },
            ]);
        });

        it("refuses a missing argument and one of another kind", async () => {
            const { failures } = await data.provider.check({
                urn: "urn",
                type: tokens.bucketPolicy,
                olds: {},
                news: { policy: { Version: "2012-10-17" } },
            });

            assert.deepEqual(failures, [
                { property: "bucket", reason: 'argument "bucket" is missing' },
                { property: "policy", reason: 'argument "policy" is object; expected a string' },
            ]);
        });

        it("refuses another Cloud Control type", async () => {
            const { failures } = await data.provider.check({
                urn: "urn",
                type: tokens.cloudControl,
                olds: {},
                news: { typeName: "AWS::Logs::LogGroup", desiredState: "{}" },
            });

            assert.deepEqual(failures, [
                {
                    property: "typeName",
                    reason: 'argument "typeName" is "AWS::Logs::LogGroup", which is not simulated; expected "AWS::SageMaker::ComputeQuota", "AWS::SageMaker::ClusterSchedulerConfig"',
                },
            ]);
        });

        it("refuses a resource type and a function by name", async () => {
            await assert.rejects(cluster.create("aws:s3/bucket:Bucket", {}), {
                message: 'resource type "aws:s3/bucket:Bucket" is not simulated',
            });
            await assert.rejects(
                cluster.provider.invoke({ token: "aws:index/getCallerIdentity", args: {} }),
                { message: 'function "aws:index/getCallerIdentity" is not simulated' },
            );
        });
    });

    it("changes nothing in a preview and leaves open what only AWS knows", async () => {
        const before = world.stateText(clusterAccount);

        const made = await cluster.provider.create({
            urn: "urn",
            type: tokens.role,
            inputs: team.clusterRole,
            preview: true,
        });

        assert.deepEqual(made, {
            id: "",
            outputs: {
                ...team.clusterRole,
                arn: team.clusterRoleArn,
                createDate: unknown,
                uniqueId: unknown,
                tagsAll: { managedBy: "hyperpod-teams" },
            },
        });
        assert.equal(world.stateText(clusterAccount), before);
    });

    it("lets the last writer of a bucket policy win", async () => {
        const first = await data.create(tokens.bucketPolicy, team.bucketPolicy);
        const other = policy({ ...team.delegation, Action: "s3:GetObject" });

        await data.create(tokens.bucketPolicy, { ...team.bucketPolicy, policy: other });
        const read = await data.read(first);

        assert.equal(read?.outputs.policy, other);
    });

    it("takes an access entry's policies away with the entry", async () => {
        await cluster.create(tokens.role, team.clusterRole);
        const entry = await cluster.create(tokens.accessEntry, team.accessEntry);
        const association = await cluster.create(tokens.association, team.association);

        await cluster.delete(entry);

        assert.equal(await cluster.read(association), undefined);
        await cluster.delete(association);
    });
});
