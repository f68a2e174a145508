import assert from "node:assert/strict";
import { accessPointPolicy, dataRolePermissions } from "../../../model/documents/dataDocuments";
import { exampleEnvironment } from "../../support/example";
import { bucketOf, teamFixture } from "../../support/teamFixture";

const environment = exampleEnvironment();
const { key: _none, ...curated } = bucketOf(environment, "curated");
const team = (name: string) =>
    teamFixture({
        name,
        physicalName: name,
        data: [{ bucket: curated, prefix: `${name}/`, mode: "read" }],
    });
const vision = team("vision");

const statements = (...list: unknown[]) => ({ Version: "2012-10-17", Statement: list });
const clusterAccount = "arn:aws:iam::111122223333:root";
const dataRole = "arn:aws:iam::111122223333:role/hyperpod-vision-data";
const accessPoint = "arn:aws:s3:us-west-2:777788889999:accesspoint/vision-curated";

describe("documents of a pod's way", () => {
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
                    Principal: { AWS: clusterAccount },
                    Action: ["s3:ListBucket"],
                    Resource: accessPoint,
                    Condition: {
                        ArnEquals: { "aws:PrincipalArn": dataRole },
                        StringLike: { "s3:prefix": ["vision/*"] },
                    },
                },
                {
                    Sid: "Read",
                    Effect: "Allow",
                    Principal: { AWS: clusterAccount },
                    Action: ["s3:GetObject"],
                    Resource: `${accessPoint}/object/vision/*`,
                    Condition: { ArnEquals: { "aws:PrincipalArn": dataRole } },
                },
            ),
        );
    });

    it("lets in requests from the VPC of the team's cluster alone, where the bucket asks for it", () => {
        const bucket = { ...curated, networkOrigin: "vpc" } as const;
        const Condition = {
            ArnEquals: { "aws:PrincipalArn": dataRole },
            StringEquals: { "aws:SourceVpc": "vpc-0a1b2c3d4e5f60718" },
        };

        const { Statement } = accessPointPolicy(vision, { bucket, grants: vision.data });

        assert.deepEqual(
            Statement.map((each) => each.Condition),
            [{ ...Condition, StringLike: { "s3:prefix": ["vision/*"] } }, Condition],
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
        const Principal = { AWS: clusterAccount };
        const ArnEquals = { "aws:PrincipalArn": dataRole };

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
                {
                    Sid: "List",
                    Principal,
                    ...list,
                    Condition: { ArnEquals, ...list.Condition },
                },
                { Sid: "Read", Principal, ...read, Condition: { ArnEquals } },
                { Sid: "Write", Principal, ...write, Condition: { ArnEquals } },
            ),
        );
    });

    for (const [mode, actions] of [
        ["read", ["kms:Decrypt"]],
        ["read-write", ["kms:Decrypt", "kms:GenerateDataKey"]],
    ] as const) {
        it(`lets a role that may ${mode} use the bucket's key, through S3 alone`, () => {
            const arn =
                "arn:aws:kms:eu-west-1:777788889999:key/1234abcd-12ab-34cd-56ef-1234567890ab";
            const key = { alias: "lake", arn, access: "owner" } as const;
            const bucket = { ...curated, region: "eu-west-1", key };
            const { Statement } = dataRolePermissions(
                teamFixture({ data: [{ bucket, prefix: "vision/", mode }] }),
            );

            assert.deepEqual(Statement.at(-1), {
                Sid: "UseKeyOfCurated",
                Effect: "Allow",
                Action: actions,
                Resource: arn,
                Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
            });
            assert.equal(
                Statement[0]?.Resource,
                "arn:aws:s3:eu-west-1:777788889999:accesspoint/vision-curated",
            );
        });
    }
});
