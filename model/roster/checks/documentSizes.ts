import { accessTrust, accountsOf, audienceTrust, membersIn } from "../../documents/accessDocuments";
import {
    accessPointPolicy,
    dataRolePermissions,
    grantsByBucket,
    sharedBucketPolicy,
} from "../../documents/dataDocuments";
import type { Bucket, Environment } from "../../environment/environment";
import type { Report } from "../../issue";
import { policyText } from "../../documents/policyDocument";
import {
    accessPointPolicyBytes,
    bucketPolicyBytes,
    inlinePolicyCharacters,
} from "../serviceLimits";
import type { Team } from "../../team";
import { checkLimit } from "./limit";
import type { PlacedTeam } from "./placedTeam";

const fields = { scientist: "scientists", viewer: "viewers", robot: "robots" } as const;

/** The documents themselves are written and measured: an estimate would be wrong in both ways. */
export function checkDocumentSizes(
    placed: readonly PlacedTeam[],
    { organizationId }: Environment,
    report: Report,
): void {
    const readers = new Map<Bucket, Team[]>();
    for (const { team, at } of placed) {
        checkTrust({ team, at }, organizationId, report);
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
        checkLimit(report, ["teams"], {
            counted: `bytes in the policy of bucket "${bucket.alias}", which lists the access points of ${teams.length} teams`,
            count: Buffer.byteLength(policyText(sharedBucketPolicy(bucket, teams))),
            limit: bucketPolicyBytes,
            raise: "spread the teams' data over buckets",
        });
    }
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
