import { isManaged } from "../model/documents/plannedFileSystem";
import { encryptedWith, keyReaderStatements } from "../model/documents/keyDocuments";
import { policyDocument, policyText } from "../model/documents/policyDocument";
import { addOnNames } from "../model/environment/addOns";
import type { AddOns } from "../model/environment/addOns";
import type { Account, Environment, Key } from "../model/environment/environment";
import type { Roster } from "../model/roster/roster";
import { bucketArn, eksClusterArn } from "../model/arns";
import { renderTemplate } from "../sandbox/cloudFormation/render";
import type { World } from "../sandbox/aws/seed";
import type { Bootstrap } from "./bootstrap";

/**
 * What must be there before the first rollout, because other people own it: the accounts with what
 * the bootstrap makes in each, the clusters with the add-ons and quotas that are somebody else's, the
 * keys, the buckets with a few objects to read and what their owners wrote into their policies, and
 * the subnets for file systems.
 */
export function worldOf(
    environment: Environment,
    roster: Roster | undefined,
    bootstrap: Pick<Bootstrap, "account" | "cluster">,
): World {
    const { organizationId, accounts, clusters, buckets, fileSystems } = environment;
    const [hub] = accounts.values();
    return {
        organizationId,
        // Whoever rolls out has come in as one of the hub's two roles, and goes on from there.
        callers: hub === undefined ? [] : [hub.assumedRoleArn],
        accounts: [...accounts.values()].map((account) => ({
            accountId: account.id,
            deployRoleArn: account.deployRoleArn,
            stack: renderTemplate(bootstrap.account, {
                accountId: account.id,
                region: account.region,
                parameters: bootstrapParameters(account, environment, roster),
            }),
        })),
        clusters: [...clusters.values()].map(
            ({ account, region, eksClusterName, hyperPodClusterArn, ...cluster }) => ({
                accountId: account.id,
                region,
                eksClusterName,
                hyperPodClusterArn,
                addOns: adoptedAddOns(cluster.addOns),
                quotas: (roster?.teams ?? [])
                    .filter(
                        (team) =>
                            team.cluster.alias === cluster.alias &&
                            cluster.taskGovernance.quotas === "adopted",
                    )
                    .map(({ physicalName }) => physicalName),
                stack: renderTemplate(bootstrap.cluster, {
                    accountId: account.id,
                    region,
                    parameters: { EksClusterName: eksClusterName, ...roleParameters(account) },
                }),
            }),
        ),
        buckets: [...buckets.values()].map((bucket) => ({
            accountId: bucket.account.id,
            region: bucket.region,
            name: bucket.name,
            keys: (roster?.teams ?? []).flatMap(({ data }) =>
                data
                    .filter((grant) => grant.bucket === bucket)
                    .map(({ prefix }) => `${prefix}sample.parquet`),
            ),
            ...(bucket.key === undefined
                ? {}
                : { encryption: { kmsKeyArn: bucket.key.arn, bucketKey: bucket.bucketKey } }),
            ...(bucket.foreignStatements.length === 0
                ? {}
                : { policy: policyText(policyDocument(...bucket.foreignStatements)) }),
        })),
        subnets: [...fileSystems.values()]
            .filter(isManaged)
            .map(({ account, region, subnetId, availabilityZone, securityGroupIds }) => ({
                accountId: account.id,
                region,
                id: subnetId,
                availabilityZone,
                securityGroupIds,
            })),
        kmsKeys: [...environment.keys.values()]
            .filter(({ arn }) => [...accounts.values()].some(({ id }) => arn.split(":")[4] === id))
            .map((key) => ({
                arn: key.arn,
                statements: statementsBeforehand(key, environment, roster),
            })),
    };
}

function adoptedAddOns(addOns: AddOns): readonly string[] {
    return (Object.keys(addOnNames) as (keyof AddOns)[])
        .filter((key) => addOns[key].management === "adopted")
        .map((key) => addOnNames[key]);
}

/**
 * What whoever deploys the bootstrap tells it of one account: what is there, and who comes from it.
 * The first account is the hub, where the engine's own role is.
 */
export function bootstrapParameters(
    account: Account,
    { accounts, clusters, buckets, fileSystems, keys }: Environment,
    roster: Roster | undefined,
): Readonly<Record<string, string>> {
    const [hub = account] = accounts.values();
    const here = (one: { readonly account: Account }) => one.account.id === account.id;
    const clustersHere = [...clusters.values()].filter(here);
    const bucketsHere = [...buckets.values()].filter(here);
    const fileSystemsHere = [...fileSystems.values()].filter(isManaged).filter(here);
    const repositories = fileSystemsHere.flatMap(({ dataRepositories }) => dataRepositories);
    const linked = [...new Set(repositories.map(({ bucket }) => bucketArn(bucket)))];
    const keysHere = [...keys.values()].filter((key) => key.access !== "owner" && here(key));
    const audiences = (roster?.teams ?? []).flatMap((team) => team.audiences);
    return {
        ...roleParameters(account),
        HubAccountId: hub.id,
        // An account with nothing else in it is the people's, also when the last of them leaves.
        HostsPeople: String(
            clustersHere.length + bucketsHere.length === 0 ||
                audiences.some(({ members }) => members.some(here)),
        ),
        EksClusterArns: clustersHere.map(eksClusterArn).join(","),
        HyperPodClusterArns: clustersHere
            .map(({ hyperPodClusterArn }) => hyperPodClusterArn)
            .join(","),
        BucketArns: bucketsHere.map(bucketArn).join(","),
        HostsFileSystems: String(fileSystemsHere.length > 0),
        LinkedBucketArns: linked.flatMap((arn) => [arn, `${arn}/*`]).join(","),
        KeyArns: keysHere.map(({ arn }) => arn).join(","),
    };
}

function roleParameters({ deployRoleArn, previewRoleArn }: Account) {
    const [, path = "", name = ""] = /:role(\/(?:.*\/)?)([^/]+)$/.exec(deployRoleArn) ?? [];
    return {
        RolePath: path,
        DeployRoleName: name,
        PreviewRoleName: previewRoleArn.slice(previewRoleArn.lastIndexOf("/") + 1),
    };
}

/**
 * What the owners of keys have written before the first rollout: where they write the policy, what the
 * program asks them for; else what the configuration says of them.
 */
function statementsBeforehand(
    key: Key,
    { buckets }: Environment,
    roster: Roster | undefined,
): readonly object[] {
    switch (key.access) {
        case "owner": {
            const teams = roster?.teams ?? [];
            const encrypted = [...buckets.values()].map((bucket) => ({
                bucket,
                readers: teams.filter(({ data }) => data.some((grant) => grant.bucket === bucket)),
            }));
            return keyReaderStatements(encryptedWith(key, encrypted));
        }
        case "key-policy":
            // Every key has AWS's own statement; the sandbox adds it.
            return key.foreignStatements.filter(({ Sid }) => Sid !== "Enable IAM User Permissions");
        case "grants":
            return [];
    }
}
