import { readAccount } from "../accountState";
import { anything, type Asked, type AwsCall, type Calls } from "../awsCall";
import { changes, heldTagContext, retagCalls, tagAtCreation, tagContext } from "../callTags";
import { serviceLinkedRoleArn } from "../fsxServiceLinkedRole";
import { fileSystemArn } from "./fsxLustreFileSystem";

const within = "fsx:CreateDataRepositoryAssociation";

function own({ session, id, properties }: Asked): string {
    const holder = readAccount(session.sandbox, session.accountId)?.fileSystems?.find(
        ({ associations }) => associations.some((one) => one.id === id),
    );
    const fileSystemId = holder?.id ?? String(properties.fileSystemId);
    return `arn:aws:fsx:${session.region}:${session.accountId}:association/${fileSystemId}/${id === "" ? "*" : id}`;
}

const fileSystem = (asked: Asked) => fileSystemArn(asked, String(asked.properties.fileSystemId));

/** FSx makes its role, and looks into the bucket, in the name of whoever links. */
const role = ({ session, properties }: Asked) =>
    serviceLinkedRoleArn(session.accountId, String(properties.fileSystemId));
const data = ({ properties }: Asked) =>
    String(properties.dataRepositoryPath).replace("s3://", "arn:aws:s3:::");
const bucket = (asked: Asked) => data(asked).split("/", 1);
const objects = (asked: Asked) => `${data(asked)}*`;

const inTheNameOfTheCaller: readonly AwsCall[] = [
    {
        action: "iam:CreateServiceLinkedRole",
        within,
        on: role,
        context: () => ({ "iam:AWSServiceName": "s3.data-source.lustre.fsx.amazonaws.com" }),
    },
    { action: "iam:AttachRolePolicy", within, on: role },
    { action: "iam:PutRolePolicy", within, on: role },
    { action: "s3:Get*", within, on: objects },
    { action: "s3:List*", within, on: bucket },
    { action: "s3:PutObject", within, on: objects },
];

export const fsxDataRepositoryAssociationCalls: Calls = {
    source: "hashicorp/terraform-provider-aws internal/service/fsx/data_repository_association.go; what FSx does for the caller: https://docs.aws.amazon.com/fsx/latest/LustreGuide/setting-up.html",
    create: [
        {
            action: "fsx:CreateDataRepositoryAssociation",
            on: (asked) => [fileSystem(asked), own(asked)],
            context: tagContext,
        },
        tagAtCreation("fsx:TagResource", within, own),
        ...inTheNameOfTheCaller,
    ],
    read: [{ action: "fsx:DescribeDataRepositoryAssociations", on: anything }],
    update: [
        {
            action: "fsx:UpdateDataRepositoryAssociation",
            on: own,
            context: heldTagContext,
            when: changes("s3"),
        },
        ...retagCalls("fsx:TagResource", "fsx:UntagResource", own),
    ],
    delete: [{ action: "fsx:DeleteDataRepositoryAssociation", on: own, context: heldTagContext }],
};
