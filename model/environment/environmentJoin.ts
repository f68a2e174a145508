import { joinAddOns } from "./addOns";
import { joinBuckets } from "./bucketJoin";
import type { Account, Cluster, Environment } from "./environment";
import { joinKeys } from "./keyJoin";
import type { EnvironmentInput } from "./environmentSchema";
import { joinFileSystems } from "./fileSystemJoin";
import type { Path, Report } from "../issue";
import { quoted } from "../printable";
import { didYouMean, unknownName } from "../suggestion";

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
    const keys = joinKeys(input, accounts, named, report);
    const clusters = joinClusters(input, accounts, named, report);
    const buckets = joinBuckets(input, { accounts, keys }, named, report);
    checkRemovals(input, report);
    return {
        organizationId: input.organizationId,
        accounts,
        clusters,
        keys,
        buckets,
        fileSystems: joinFileSystems(
            input.fileSystems,
            { accounts, clusters, buckets, protection: input },
            named,
            report,
        ),
        protect: input.protect,
        removals: input.removals,
        groups: new Map(Object.entries(input.groups)),
        roster: input.roster,
    };
}

/**
 * What is named there may be gone already: it leaves the configuration first and the list afterwards.
 * But a mistyped name takes no protection off, and nobody would be told. Of teams the roster knows.
 */
function checkRemovals(input: EnvironmentInput, report: Report): void {
    const kinds = [
        ["buckets", "bucket"],
        ["clusters", "cluster"],
        ["fileSystems", "file system"],
    ] as const;
    for (const [section, kind] of kinds) {
        const known = Object.keys(input[section]);
        input.removals[section].forEach((name, index) => {
            if (!known.includes(name)) {
                report.warning(
                    ["removals", section, index],
                    `no ${kind} is called ${quoted(name)} here; take the name out once the removal is rolled out, or correct it${didYouMean(name, known)}`,
                );
            }
        });
    }
}

export type Named = <T>(
    kind: string,
    known: ReadonlyMap<string, T>,
    alias: string,
    at: Path,
) => T | undefined;

/** What the bootstrap makes in every account unless it is told other names. */
const boundaryName = "hyperpod-teams-boundary";
const previewRoleName = "hyperpod-teams-preview";

/** Two names may stand for one account: an environment can be smaller than another. */
function joinAccounts(input: EnvironmentInput, report: Report): ReadonlyMap<string, Account> {
    const accounts = new Map<string, Account>();
    for (const [alias, entry] of Object.entries(input.accounts)) {
        const { id, region, deployRoleArn, limits } = entry;
        const [, partition = "aws", , , owner] = deployRoleArn.split(":");
        if (owner !== id) {
            report.error(
                ["accounts", alias, "deployRoleArn"],
                `got a role of account "${owner ?? ""}"; expected a role of this account, "${id}"`,
            );
        }
        const previewRoleArn =
            entry.previewRoleArn ?? `arn:${partition}:iam::${id}:role/${previewRoleName}`;
        const boundary =
            entry.permissionsBoundary ?? `arn:${partition}:iam::${id}:policy/${boundaryName}`;
        const boundaryOwner = boundary.split(":")[4];
        if (boundary !== "none" && boundaryOwner !== id) {
            report.error(
                ["accounts", alias, "permissionsBoundary"],
                `got a policy of account "${boundaryOwner ?? ""}"; expected a policy of this account, "${id}"`,
            );
        }
        accounts.set(alias, {
            alias,
            id,
            region,
            partition,
            deployRoleArn,
            previewRoleArn,
            assumedRoleArn: input.assume === "preview" ? previewRoleArn : deployRoleArn,
            ...(boundary === "none" ? {} : { permissionsBoundaryArn: boundary }),
            limits,
        });
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
        const { endpoint, certificateAuthorityData, hyperPodClusterArn } = entry;
        const { capacity, availabilityZones, vpcId } = entry;
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
        const { eksClusterName } = entry;
        const sibling = [...clusters.values()].find(
            (each) =>
                each.eksClusterName === eksClusterName &&
                each.account.id === account.id &&
                each.region === region,
        );
        if (sibling !== undefined && twin === undefined) {
            // https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-eks.html: 1-to-1
            report.error(
                [...path, "eksClusterName"],
                `EKS cluster "${eksClusterName}" is that of "${sibling.alias}" already, and AWS lets each have one HyperPod cluster; correct "eksClusterName" or "hyperPodClusterArn" of one of them`,
            );
        }
        checkArn([...path, "hyperPodClusterArn"], "cluster", hyperPodClusterArn, {
            account,
            region,
            report,
        });
        clusters.set(alias, {
            alias,
            account,
            region,
            eksClusterName,
            hyperPodClusterArn,
            ...(endpoint !== undefined && certificateAuthorityData !== undefined
                ? { connection: { endpoint, certificateAuthorityData } }
                : {}),
            ...(capacity === undefined ? {} : { capacity: new Map(Object.entries(capacity)) }),
            addOns: joinAddOns(entry.addOns, [...path, "addOns"], report),
            taskGovernance: entry.taskGovernance,
            ...(vpcId === undefined ? {} : { vpcId }),
            ...(availabilityZones === undefined ? {} : { availabilityZones }),
        });
    }
    return clusters;
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
