import { accountRoot, bucketArn, lustreRoleArnPattern } from "../arns";
import type { Account, Bucket } from "../environment/environment";
import type { LinkedRepository, PlannedFileSystem } from "./plannedFileSystem";
import { oneOrMany } from "./policyDocument";
import type { PolicyStatement } from "./policyDocument";

/**
 * What a bucket lets the file systems do that are linked to it. AWS's own example lets the whole
 * account of the file system do everything (`s3:*` for its root); here it is FSx's role alone, which
 * nobody but FSx takes on, on the prefixes that are linked, and with the rights that the role has.
 * https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-service-linked-roles.html
 */
const readActions = ["s3:Get*", "s3:List*"] as const;
const watchActions = ["s3:PutBucketNotification"] as const;
const writeActions = ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"] as const;
/** FSx tries this when a link is made, as whoever makes it, also for a link that only imports. */
const validationActions = ["s3:PutObject"] as const;

const sids = {
    showing: "ShowToFileSystems",
    telling: "TellFileSystems",
    writing: "WriteForFileSystems",
    linking: "LinkFileSystems",
} as const;

/** Numbered from the second account of file systems on. */
export const fileSystemSids: readonly string[] = Object.values(sids);

export function fileSystemStatements(
    bucket: Bucket,
    planned: readonly PlannedFileSystem[],
): readonly PolicyStatement[] {
    const accounts = new Map<Account, LinkedRepository[]>();
    for (const { fileSystem, repositories } of planned) {
        const linked = repositories.filter((each) => each.bucket === bucket);
        if (linked.length > 0) {
            const { account } = fileSystem;
            accounts.set(account, [...(accounts.get(account) ?? []), ...linked]);
        }
    }
    return [...accounts].flatMap(([account, linked], index) =>
        accountStatements(bucket, account, linked, index === 0 ? "" : String(index + 1)),
    );
}

function accountStatements(
    bucket: Bucket,
    account: Account,
    linked: readonly LinkedRepository[],
    suffix: string,
): readonly PolicyStatement[] {
    const objects = (of: readonly LinkedRepository[]) => [
        ...new Set(of.map(({ prefix }) => `${bucketArn(bucket)}/${prefix}*`)),
    ];
    const role = lustreRoleArnPattern(account);
    const allow = (
        sid: string,
        callers: string | readonly string[],
        actions: readonly string[],
        resources: readonly string[],
    ): readonly PolicyStatement[] =>
        resources.length === 0
            ? []
            : [
                  {
                      Sid: `${sid}${suffix}`,
                      Effect: "Allow",
                      // By condition and not by name: S3 looks names up, and no file system is there yet.
                      Principal: { AWS: accountRoot(account) },
                      Action: actions,
                      Resource: oneOrMany(resources),
                      Condition: { ArnLike: { "aws:PrincipalArn": callers } },
                  },
              ];
    const watches = linked.some((each) => each.import.length > 0);
    return [
        ...allow(sids.showing, [role, account.deployRoleArn], readActions, [
            bucketArn(bucket),
            ...objects(linked),
        ]),
        ...allow(sids.telling, role, watchActions, watches ? [bucketArn(bucket)] : []),
        ...allow(
            sids.writing,
            role,
            writeActions,
            objects(linked.filter(({ access }) => access === "read-write")),
        ),
        ...allow(sids.linking, account.deployRoleArn, validationActions, objects(linked)),
    ];
}
