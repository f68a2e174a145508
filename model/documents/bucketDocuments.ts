import { accessPointArn, bucketArn } from "../arns";
import type { Bucket } from "../environment/environment";
import { accessPointName } from "../names";
import { bucketPolicyBytes } from "../roster/serviceLimits";
import type { DataGrant, Team } from "../team";
import {
    isWriting,
    listActions,
    readActions,
    teamAccessPointArn,
    writeActions,
} from "./dataDocuments";
import { fileSystemSids, fileSystemStatements } from "./fileSystemDocuments";
import type { PlannedFileSystem } from "./plannedFileSystem";
import { dataRoleArn } from "./podDocuments";
import { policyDocument, policyText } from "./policyDocument";
import type { ForeignStatement, PolicyDocument, PolicyStatement } from "./policyDocument";

export type BucketPolicy = PolicyDocument<PolicyStatement | ForeignStatement>;

/**
 * To which access points a bucket leaves the decision: to each by its ARN, or, where the list of them
 * would not fit into the policy, to all that carry the bucket's name, for data roles alone.
 */
export type Delegation = "listed" | "by-name";

const reading = "DelegateToAccessPoints";
const writing = "DelegateWritingToAccessPoints";

/** What the program calls its own statements; nobody else's may be called so. */
export const reservedSids: readonly string[] = [reading, writing, ...fileSystemSids];

/** Those that may be there several times are numbered. */
export function isReservedSid(sid: string): boolean {
    return reservedSids.includes(sid.replace(/\d{1,3}$/, ""));
}

/**
 * The one policy of a shared bucket: it hands the decision to access points, which belong to the
 * bucket's own account. The account fixed is the access point OWNER's, never the reader's; the list
 * keeps an access point made tomorrow from inheriting access. Writing is handed only to the access
 * points of teams that write. Beside them stand the file systems that are linked to the bucket. What
 * others wrote into the policy stays as they wrote it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export function sharedBucketPolicy(
    bucket: Bucket,
    teams: readonly Team[],
    fileSystems: readonly PlannedFileSystem[] = [],
): BucketPolicy {
    const forms = sharedBucketPolicyForms(bucket, teams, fileSystems);
    const byName = { reading: "by-name", writing: "by-name" } as const;
    const { document } = forms.find(({ fits }) => fits) ??
        // Too long in every form: documentSizes.ts has said so, and nothing is registered.
        { document: bucketPolicy(bucket, teams, fileSystems, byName) };
    return document;
}

export interface BucketPolicyForm {
    readonly reading: Delegation;
    readonly writing: Delegation;
    readonly document: BucketPolicy;
    readonly bytes: number;
    readonly fits: boolean;
}

/** The forms in the order of preference: the first that S3's limit leaves room for is written. */
export function sharedBucketPolicyForms(
    bucket: Bucket,
    teams: readonly Team[],
    fileSystems: readonly PlannedFileSystem[] = [],
): readonly BucketPolicyForm[] {
    const forms: readonly (readonly [Delegation, Delegation])[] = [
        ["listed", "listed"],
        ["by-name", "listed"],
        ["by-name", "by-name"],
    ];
    return forms.map(([reading, writing]) => {
        const document = bucketPolicy(bucket, teams, fileSystems, { reading, writing });
        const bytes = Buffer.byteLength(policyText(document));
        return { reading, writing, document, bytes, fits: bytes <= bucketPolicyBytes };
    });
}

function bucketPolicy(
    bucket: Bucket,
    teams: readonly Team[],
    fileSystems: readonly PlannedFileSystem[],
    by: { readonly reading: Delegation; readonly writing: Delegation },
): BucketPolicy {
    const having = (ofInterest: (grant: DataGrant) => boolean) =>
        teams.filter(({ data }) =>
            data.some((grant) => grant.bucket === bucket && ofInterest(grant)),
        );
    const readers = having(() => true);
    const writers = having(isWriting);
    const objects = `${bucketArn(bucket)}/*`;
    return policyDocument<PolicyStatement | ForeignStatement>(
        ...delegation(bucket, readers, by.reading, {
            Sid: reading,
            Action: [...readActions, ...listActions],
            Resource: [bucketArn(bucket), objects],
        }),
        ...delegation(bucket, writers, by.writing, {
            Sid: writing,
            Action: writeActions,
            Resource: objects,
        }),
        ...fileSystemStatements(bucket, fileSystems),
        ...bucket.foreignStatements,
    );
}

function delegation(
    bucket: Bucket,
    teams: readonly Team[],
    by: Delegation,
    { Sid, ...what }: Pick<PolicyStatement, "Sid" | "Action" | "Resource">,
): readonly PolicyStatement[] {
    const accessPoints = teams.map((team) => teamAccessPointArn(team, bucket)).sort();
    const fence =
        by === "listed"
            ? { ArnEquals: { "s3:DataAccessPointArn": accessPoints } }
            : { ArnLike: reservedNames(bucket, teams) };
    return teams.length === 0
        ? []
        : [
              {
                  Sid,
                  Effect: "Allow",
                  Principal: "*",
                  ...what,
                  Condition: {
                      StringEquals: { "s3:DataAccessPointAccount": bucket.account.id },
                      ...fence,
                  },
              },
          ];
}

/**
 * What only the program's own things are called. Access points cannot be renamed, so the pattern is
 * the part that the names of all that stand have in common, their ending. Somebody else's access point
 * of that ending gains nothing by it: whoever comes through must also be a data role, and those are
 * allowed their own access points alone.
 */
export function reservedNames(bucket: Bucket, teams: readonly Team[]) {
    const roles = teams.map((team) => dataRoleArn({ ...team, physicalName: "*" }));
    return {
        "s3:DataAccessPointArn": accessPointArn(bucket, accessPointName("*", bucket.alias)),
        "aws:PrincipalArn": [...new Set(roles)].sort(),
    };
}
