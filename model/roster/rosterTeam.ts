import type { Account, Environment } from "../environment/environment";
import type { FileSystem } from "../environment/fileSystem";
import type { Path, Report } from "../issue";
import { checkGovernance } from "./checks/governance";
import type { ComputeInput, InstancesInput } from "./rosterComputeSchema";
import { defaultBorrowLimit } from "./rosterDefaults";
import type { TeamEntry } from "./rosterEntry";
import type { MemberInput } from "./rosterMemberSchema";
import { unknownName } from "../suggestion";
import type {
    Audience,
    AudienceKind,
    ComputeAllocation,
    InstanceAllocation,
    Member,
    Sharing,
    Team,
} from "../team";

/** Replaces every alias by what it names; reports each that names nothing, and then gives no team. */
export function resolveTeam(
    entry: TeamEntry,
    environment: Environment,
    report: Report,
): Team | undefined {
    const { name, physicalName, input } = entry;
    const missing: string[] = [];
    const named = <T>(
        kind: string,
        known: ReadonlyMap<string, T>,
        alias: string,
        at: Path,
        properNames: (value: T) => readonly string[],
    ) => {
        const value = known.get(alias);
        if (value === undefined) {
            missing.push(alias);
            report.error(at, unknownName(kind, alias, known, properNames));
        }
        return value;
    };

    const cluster = named(
        "cluster",
        environment.clusters,
        input.cluster,
        entry.at("cluster"),
        (each) => [each.eksClusterName, each.hyperPodClusterArn],
    );
    const audience = (
        kind: AudienceKind,
        field: "scientists" | "viewers" | "robots",
    ): Audience => ({
        kind,
        members: input[field].flatMap((member, index) => {
            const at = entry.at(field, index, "account");
            const account = named("account", environment.accounts, member.account, at, ({ id }) => [
                id,
            ]);
            return account === undefined ? [] : [memberOf(member, account)];
        }),
    });
    const audiences = [
        audience("scientist", "scientists"),
        audience("viewer", "viewers"),
        audience("robot", "robots"),
    ];
    const data = input.data.flatMap(({ bucket: alias, prefix, mode }, index) => {
        const at = entry.at("data", index, "bucket");
        const bucket = named("bucket", environment.buckets, alias, at, (each) => [each.name]);
        return bucket === undefined ? [] : [{ bucket, prefix, mode }];
    });
    const fileSystems = input.fileSystems.flatMap((alias, index) => {
        const at = entry.at("fileSystems", index);
        const properNames = (each: FileSystem) => (each.kind === "existing" ? [each.id] : []);
        return named("file system", environment.fileSystems, alias, at, properNames) ?? [];
    });
    if (cluster !== undefined) {
        // Told beside a name that is unknown, which keeps the team from all that is asked of whole ones.
        checkGovernance(entry, cluster, report);
    }
    if (cluster === undefined || missing.length > 0) {
        return undefined;
    }
    return {
        name,
        physicalName,
        ...optional("formerly", input.formerly),
        ...optional("description", input.description),
        owners: input.owners,
        ...optional("contact", input.contact),
        tags: input.tags,
        ...optional("expires", input.expires),
        ...optional("group", input.group),
        cluster,
        audiences: audiences.filter(({ members }) => members.length > 0),
        ...optional("compute", input.compute && allocationOf(input.compute)),
        data,
        dataRole: input.dataRole,
        fileSystems,
        serviceAccounts: input.serviceAccounts,
        clusterAccess: input.clusterAccess,
        guardRails: input.guardRails,
        extraRights: input.extraRights,
        movedFrom: {
            ...optional("cluster", input.movedFrom?.cluster),
            accounts: input.movedFrom?.accounts ?? [],
        },
    };
}

function memberOf({ permissionSet, role }: MemberInput, account: Account): Member {
    return permissionSet !== undefined
        ? { account, permissionSet }
        : { account, role: must(role, "a member without permission set has a role") };
}

function allocationOf(compute: ComputeInput): ComputeAllocation {
    return {
        instances: compute.instances.map(instancesOf),
        sharing: sharingOf(compute),
        preemption: compute.preemption,
        fairShareWeight: compute.fairShareWeight,
    };
}

function sharingOf({ sharing, borrowLimit, absoluteBorrowLimits }: ComputeInput): Sharing {
    return sharing === "lend-and-borrow"
        ? {
              strategy: sharing,
              borrowLimit: borrowLimit ?? defaultBorrowLimit,
              absoluteBorrowLimits: (absoluteBorrowLimits ?? []).map(instancesOf),
          }
        : { strategy: sharing };
}

function instancesOf(input: InstancesInput): InstanceAllocation {
    const { instanceType, count, accelerators, vCpu, memoryInGiB, acceleratorPartition } = input;
    if (count !== undefined) {
        return { instanceType, amount: { by: "instances", count } };
    }
    if (acceleratorPartition !== undefined) {
        return { instanceType, amount: { by: "partition", ...acceleratorPartition } };
    }
    return {
        instanceType,
        amount: {
            by: "resources",
            ...optional("accelerators", accelerators),
            ...optional("vCpu", vCpu),
            ...optional("memoryInGiB", memoryInGiB),
        },
    };
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
    return (value === undefined ? {} : { [key]: value }) as Partial<Record<K, V>>;
}

function must<T>(value: T | undefined, invariant: string): T {
    if (value === undefined) {
        throw new Error(invariant);
    }
    return value;
}
