import type { Path, Report } from "../issue";
import { joinDataRepositories } from "./dataRepositoryJoin";
import type { Account, Bucket, Cluster } from "./environment";
import type { Named } from "./environmentJoin";
import type { ExistingFileSystem, FileSystem, LustreDeployment } from "./fileSystem";
import type { FileSystemInput } from "./fileSystemSchema";
import { isProtected } from "./protection";
import type { Protection } from "./protection";

export interface Surroundings {
    readonly accounts: ReadonlyMap<string, Account>;
    readonly clusters: ReadonlyMap<string, Cluster>;
    readonly buckets: ReadonlyMap<string, Bucket>;
    readonly protection: Protection;
}

export function joinFileSystems(
    inputs: Readonly<Record<string, FileSystemInput>>,
    { accounts, clusters, buckets, protection }: Surroundings,
    named: Named,
    report: Report,
): ReadonlyMap<string, FileSystem> {
    const fileSystems = new Map<string, FileSystem>();
    for (const [alias, entry] of Object.entries(inputs)) {
        const path = ["fileSystems", alias];
        const account = named("account", accounts, entry.account, [...path, "account"]);
        const cluster =
            entry.cluster === undefined
                ? undefined
                : named("cluster", clusters, entry.cluster, [...path, "cluster"]);
        checkTwin(path, entry, fileSystems, report);
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
        const { capacityGiB, id, dnsName, mountName, subnetId, securityGroupIds = [] } = entry;
        const common = { alias, account, capacityGiB, region };
        if (id !== undefined && dnsName !== undefined && mountName !== undefined) {
            fileSystems.set(alias, {
                kind: "existing",
                ...common,
                ...(cluster === undefined ? {} : { cluster }),
                id,
                dnsName,
                mountName,
            });
        } else if (subnetId !== undefined && cluster !== undefined) {
            checkPlace(path, entry, { region, cluster }, report);
            if (entry.removal === "delete" && isProtected(protection, "fileSystems", alias)) {
                report.error(
                    [...path, "removal"],
                    `got "delete" in an environment with "protect: true"; say "refuse" or "keep", or name it in "hyperpod-teams:removals: { fileSystems: [${alias}] }" for as long as it takes to go`,
                );
            }
            const {
                availabilityZone = "",
                perTeam = false,
                removal = "refuse",
                dataRepositories = [],
            } = entry;
            fileSystems.set(alias, {
                kind: "managed",
                ...common,
                cluster,
                subnetId,
                availabilityZone,
                securityGroupIds,
                deployment: deploymentOf(path, entry, { region, account }, report),
                perTeam,
                removal,
                dataRepositories: joinDataRepositories(
                    [...path, "dataRepositories"],
                    dataRepositories,
                    { account, region, perTeam, buckets },
                    named,
                    report,
                ),
            });
        }
    }
    return fileSystems;
}

function checkTwin(
    path: Path,
    { id, dnsName }: FileSystemInput,
    others: ReadonlyMap<string, FileSystem>,
    report: Report,
): void {
    if (id === undefined) {
        return;
    }
    if (dnsName?.startsWith(`${id}.`) === false) {
        report.error(
            [...path, "dnsName"],
            `got the name of another file system; expected one that begins with "${id}."`,
        );
    }
    const twin = [...others.values()].find(
        (other): other is ExistingFileSystem => other.kind === "existing" && other.id === id,
    );
    if (twin !== undefined) {
        report.error(
            [...path, "id"],
            `file system "${id}" is named "${twin.alias}" already; use that name`,
        );
    }
}

/** A file system stands in one subnet; nodes in another availability zone pay for every byte. */
function checkPlace(
    path: Path,
    { availabilityZone = "", capacityGiB }: FileSystemInput,
    { region, cluster }: { readonly region: string; readonly cluster: Cluster },
    report: Report,
): void {
    if (availabilityZone.slice(0, -1) !== region) {
        report.error(
            [...path, "availabilityZone"],
            `got availability zone "${availabilityZone}"; expected one in the file system's region, "${region}"`,
        );
    } else if (cluster.availabilityZones?.includes(availabilityZone) === false) {
        report.error(
            [...path, "availabilityZone"],
            `got availability zone "${availabilityZone}"; expected one of cluster "${cluster.alias}", ${cluster.availabilityZones.map((zone) => `"${zone}"`).join(", ")}`,
        );
    }
    // https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystem.html
    if (capacityGiB !== 1200 && (capacityGiB === 0 || capacityGiB % 2400 !== 0)) {
        report.error(
            [...path, "capacityGiB"],
            `got ${capacityGiB} GiB; expected 1200, 2400 or a multiple of 2400, the sizes that FSx makes`,
        );
    }
}

function deploymentOf(
    path: Path,
    { deploymentType, perUnitStorageThroughput, kmsKeyArn }: FileSystemInput,
    { region, account }: { readonly region: string; readonly account: Account },
    report: Report,
): LustreDeployment {
    if (deploymentType !== "PERSISTENT_2") {
        for (const [field, value] of Object.entries({ perUnitStorageThroughput, kmsKeyArn })) {
            if (value !== undefined) {
                report.error(
                    [...path, field],
                    `"SCRATCH_2" has no such setting; remove it, or make the file system "PERSISTENT_2"`,
                    "key",
                );
            }
        }
        return { type: "SCRATCH_2" };
    }
    if (perUnitStorageThroughput === undefined) {
        report.error(
            [...path, "perUnitStorageThroughput"],
            `missing; "PERSISTENT_2" needs 125, 250, 500 or 1000 MB/s for each TiB`,
        );
    }
    const [, partition, , keyRegion] = kmsKeyArn?.split(":") ?? [];
    if (kmsKeyArn !== undefined && (keyRegion !== region || partition !== account.partition)) {
        report.error(
            [...path, "kmsKeyArn"],
            `got a key in region "${keyRegion ?? ""}"; expected one in the file system's, "${region}"`,
        );
    }
    return {
        type: "PERSISTENT_2",
        perUnitStorageThroughput: perUnitStorageThroughput ?? 125,
        ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
    };
}
