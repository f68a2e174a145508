import { accessTrust, accountsOf, audienceTrust, membersIn } from "../../documents/accessDocuments";
import {
    accessPointPolicy,
    dataRolePermissions,
    grantsByBucket,
} from "../../documents/dataDocuments";
import { reservedNames, sharedBucketPolicyForms } from "../../documents/bucketDocuments";
import { dataRoleAccount, targetRoleTrust } from "../../documents/podDocuments";
import { encryptedWith, keyPolicy } from "../../documents/keyDocuments";
import type { Bucket, Environment } from "../../environment/environment";
import type { Report } from "../../issue";
import { plannedFileSystems } from "../../documents/plannedFileSystem";
import type { PlannedFileSystem } from "../../documents/plannedFileSystem";
import { policyText } from "../../documents/policyDocument";
import {
    accessPointPolicyBytes,
    bucketPolicyBytes,
    inlinePolicyCharacters,
    keyPolicyBytes,
} from "../serviceLimits";
import type { Team } from "../../team";
import { checkLimit } from "./limit";
import type { PlacedTeam } from "./placedTeam";

const fields = { scientist: "scientists", viewer: "viewers", robot: "robots" } as const;

/** The documents themselves are written and measured: an estimate would be wrong in both ways. */
export function checkDocumentSizes(
    placed: readonly PlacedTeam[],
    { organizationId, fileSystems, keys }: Environment,
    report: Report,
): void {
    const planned = plannedFileSystems(
        fileSystems.values(),
        placed.map(({ team }) => team),
    );
    const readers = new Map<Bucket, Team[]>();
    for (const { team, at } of placed) {
        checkTrust({ team, at }, organizationId, report);
        checkTargetTrust({ team, at }, report);
        for (const granted of grantsByBucket(team.data)) {
            const teams = readers.get(granted.bucket) ?? [];
            teams.push(team);
            readers.set(granted.bucket, teams);
            checkLimit(report, at("data"), {
                counted: `bytes in the policy of the team's access point to bucket "${granted.bucket.alias}"`,
                count: Buffer.byteLength(policyText(accessPointPolicy(team, granted))),
                limit: accessPointPolicyBytes,
                raise: "name fewer and wider prefixes",
            });
        }
        if (team.data.length > 0) {
            checkLimit(report, at("data"), {
                counted: "characters in the data role's policy",
                count: policyText(dataRolePermissions(team)).length,
                limit: inlinePolicyCharacters,
                raise: "name fewer and wider prefixes, or fewer buckets",
            });
        }
    }
    for (const [bucket, teams] of readers) {
        checkBucketPolicy(bucket, teams, planned, report);
    }
    const buckets = [...readers].map(([bucket, teams]) => ({ bucket, readers: teams }));
    for (const key of keys.values()) {
        if (key.access === "key-policy") {
            checkLimit(report, ["teams"], {
                counted: `bytes in the policy of key "${key.alias}", which lists the data roles of all teams on its buckets`,
                count: Buffer.byteLength(policyText(keyPolicy(key, encryptedWith(key, buckets)))),
                limit: keyPolicyBytes,
                raise: 'let "access" of the key be "grants", or give buckets keys of their own',
            });
        }
    }
}

/** Which form the policy has is decided by its size, so whoever adds a team is told. */
function checkBucketPolicy(
    bucket: Bucket,
    teams: readonly Team[],
    fileSystems: readonly PlannedFileSystem[],
    report: Report,
): void {
    const forms = sharedBucketPolicyForms(bucket, teams, fileSystems);
    const [listed] = forms;
    const written = forms.find(({ fits }) => fits);
    if (listed === undefined || written === undefined) {
        checkLimit(report, ["teams"], {
            counted: `bytes in the policy of bucket "${bucket.alias}", however access points are named`,
            count: forms.at(-1)?.bytes ?? 0,
            limit: bucketPolicyBytes,
            raise: "declare fewer foreign statements, or link fewer prefixes to file systems",
        });
        return;
    }
    if (written === listed) {
        checkLimit(report, ["teams"], {
            counted: `bytes in the policy of bucket "${bucket.alias}", which lists the access points of ${teams.length} teams`,
            count: listed.bytes,
            limit: bucketPolicyBytes,
            raise: "beyond that it names access points by their ending; spread the teams' data over buckets",
        });
        return;
    }
    const { "s3:DataAccessPointArn": pattern } = reservedNames(bucket, teams);
    const bytes = listed.bytes.toLocaleString("en-US");
    const limit = bucketPolicyBytes.toLocaleString("en-US");
    const what = written.writing === "listed" ? "reading" : "reading and writing";
    report.warning(
        ["teams"],
        `the policy of bucket "${bucket.alias}" would have ${bytes} bytes with the access points of ${teams.length} teams; AWS allows ${limit}: it leaves ${what} to "${pattern}", for data roles alone; have the pack's configuration say so under "accessPoints" of the bucket, or spread the teams' data over buckets`,
    );
}

function checkTrust({ team, at }: PlacedTeam, organizationId: string, report: Report): void {
    for (const audience of team.audiences) {
        const documents = [
            ...accountsOf(audience).map((account) => ({
                account,
                document: audienceTrust(membersIn(audience, account), organizationId),
            })),
            {
                account: team.cluster.account,
                document: accessTrust(team, audience, organizationId),
            },
        ];
        for (const { account, document } of documents) {
            checkLimit(report, at(fields[audience.kind]), {
                counted: `characters in the trust policy of the ${audience.kind} role in account "${account.alias}"`,
                count: policyText(document).length,
                limit: account.limits.trustPolicyCharacters,
                raise: `name fewer members, or have the limit raised and say so under "limits.trustPolicyCharacters" of the account`,
            });
        }
    }
}

/** An external id repeats where the cluster is for each service account. */
function checkTargetTrust({ team, at }: PlacedTeam, report: Report): void {
    if (team.dataRole !== "cluster-account" && team.data.length > 0) {
        const account = dataRoleAccount(team);
        checkLimit(report, at("serviceAccounts"), {
            counted: `characters in the trust policy of the data role in account "${account.alias}"`,
            count: policyText(targetRoleTrust(team)).length,
            limit: account.limits.trustPolicyCharacters,
            raise: `name fewer service accounts, or have the limit raised and say so under "limits.trustPolicyCharacters" of the account`,
        });
    }
}
