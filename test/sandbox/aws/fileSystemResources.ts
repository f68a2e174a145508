import type { Properties } from "../../../sandbox/provider/server";
import { clusterAccount } from "./simulatedWorld";
import { delegation, policy } from "./teamResources";

/** A file system with one link, and the bucket policy that lets it be made. */
export const fileSystemTokens = {
    fileSystem: "aws:fsx/lustreFileSystem:LustreFileSystem",
    association: "aws:fsx/dataRepositoryAssociation:DataRepositoryAssociation",
} as const;

export const fileSystem: Properties = {
    deploymentType: "PERSISTENT_2",
    fileSystemTypeVersion: "2.15",
    storageCapacity: 1200,
    perUnitStorageThroughput: 125,
    subnetIds: "subnet-0a1b2c3d4e5f60718",
    securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
    tags: { Name: "hyperpod-vision-datasets" },
};

export function association(fileSystemId: string): Properties {
    return {
        fileSystemId,
        fileSystemPath: "/curated/vision",
        dataRepositoryPath: "s3://acme-curated-dev/vision/",
        batchImportMetaDataOnCreate: true,
        deleteDataInFilesystem: false,
        s3: {
            autoImportPolicy: { events: ["NEW", "CHANGED", "DELETED"] },
            autoExportPolicy: { events: ["NEW"] },
        },
    };
}

const role = `arn:aws:iam::${clusterAccount}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-*`;
const deployRole = `arn:aws:iam::${clusterAccount}:role/hyperpod-teams-deploy`;
const bucketArn = "arn:aws:s3:::acme-curated-dev";

export function letting(callers: string | readonly string[], actions: readonly string[]) {
    return {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${clusterAccount}:root` },
        Action: actions,
        Resource: [bucketArn, `${bucketArn}/vision/*`],
        Condition: { ArnLike: { "aws:PrincipalArn": callers } },
    };
}

export const showing = letting([role, deployRole], ["s3:Get*", "s3:List*"]);
export const telling = letting(role, ["s3:PutBucketNotification"]);
export const writing = letting(role, ["s3:PutObject", "s3:DeleteObject"]);
export const linking = letting(deployRole, ["s3:PutObject"]);

export const linkingBucketPolicy: Properties = {
    bucket: "acme-curated-dev",
    policy: policy(delegation, showing, telling, writing, linking),
};
