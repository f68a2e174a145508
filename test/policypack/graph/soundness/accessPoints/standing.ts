import * as fs from "node:fs";
import * as path from "node:path";
import { emptyAccount } from "../../../../../sandbox/aws/accountState";
import type { AccountState, PinnedDocument } from "../../../../../sandbox/aws/accountState";
import { blockAllPublicAccess } from "../../../../../sandbox/aws/s3PublicAccess";
import type { Sandbox } from "../../../../../sandbox/sandbox";
import { arnOfRole, boundaryArn, data, organizations } from "../randomEstate";
import { vpcId } from "./drawn";
import type { RandomStores } from "./estate";
import { closedTrust } from "./registered";

/** Puts it into the accounts as it is: the providers would refuse much of what is drawn. */
export function settle(sandbox: Sandbox, stores: RandomStores): void {
    for (const [account, organizationId] of Object.entries(organizations)) {
        const state = accountOf(account, organizationId, stores);
        fs.writeFileSync(path.join(sandbox.accounts, `${account}.json`), JSON.stringify(state));
    }
}

function accountOf(
    account: string,
    organizationId: string,
    { roles, bucket, accessPoints }: RandomStores,
): AccountState {
    const own = roles.filter((role) => role.account === account);
    return {
        ...emptyAccount(account, organizationId),
        roles: Object.fromEntries(
            own.map(({ name, identity, boundary }) => [
                idOf(name),
                {
                    uniqueId: idOf(name),
                    arn: arnOfRole({ name, account }),
                    name,
                    path: "/",
                    createDate: "2026-01-01T00:00:00Z",
                    description: "",
                    maxSessionDuration: 3600,
                    trustPolicy: asWritten(closedTrust),
                    inlinePolicies: [{ name: "own", text: JSON.stringify(identity) }],
                    ...(boundary && { permissionsBoundary: boundaryArn({ name, account }) }),
                    tags: {},
                },
            ]),
        ),
        roleIdsByArn: Object.fromEntries(
            own.map(({ name }) => [arnOfRole({ name, account }), idOf(name)]),
        ),
        managedPolicies: Object.fromEntries(
            own.map(({ name, boundary }) => [
                boundaryArn({ name, account }),
                JSON.stringify(boundary ?? {}),
            ]),
        ),
        buckets:
            account === data
                ? [
                      {
                          name: "lake",
                          region: "us-west-2",
                          keys: [],
                          publicAccessBlock: {
                              ...blockAllPublicAccess,
                              restrictPublicBuckets: bucket.restrictsPublic,
                          },
                          ...(bucket.policy && { policy: asWritten(bucket.policy) }),
                      },
                  ]
                : [],
        accessPoints: accessPoints
            .filter((accessPoint) => accessPoint.account === account)
            .map(({ arn, name, policy, restrictsPublic, isInVpc }) => ({
                name,
                region: "us-west-2",
                arn,
                alias: `${name}-s3alias`,
                bucket: "lake",
                publicAccessBlock: {
                    ...blockAllPublicAccess,
                    restrictPublicBuckets: restrictsPublic,
                },
                ...(isInVpc ? { vpcId } : {}),
                ...(policy && { policy: asWritten(policy) }),
                tags: {},
            })),
    };
}

function idOf(role: string): string {
    return `AROA${role.toUpperCase().padEnd(16, "0")}`;
}

/** Every role still is the one that the document means, so nothing has to be pinned. */
function asWritten(document: object): PinnedDocument {
    return { text: JSON.stringify(document), uniqueIds: {} };
}
