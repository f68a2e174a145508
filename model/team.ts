import type { Account, Bucket, Cluster } from "./environment/environment";
import type { FileSystem } from "./environment/fileSystem";
import type { PartitionType } from "./roster/rosterComputeSchema";

/**
 * One entry of the roster as it holds in one environment: overrides applied, defaults filled in,
 * every alias replaced by what it names.
 */
export interface Team {
    /** The entry's name; a team's Pulumi name. */
    readonly name: string;
    /**
     * The name inside the names of everything in AWS and Kubernetes: `formerly` where the team was
     * renamed, else its name. A namespace cannot be renamed.
     */
    readonly physicalName: string;
    /** Given when the team was renamed: also its former Pulumi name. */
    readonly formerly?: string;
    readonly description?: string;
    readonly owners: readonly string[];
    readonly contact?: string;
    /** Tags on all of the team's AWS resources, beside the program's own. */
    readonly tags: Readonly<Record<string, string>>;
    /** The first day without the team, "YYYY-MM-DD". */
    readonly expires?: string;
    /** Which stack holds the team, where the environment is spread over several. */
    readonly group?: string;
    readonly cluster: Cluster;
    /** Scientists, viewers, robots, in this order; only those that have members. */
    readonly audiences: readonly Audience[];
    /** Absent where the quotas of its cluster are somebody else's, and there alone. */
    readonly compute?: ComputeAllocation;
    /** In the file's order; several of one bucket are several prefixes behind one access point. */
    readonly data: readonly DataGrant[];
    /** Where the role is that reaches the data, and how pods come to it. */
    readonly dataRole: DataRolePlace;
    readonly fileSystems: readonly FileSystem[];
    /** At least one. */
    readonly serviceAccounts: readonly string[];
    readonly clusterAccess: ClusterAccessMode;
    /** What keeps the team's pods inside its namespace; may be empty. */
    readonly guardRails: readonly GuardRail[];
    /** Beyond what every team's people have. */
    readonly extraRights: readonly ExtraRight[];
    readonly movedFrom: MovedFrom;
}

export type AudienceKind = "scientist" | "viewer" | "robot";

/** People or machines that come to the cluster on one way and may do the same there. */
export interface Audience {
    readonly kind: AudienceKind;
    /** At least one; all members of one account share one role there. */
    readonly members: readonly Member[];
}

/** Whoever works under one permission set of Identity Center, or under one role that exists. */
export type Member =
    | { readonly account: Account; readonly permissionSet: string }
    | { readonly account: Account; readonly role: string };

export interface ComputeAllocation {
    readonly instances: readonly InstanceAllocation[];
    readonly sharing: Sharing;
    readonly preemption: "lower-priority" | "never";
    /** 0 to 100. */
    readonly fairShareWeight: number;
}

/** AWS takes one of three forms for an instance type. */
export interface InstanceAllocation {
    readonly instanceType: string;
    readonly amount: InstanceAmount;
}

export type InstanceAmount =
    | { readonly by: "instances"; readonly count: number }
    /** At least one of the three. */
    | {
          readonly by: "resources";
          readonly accelerators?: number;
          readonly vCpu?: number;
          readonly memoryInGiB?: number;
      }
    /** A MIG profile, such as "mig-1g.5gb", and how many of it. */
    | { readonly by: "partition"; readonly type: PartitionType; readonly count: number };

export type Sharing =
    | { readonly strategy: "dont-lend" }
    | { readonly strategy: "lend" }
    | {
          readonly strategy: "lend-and-borrow";
          /** Percent of the team's own quota. */
          readonly borrowLimit: number;
          /** May be empty. */
          readonly absoluteBorrowLimits: readonly InstanceAllocation[];
      };

/** What a team's pods may do below one prefix of one bucket. */
export interface DataGrant {
    readonly bucket: Bucket;
    /** Ends with a slash. */
    readonly prefix: string;
    readonly mode: "read" | "read-write";
}

/**
 * Cluster account: EKS gives pods the data role itself. Data account: it goes on from a source role
 * in the cluster's account to the data role, which is its data owner's; fenced by the tags of the
 * session, or by the external id that EKS makes for each association.
 */
export type DataRolePlace = "cluster-account" | "data-account" | "data-account-by-external-id";

/**
 * How the team's people get their rights in the namespace: by the group that the program's own Role
 * binds; by the access policies that HyperPod offers; or, as in AWS's blog, by AmazonEKSEditPolicy.
 */
export type ClusterAccessMode = "group" | "hyperpod-policies" | "edit-policy";

/**
 * Admission: what a pod of the namespace may ask for. Network: whom it may talk to, where the
 * cluster's CNI enforces network policies.
 */
export type GuardRail = "admission" | "network";
/**
 * `exec`: whoever submits may run commands in the team's pods. `console`: the team's people, not its
 * machines, may look at the cluster in the EKS console.
 */
export type ExtraRight = "exec" | "console";

/** Names, not looked up: what the team left may be gone. Empty where it did not move. */
export interface MovedFrom {
    readonly cluster?: string;
    readonly accounts: readonly string[];
}
