import type { Asked, Calls } from "../awsCall";
import { changes, heldTagContext, retagCalls, tagAtCreation, tagContext } from "../callTags";

/** FSx chooses the id, so that before there is one the request is about any. */
export function fileSystemArn({ session }: Asked, id: string): string {
    return `arn:aws:fsx:${session.region}:${session.accountId}:file-system/${id === "" ? "*" : id}`;
}

const own = (asked: Asked) => fileSystemArn(asked, asked.id);

export const fsxLustreFileSystemCalls: Calls = {
    source: "hashicorp/terraform-provider-aws internal/service/fsx/lustre_file_system.go",
    create: [
        { action: "fsx:CreateFileSystem", on: own, context: tagContext },
        tagAtCreation("fsx:TagResource", "fsx:CreateFileSystem", own),
    ],
    read: [{ action: "fsx:DescribeFileSystems", on: own }],
    update: [
        {
            action: "fsx:UpdateFileSystem",
            on: own,
            context: heldTagContext,
            when: (asked) =>
                ["storageCapacity", "perUnitStorageThroughput", "fileSystemTypeVersion"].some(
                    (name) => changes(name)(asked),
                ),
        },
        ...retagCalls("fsx:TagResource", "fsx:UntagResource", own),
    ],
    delete: [{ action: "fsx:DeleteFileSystem", on: own, context: heldTagContext }],
};
