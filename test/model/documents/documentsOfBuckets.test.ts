import assert from "node:assert/strict";
import { reservedSids, sharedBucketPolicy } from "../../../model/documents/bucketDocuments";
import type { ForeignStatement } from "../../../model/documents/policyDocument";
import type { Bucket } from "../../../model/environment/environment";
import { fileSystemSids } from "../../../model/documents/fileSystemDocuments";
import { exampleEnvironment } from "../../support/example";
import { bucketOf, teamFixture } from "../../support/teamFixture";

const curated: Bucket = { ...bucketOf(exampleEnvironment(), "curated"), foreignStatements: [] };
const team = (name: string, mode: "read" | "read-write" = "read", bucket = curated) =>
    teamFixture({ name, physicalName: name, data: [{ bucket, prefix: `${name}/`, mode }] });
const many = (count: number, mode: "read" | "read-write" = "read", bucket = curated) =>
    Array.from({ length: count }, (_, index) => team(`team-${index}`, mode, bucket));

const statements = (...list: unknown[]) => ({ Version: "2012-10-17", Statement: list });
const accessPoint = "arn:aws:s3:us-west-2:777788889999:accesspoint/vision-curated";
const arns = (teams: readonly { readonly name: string }[]) =>
    teams.map(({ name }) => `arn:aws:s3:us-west-2:777788889999:accesspoint/${name}-curated`).sort();
const owner = { "s3:DataAccessPointAccount": "777788889999" };
const listed = (accessPoints: readonly string[]) => ({
    StringEquals: owner,
    ArnEquals: { "s3:DataAccessPointArn": accessPoints },
});
const byName = {
    StringEquals: owner,
    ArnLike: {
        "s3:DataAccessPointArn": "arn:aws:s3:us-west-2:777788889999:accesspoint/*-curated",
        "aws:PrincipalArn": ["arn:aws:iam::111122223333:role/hyperpod-*-data"],
    },
};
const reading = {
    Sid: "DelegateToAccessPoints",
    Effect: "Allow",
    Principal: "*",
    Action: ["s3:GetObject", "s3:ListBucket"],
    Resource: ["arn:aws:s3:::acme-curated-dev", "arn:aws:s3:::acme-curated-dev/*"],
};
const writing = {
    Sid: "DelegateWritingToAccessPoints",
    Effect: "Allow",
    Principal: "*",
    Action: ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
    Resource: "arn:aws:s3:::acme-curated-dev/*",
};

describe("the policy of a shared bucket", () => {
    it("delegates to the access points of all its readers, owned by the bucket's account", () => {
        const policy = sharedBucketPolicy(curated, [
            team("vision"),
            team("speech"),
            team("robotics"),
        ]);

        assert.deepEqual(
            policy,
            statements({
                ...reading,
                Condition: listed([
                    "arn:aws:s3:us-west-2:777788889999:accesspoint/robotics-curated",
                    "arn:aws:s3:us-west-2:777788889999:accesspoint/speech-curated",
                    accessPoint,
                ]),
            }),
        );
    });

    it("delegates writing to the access points of teams that write alone", () => {
        const policy = sharedBucketPolicy(curated, [team("vision", "read-write"), team("speech")]);

        assert.deepEqual(
            policy,
            statements(
                {
                    ...reading,
                    Condition: listed([
                        "arn:aws:s3:us-west-2:777788889999:accesspoint/speech-curated",
                        accessPoint,
                    ]),
                },
                { ...writing, Condition: listed([accessPoint]) },
            ),
        );
    });

    it("keeps the statements of others behind its own, as they are", () => {
        const foreign: ForeignStatement = {
            Sid: "Audit-2019",
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::777788889999:role/auditor" },
            NotAction: ["s3:Put*", "s3:Delete*"],
            Resource: "arn:aws:s3:::acme-curated-dev/*",
        };
        const bucket = { ...curated, foreignStatements: [foreign] };

        assert.deepEqual(
            sharedBucketPolicy(bucket, [team("vision", "read", bucket)]),
            statements({ ...reading, Condition: listed([accessPoint]) }, foreign),
        );
        assert.deepEqual(sharedBucketPolicy(bucket, []), statements(foreign));
    });

    it("lists access points as long as they fit", () => {
        const teams = many(250);

        assert.deepEqual(
            sharedBucketPolicy(curated, teams),
            statements({ ...reading, Condition: listed(arns(teams)) }),
        );
    });

    it("goes by their ending for data roles alone when they do not fit, and still lists who writes", () => {
        const writers = [team("vision", "read-write")];

        assert.deepEqual(
            sharedBucketPolicy(curated, [...many(400), ...writers]),
            statements(
                { ...reading, Condition: byName },
                { ...writing, Condition: listed([accessPoint]) },
            ),
        );
    });

    it("goes by the ending for writing, too, when the writers alone do not fit", () => {
        assert.deepEqual(
            sharedBucketPolicy(curated, many(400, "read-write")),
            statements({ ...reading, Condition: byName }, { ...writing, Condition: byName }),
        );
    });

    it("names its own statements by reserved Sids alone", () => {
        const policy = sharedBucketPolicy(curated, [team("vision", "read-write")]);

        assert.deepEqual(
            [...policy.Statement.map(({ Sid }) => Sid), ...fileSystemSids],
            reservedSids,
        );
    });
});
