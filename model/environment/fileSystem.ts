import type { Account, Bucket, Cluster } from "./environment";

/** An FSx for Lustre file system that clusters mount: one that exists, or one that we make. */
export type FileSystem = ExistingFileSystem | ManagedFileSystem;

interface AnyFileSystem {
    readonly alias: string;
    readonly account: Account;
    readonly capacityGiB: number;
    readonly region: string;
}

/** Somebody else's: the program mounts it and does nothing else to it. */
export interface ExistingFileSystem extends AnyFileSystem {
    readonly kind: "existing";
    /** Where given, teams of this cluster alone may mount it. */
    readonly cluster?: Cluster;
    /** "fs-…" */
    readonly id: string;
    readonly dnsName: string;
    readonly mountName: string;
}

/** Made by the program: one for all teams that name it, or one for each of them. */
export interface ManagedFileSystem extends AnyFileSystem {
    readonly kind: "managed";
    /** Whose nodes mount it; teams of this cluster alone may name it. */
    readonly cluster: Cluster;
    readonly subnetId: string;
    /** The subnet's. */
    readonly availabilityZone: string;
    readonly securityGroupIds: readonly string[];
    readonly deployment: LustreDeployment;
    /** The only form in which teams do not see each other's files: a mount is a mount of the whole. */
    readonly perTeam: boolean;
    readonly removal: FileSystemRemoval;
    /** At most 8 an actual file system. */
    readonly dataRepositories: readonly DataRepository[];
}

export type LustreDeployment =
    | { readonly type: "SCRATCH_2" }
    | {
          readonly type: "PERSISTENT_2";
          /** MB/s for each TiB. */
          readonly perUnitStorageThroughput: number;
          readonly kmsKeyArn?: string;
      };

/**
 * What happens when the stack's file or a team no longer names it, or when a change would make it
 * anew: the rollout fails; the file system stays behind, nobody's; it is deleted with what is on it.
 */
export type FileSystemRemoval = "refuse" | "keep" | "delete";

/** A part of a bucket that a directory of the file system mirrors. */
export interface DataRepository {
    /** The directory; a team's own prefixes become directories below it. */
    readonly path: string;
    readonly bucket: Bucket;
    /** Ends with a slash; absent where each team's own prefixes are meant. */
    readonly prefix?: string;
    /** Which changes in the bucket show up in the file system by themselves. */
    readonly import: readonly FileEvent[];
    /** Which changes in the file system end up in the bucket by themselves. */
    readonly export: readonly FileEvent[];
    /** What the file system may do in the bucket; of a team's own prefixes the team's mode decides. */
    readonly access?: RepositoryAccess;
}

export const fileEvents = ["new", "changed", "deleted"] as const;
export type FileEvent = (typeof fileEvents)[number];

/**
 * A client with root can export by hand (`lfs hsm_archive`), whatever the export policy says: what
 * the bucket lets the file system write is what counts.
 */
export type RepositoryAccess = "read" | "read-write";

/** https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html */
export const mostRepositories = 8;
