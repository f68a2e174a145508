import assert from "node:assert/strict";
import {
    encryptedWith,
    grantConstraint,
    grantOperations,
    keyPolicy,
    ownersKeyStatements,
} from "../../../model/documents/keyDocuments";
import type { Bucket, Key } from "../../../model/environment/environment";
import { exampleEnvironment } from "../../support/example";
import { bucketOf, teamFixture } from "../../support/teamFixture";

const environment = exampleEnvironment();
const lake = environment.keys.get("lake") ?? assert.fail("the example has a key");
assert.ok(lake.access === "key-policy");
const curated: Bucket = { ...bucketOf(environment, "curated"), key: lake };
const far: Bucket = { ...curated, alias: "far-away", name: "acme-far", region: "eu-west-1" };
const team = (name: string, mode: "read" | "read-write", bucket = curated) =>
    teamFixture({ name, physicalName: name, data: [{ bucket, prefix: `${name}/`, mode }] });
const role = (name: string) => `arn:aws:iam::111122223333:role/hyperpod-${name}-data`;
const use = (Sid: string, action: string, bucket: string, region: string, roles: string[]) => ({
    Sid,
    Effect: "Allow",
    Principal: { AWS: ["arn:aws:iam::111122223333:root"] },
    Action: [action],
    Resource: "*",
    Condition: {
        StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
        StringLike: {
            "kms:EncryptionContext:aws:s3:arn": [
                `arn:aws:s3:::${bucket}`,
                `arn:aws:s3:::${bucket}/*`,
            ],
        },
        ArnEquals: { "aws:PrincipalArn": roles },
    },
});
const bucket = "acme-curated-dev";
const readers = [team("vision", "read"), team("speech", "read-write")];

describe("the policy of a key that the program writes", () => {
    it("lets in who rolls out, the administrators, and readers by bucket through S3 alone", () => {
        const policy = keyPolicy(lake, [
            { bucket: curated, readers },
            { bucket: far, readers: [team("vision", "read", far)] },
        ]);

        assert.deepEqual(policy, {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "HyperPodTeamsRollOut",
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::777788889999:root" },
                    Action: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"],
                    Resource: "*",
                    Condition: {
                        ArnEquals: {
                            "aws:PrincipalArn":
                                "arn:aws:iam::777788889999:role/hyperpod-teams-deploy",
                        },
                    },
                },
                {
                    Sid: "HyperPodTeamsAdminister",
                    Effect: "Allow",
                    Principal: { AWS: ["arn:aws:iam::777788889999:root"] },
                    Action: [
                        "kms:Create*",
                        "kms:Describe*",
                        "kms:Enable*",
                        "kms:List*",
                        "kms:Put*",
                        "kms:Update*",
                        "kms:Revoke*",
                        "kms:Disable*",
                        "kms:Get*",
                        "kms:Delete*",
                        "kms:TagResource",
                        "kms:UntagResource",
                        "kms:ScheduleKeyDeletion",
                        "kms:CancelKeyDeletion",
                    ],
                    Resource: "*",
                },
                use("HyperPodTeamsReadCurated", "kms:Decrypt", bucket, "us-west-2", [
                    role("speech"),
                    role("vision"),
                ]),
                use("HyperPodTeamsWriteCurated", "kms:GenerateDataKey", bucket, "us-west-2", [
                    role("speech"),
                ]),
                use("HyperPodTeamsReadFarAway", "kms:Decrypt", "acme-far", "eu-west-1", [
                    role("vision"),
                ]),
                {
                    Sid: "Enable IAM User Permissions",
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::777788889999:root" },
                    Action: "kms:*",
                    Resource: "*",
                },
            ],
        });
    });
});

describe("a key whose owner writes its policy", () => {
    const owned: Key = { alias: "owned", arn: lake.arn, access: "owner" };
    const inOwned: Bucket = { ...curated, key: owned };

    it("is named with the statements that have to stand in it", () => {
        const buckets = [{ bucket: inOwned, readers: [team("vision", "read", inOwned)] }];

        assert.deepEqual(ownersKeyStatements([owned, lake], buckets), {
            owned: {
                keyArn: lake.arn,
                statements: [
                    use("HyperPodTeamsReadCurated", "kms:Decrypt", bucket, "us-west-2", [
                        role("vision"),
                    ]),
                ],
            },
        });
    });

    it("is not named while nobody reads what it encrypts", () => {
        assert.deepEqual(ownersKeyStatements([owned], [{ bucket: inOwned, readers: [] }]), {});
    });
});

describe("a grant of a key", () => {
    for (const [mode, operations] of [
        ["read", ["Decrypt"]],
        ["read-write", ["Decrypt", "GenerateDataKey"]],
    ] as const) {
        it(`to a team that may ${mode} is for ${operations.join(" and ")}, for its bucket alone`, () => {
            const { data } = team("vision", mode);

            assert.deepEqual(
                [grantOperations(data), grantConstraint({ bucket: curated, grants: data })],
                [operations, { "aws:s3:arn": "arn:aws:s3:::acme-curated-dev" }],
            );
        });
    }
});

describe("the buckets of a key", () => {
    it("are those that name it and that somebody reads", () => {
        const read = { bucket: curated, readers };

        assert.deepEqual(
            encryptedWith(lake, [
                read,
                { bucket: far, readers: [] },
                { bucket: bucketOf(environment, "telemetry"), readers },
            ]),
            [read],
        );
    });
});
