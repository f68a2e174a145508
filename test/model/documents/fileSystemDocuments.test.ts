import assert from "node:assert/strict";
import { isReservedSid, sharedBucketPolicy } from "../../../model/documents/bucketDocuments";
import { fileSystemStatements } from "../../../model/documents/fileSystemDocuments";
import { sharedFileSystem, teamFileSystem } from "../../../model/documents/plannedFileSystem";
import type { DataRepository } from "../../../model/environment/fileSystem";
import { exampleEnvironment } from "../../support/example";
import { managedFileSystem } from "../../support/fileSystemFixture";
import { bucketOf, teamFixture } from "../../support/teamFixture";

const environment = exampleEnvironment();
const curated = { ...bucketOf(environment, "curated"), foreignStatements: [] };
const vision = teamFixture(
    { data: [{ bucket: curated, prefix: "vision/", mode: "read" }] },
    environment,
);
const root = { AWS: "arn:aws:iam::111122223333:root" };
const fsxRole =
    "arn:aws:iam::111122223333:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-*";
const deployRole = "arn:aws:iam::111122223333:role/hyperpod-teams-deploy";
const bucketArn = "arn:aws:s3:::acme-curated-dev";

const linking = (repository: Partial<DataRepository>) =>
    sharedFileSystem(
        managedFileSystem({
            perTeam: false,
            dataRepositories: [
                {
                    path: "/maps",
                    bucket: curated,
                    prefix: "shared/maps/",
                    import: ["new"],
                    export: [],
                    ...repository,
                },
            ],
        }),
    );

describe("what a bucket lets file systems do", () => {
    it("is what FSx's role and whoever links need, on the prefixes that are linked", () => {
        const own = managedFileSystem({
            dataRepositories: [
                { path: "/curated", bucket: curated, import: ["new"], export: ["new"] },
            ],
        });
        const planned = [
            teamFileSystem(own, vision),
            teamFileSystem(
                own,
                teamFixture(
                    { data: [{ bucket: curated, prefix: "speech/", mode: "read-write" }] },
                    environment,
                ),
            ),
        ];

        assert.deepEqual(fileSystemStatements(curated, planned), [
            {
                Sid: "ShowToFileSystems",
                Effect: "Allow",
                Principal: root,
                Action: ["s3:Get*", "s3:List*"],
                Resource: [bucketArn, `${bucketArn}/vision/*`, `${bucketArn}/speech/*`],
                Condition: { ArnLike: { "aws:PrincipalArn": [fsxRole, deployRole] } },
            },
            {
                Sid: "TellFileSystems",
                Effect: "Allow",
                Principal: root,
                Action: ["s3:PutBucketNotification"],
                Resource: bucketArn,
                Condition: { ArnLike: { "aws:PrincipalArn": fsxRole } },
            },
            {
                Sid: "WriteForFileSystems",
                Effect: "Allow",
                Principal: root,
                Action: ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
                Resource: `${bucketArn}/speech/*`,
                Condition: { ArnLike: { "aws:PrincipalArn": fsxRole } },
            },
            {
                Sid: "LinkFileSystems",
                Effect: "Allow",
                Principal: root,
                Action: ["s3:PutObject"],
                Resource: [`${bucketArn}/vision/*`, `${bucketArn}/speech/*`],
                Condition: { ArnLike: { "aws:PrincipalArn": deployRole } },
            },
        ]);
    });

    it("is no writing by FSx's role for a link that only imports", () => {
        const sids = fileSystemStatements(curated, [linking({})]).map(({ Sid }) => Sid);

        assert.deepEqual(sids, ["ShowToFileSystems", "TellFileSystems", "LinkFileSystems"]);
    });

    it("is no notification for a link that only exports", () => {
        const sids = fileSystemStatements(curated, [linking({ import: [], export: ["new"] })]).map(
            ({ Sid }) => Sid,
        );

        assert.deepEqual(sids, ["ShowToFileSystems", "WriteForFileSystems", "LinkFileSystems"]);
    });

    it("is nothing on a bucket that nothing is linked to", () => {
        const telemetry = bucketOf(environment, "telemetry");

        assert.deepEqual(fileSystemStatements(telemetry, [linking({})]), []);
    });

    it("is called by names that nobody else may take, numbered from the second account on", () => {
        const elsewhere = managedFileSystem({
            account: bucketOf(environment, "telemetry").account,
            perTeam: false,
            dataRepositories: [
                { path: "/maps", bucket: curated, prefix: "maps/", import: [], export: [] },
            ],
        });

        const sids = fileSystemStatements(curated, [
            linking({ import: [] }),
            sharedFileSystem(elsewhere),
        ]).map(({ Sid }) => Sid);

        assert.deepEqual(sids, [
            "ShowToFileSystems",
            "LinkFileSystems",
            "ShowToFileSystems2",
            "LinkFileSystems2",
        ]);
        assert.deepEqual(sids.map(isReservedSid), [true, true, true, true]);
        assert.deepEqual(["ShowToFileSystemsToo", "Audit2"].map(isReservedSid), [false, false]);
    });

    it("stands behind what the bucket delegates to access points, in one document", () => {
        const planned = [linking({})];

        const document = sharedBucketPolicy(curated, [vision], planned);

        assert.deepEqual(document, {
            Version: "2012-10-17",
            Statement: [
                ...sharedBucketPolicy(curated, [vision]).Statement,
                ...fileSystemStatements(curated, planned),
            ],
        });
    });
});
