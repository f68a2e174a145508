import type { Account, Bucket, Cluster, Environment, FileSystem } from "./environment";
import type { EnvironmentInput } from "./environmentSchema";
import type { Path, Report } from "../issue";
import { unknownName } from "../suggestion";

/** Replaces the aliases among an environment's facts by what they name, and holds the facts together. */
export function joinEnvironment(input: EnvironmentInput, report: Report): Environment {
    const accounts = joinAccounts(input, report);
    const named: Named = (kind, known, alias, at) => {
        const value = known.get(alias);
        if (value === undefined) {
            report.error(at, unknownName(kind, alias, known));
        }
        return value;
    };
    const clusters = joinClusters(input, accounts, named, report);
    return {
        organizationId: input.organizationId,
        accounts,
        clusters,
        buckets: joinBuckets(input, accounts, named, report),
        fileSystems: joinFileSystems(input, accounts, clusters, named, report),
        roster: input.roster,
    };
}

type Named = <T>(
    kind: string,
    known: ReadonlyMap<string, T>,
    alias: string,
    at: Path,
) => T | undefined;

/** Two names may stand for one account: an environment can be smaller than another. */
function joinAccounts(input: EnvironmentInput, report: Report): ReadonlyMap<string, Account> {
    const accounts = new Map<string, Account>();
    for (const [alias, { id, region, deployRoleArn, limits }] of Object.entries(input.accounts)) {
        const [, partition = "aws", , , owner] = deployRoleArn.split(":");
        if (owner !== id) {
            report.error(
                ["accounts", alias, "deployRoleArn"],
                `got a role of account "${owner ?? ""}"; expected a role of this account, "${id}"`,
            );
        }
        accounts.set(alias, { alias, id, region, partition, deployRoleArn, limits });
    }
    return accounts;
}

function joinClusters(
    input: EnvironmentInput,
    accounts: ReadonlyMap<string, Account>,
    named: Named,
    report: Report,
): ReadonlyMap<string, Cluster> {
    const clusters = new Map<string, Cluster>();
    for (const [alias, entry] of Object.entries(input.clusters)) {
        const path = ["clusters", alias];
        const { endpoint, certificateAuthorityData, hyperPodClusterArn, capacity } = entry;
        const account = named("account", accounts, entry.account, [...path, "account"]);
        if ((endpoint === undefined) !== (certificateAuthorityData === undefined)) {
            report.error(
                path,
                `got only one of "endpoint" and "certificateAuthorityData"; expected both or neither`,
            );
        }
        const twin = [...clusters.values()].find(
            (cluster) => cluster.hyperPodClusterArn === hyperPodClusterArn,
        );
        if (twin !== undefined) {
            // Two names for one cluster would be two cluster policies, and quotas added up apart.
            report.error(
                [...path, "hyperPodClusterArn"],
                `this cluster is named "${twin.alias}" already; use that name`,
            );
        }
        if (account === undefined) {
            continue;
        }
        const region = entry.region ?? account.region;
        checkArn([...path, "hyperPodClusterArn"], "cluster", hyperPodClusterArn, {
            account,
            region,
            report,
        });
        clusters.set(alias, {
            alias,
            account,
            region,
            eksClusterName: entry.eksClusterName,
            hyperPodClusterArn,
            ...(endpoint !== undefined && certificateAuthorityData !== undefined
                ? { connection: { endpoint, certificateAuthorityData } }
                : {}),
            ...(capacity === undefined ? {} : { capacity: new Map(Object.entries(capacity)) }),
        });
    }
    return clusters;
}

function joinBuckets(
    input: EnvironmentInput,
    accounts: ReadonlyMap<string, Account>,
    named: Named,
    report: Report,
): ReadonlyMap<string, Bucket> {
    const buckets = new Map<string, Bucket>();
    for (const [alias, entry] of Object.entries(input.buckets)) {
        const path = ["buckets", alias];
        const { name, kmsKeyArn } = entry;
        const account = named("account", accounts, entry.account, [...path, "account"]);
        const twin = [...buckets.values()].find((bucket) => bucket.name === name);
        if (twin !== undefined) {
            // Two names for one bucket would be two policies for one bucket: the last one wins.
            report.error(
                [...path, "name"],
                `bucket "${name}" is named "${twin.alias}" already; use that name`,
            );
        }
        if (account === undefined) {
            continue;
        }
        const region = entry.region ?? account.region;
        const [, partition, , keyRegion] = kmsKeyArn?.split(":") ?? [];
        // The key may be another account's, but S3 takes none of another region.
        if (keyRegion !== undefined && keyRegion !== region) {
            report.error(
                [...path, "kmsKeyArn"],
                `got a key in region "${keyRegion}"; expected one in the bucket's region, "${region}"`,
            );
        } else if (partition !== undefined && partition !== account.partition) {
            report.error(
                [...path, "kmsKeyArn"],
                `got a key in partition "${partition}"; expected one in the bucket's, "${account.partition}"`,
            );
        }
        buckets.set(alias, {
            alias,
            account,
            name,
            region,
            ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
        });
    }
    return buckets;
}

function joinFileSystems(
    input: EnvironmentInput,
    accounts: ReadonlyMap<string, Account>,
    clusters: ReadonlyMap<string, Cluster>,
    named: Named,
    report: Report,
): ReadonlyMap<string, FileSystem> {
    const fileSystems = new Map<string, FileSystem>();
    for (const [alias, entry] of Object.entries(input.fileSystems)) {
        const path = ["fileSystems", alias];
        const { id, dnsName, mountName, capacityGiB } = entry;
        const account = named("account", accounts, entry.account, [...path, "account"]);
        const cluster =
            entry.cluster === undefined
                ? undefined
                : named("cluster", clusters, entry.cluster, [...path, "cluster"]);
        if (!dnsName.startsWith(`${id}.`)) {
            report.error(
                [...path, "dnsName"],
                `got the name of another file system; expected one that begins with "${id}."`,
            );
        }
        const twin = [...fileSystems.values()].find((fileSystem) => fileSystem.id === id);
        if (twin !== undefined) {
            report.error(
                [...path, "id"],
                `file system "${id}" is named "${twin.alias}" already; use that name`,
            );
        }
        if (account === undefined) {
            continue;
        }
        const region = entry.region ?? account.region;
        if (cluster !== undefined && cluster.region !== region) {
            report.error(
                [...path, "cluster"],
                `cluster "${cluster.alias}" is in region "${cluster.region}"; expected one in the file system's, "${region}"`,
            );
        }
        fileSystems.set(alias, {
            alias,
            account,
            ...(cluster === undefined ? {} : { cluster }),
            id,
            dnsName,
            mountName,
            capacityGiB,
            region,
        });
    }
    return fileSystems;
}

/** An ARN says itself whose it is and where: it must agree with what stands beside it. */
function checkArn(
    path: Path,
    kind: string,
    arn: string,
    expected: { readonly account: Account; readonly region: string; readonly report: Report },
): void {
    const [, partition = "", , region = "", owner = ""] = arn.split(":");
    const { account, report } = expected;
    if (owner !== account.id) {
        report.error(
            path,
            `got a ${kind} of account "${owner}"; expected one of account "${account.alias}", "${account.id}"`,
        );
    } else if (region !== expected.region) {
        report.error(
            path,
            `got a ${kind} in region "${region}"; expected one in "${expected.region}"; a ${kind} elsewhere says so under "region"`,
        );
    } else if (partition !== account.partition) {
        report.error(
            path,
            `got a ${kind} in partition "${partition}"; expected one in its account's, "${account.partition}"`,
        );
    }
}
