import assert from "node:assert/strict";
import {
    accessPointPolicy,
    dataRolePermissions,
    dataRoleTrust,
    sharedBucketPolicy,
} from "../../../model/documents/dataDocuments";
import { exampleEnvironment } from "../../support/example";
import { bucketOf, teamFixture } from "../../support/teamFixture";

const environment = exampleEnvironment();
const { kmsKeyArn: _none, ...curated } = bucketOf(environment, "curated");
const team = (name: string) =>
    teamFixture({
        name,
        physicalName: name,
        data: [{ bucket: curated, prefix: `${name}/`, mode: "read" }],
    });
const vision = team("vision");

const statements = (...list: unknown[]) => ({ Version: "2012-10-17", Statement: list });
const dataRole = "arn:aws:iam::111122223333:role/hyperpod-vision-data";
const accessPoint = "arn:aws:s3:us-west-2:777788889999:accesspoint/vision-curated";

describe("documents of a pod's way", () => {
    it("fences the data role to cluster, namespace and service account", () => {
        assert.deepEqual(
            dataRoleTrust(vision),
            statements({
                Sid: "AllowEksAuthToAssumeRoleForPodIdentity",
                Effect: "Allow",
                Principal: { Service: "pods.eks.amazonaws.com" },
                Action: ["sts:AssumeRole", "sts:TagSession"],
                Condition: {
                    StringEquals: {
                        "aws:SourceAccount": "111122223333",
                        "aws:RequestTag/eks-cluster-arn":
                            "arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev",
                        "aws:RequestTag/kubernetes-namespace": "hyperpod-ns-vision",
                        "aws:RequestTag/kubernetes-service-account": "training",
                    },
                },
            }),
        );
    });

    it("lets the data role read one prefix through one access point", () => {
        assert.deepEqual(
            dataRolePermissions(vision),
            statements(
                {
                    Sid: "ListCurated",
                    Effect: "Allow",
                    Action: ["s3:ListBucket"],
                    Resource: accessPoint,
                    Condition: { StringLike: { "s3:prefix": ["vision/*"] } },
                },
                {
                    Sid: "ReadCurated",
                    Effect: "Allow",
                    Action: ["s3:GetObject"],
                    Resource: `${accessPoint}/object/vision/*`,
                },
            ),
        );
    });

    it("names the data role as the access point's only reader", () => {
        assert.deepEqual(
            accessPointPolicy(vision, { bucket: curated, grants: vision.data }),
            statements(
                {
                    Sid: "List",
                    Effect: "Allow",
                    Principal: { AWS: dataRole },
                    Action: ["s3:ListBucket"],
                    Resource: accessPoint,
                    Condition: { StringLike: { "s3:prefix": ["vision/*"] } },
                },
                {
                    Sid: "Read",
                    Effect: "Allow",
                    Principal: { AWS: dataRole },
                    Action: ["s3:GetObject"],
                    Resource: `${accessPoint}/object/vision/*`,
                },
            ),
        );
    });

    it("delegates a bucket to the access points of all its readers, owned by the bucket's account", () => {
        assert.deepEqual(
            sharedBucketPolicy(curated, [team("vision"), team("speech"), team("robotics")]),
            statements({
                Sid: "DelegateToAccessPoints",
                Effect: "Allow",
                Principal: "*",
                Action: ["s3:GetObject", "s3:ListBucket"],
                Resource: ["arn:aws:s3:::acme-curated-dev", "arn:aws:s3:::acme-curated-dev/*"],
                Condition: {
                    StringEquals: { "s3:DataAccessPointAccount": "777788889999" },
                    ArnEquals: {
                        "s3:DataAccessPointArn": [
                            "arn:aws:s3:us-west-2:777788889999:accesspoint/robotics-curated",
                            "arn:aws:s3:us-west-2:777788889999:accesspoint/speech-curated",
                            accessPoint,
                        ],
                    },
                },
            }),
        );
    });

    it("gives every service account of the team the data role", () => {
        const trust = dataRoleTrust(teamFixture({ serviceAccounts: ["training", "evaluation"] }));

        assert.deepEqual(
            trust.Statement[0]?.Condition?.StringEquals?.[
                "aws:RequestTag/kubernetes-service-account"
            ],
            ["training", "evaluation"],
        );
    });

    it("opens several prefixes through one access point, and writes only where a grant says so", () => {
        const lab = teamFixture({
            data: [
                { bucket: curated, prefix: "vision/", mode: "read" },
                { bucket: curated, prefix: "checkpoints/vision/", mode: "read-write" },
            ],
        });
        const list = {
            Effect: "Allow",
            Action: ["s3:ListBucket"],
            Resource: accessPoint,
            Condition: { StringLike: { "s3:prefix": ["vision/*", "checkpoints/vision/*"] } },
        };
        const read = {
            Effect: "Allow",
            Action: ["s3:GetObject"],
            Resource: [
                `${accessPoint}/object/vision/*`,
                `${accessPoint}/object/checkpoints/vision/*`,
            ],
        };
        const write = {
            Effect: "Allow",
            Action: ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
            Resource: `${accessPoint}/object/checkpoints/vision/*`,
        };
        const Principal = { AWS: dataRole };

        assert.deepEqual(
            dataRolePermissions(lab),
            statements(
                { Sid: "ListCurated", ...list },
                { Sid: "ReadCurated", ...read },
                { Sid: "WriteCurated", ...write },
            ),
        );
        assert.deepEqual(
            accessPointPolicy(lab, { bucket: curated, grants: lab.data }),
            statements(
                { Sid: "List", Principal, ...list },
                { Sid: "Read", Principal, ...read },
                { Sid: "Write", Principal, ...write },
            ),
        );
    });

    it("delegates writing to the access points of teams that write alone", () => {
        const writing = teamFixture({
            data: [{ bucket: curated, prefix: "vision/", mode: "read-write" }],
        });
        const delegation = (accessPoints: readonly string[]) => ({
            StringEquals: { "s3:DataAccessPointAccount": "777788889999" },
            ArnEquals: { "s3:DataAccessPointArn": accessPoints },
        });

        assert.deepEqual(
            sharedBucketPolicy(curated, [writing, team("speech")]),
            statements(
                {
                    Sid: "DelegateToAccessPoints",
                    Effect: "Allow",
                    Principal: "*",
                    Action: ["s3:GetObject", "s3:ListBucket"],
                    Resource: ["arn:aws:s3:::acme-curated-dev", "arn:aws:s3:::acme-curated-dev/*"],
                    Condition: delegation([
                        "arn:aws:s3:us-west-2:777788889999:accesspoint/speech-curated",
                        accessPoint,
                    ]),
                },
                {
                    Sid: "DelegateWritingToAccessPoints",
                    Effect: "Allow",
                    Principal: "*",
                    Action: ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
                    Resource: "arn:aws:s3:::acme-curated-dev/*",
                    Condition: delegation([accessPoint]),
                },
            ),
        );
    });

    for (const [mode, actions] of [
        ["read", ["kms:Decrypt"]],
        ["read-write", ["kms:Decrypt", "kms:GenerateDataKey"]],
    ] as const) {
        it(`lets a role that may ${mode} use the bucket's key, through S3 alone`, () => {
            const kmsKeyArn =
                "arn:aws:kms:eu-west-1:777788889999:key/1234abcd-12ab-34cd-56ef-1234567890ab";
            const bucket = { ...curated, region: "eu-west-1", kmsKeyArn };
            const { Statement } = dataRolePermissions(
                teamFixture({ data: [{ bucket, prefix: "vision/", mode }] }),
            );

            assert.deepEqual(Statement.at(-1), {
                Sid: "UseKeyOfCurated",
                Effect: "Allow",
                Action: actions,
                Resource: kmsKeyArn,
                Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
            });
            assert.equal(
                Statement[0]?.Resource,
                "arn:aws:s3:eu-west-1:777788889999:accesspoint/vision-curated",
            );
        });
    }
});
