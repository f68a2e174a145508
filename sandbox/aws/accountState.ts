import * as fs from "node:fs";
import * as path from "node:path";

import type { Sandbox } from "../sandbox";
import { withAccountLock } from "./accountLock";

/** Tags as AWS holds them: default tags of the writer included. */
export type Tags = Readonly<Record<string, string>>;

/**
 * A policy document as AWS keeps it: the text, and for every role ARN it names the unique id that
 * ARN had when the document was written. AWS matches by that id, so a role that is deleted and made
 * again under the same name is another principal, and the document no longer means it.
 */
export interface PinnedDocument {
    readonly text: string;
    /** By the ARN as written; `pinnedPrincipals.ts` reads and writes these. */
    readonly uniqueIds: Readonly<Record<string, string>>;
}

export interface InlinePolicy {
    readonly name: string;
    readonly text: string;
}

export interface Role {
    /** `AROA…`, never used twice. */
    readonly uniqueId: string;
    readonly arn: string;
    readonly name: string;
    readonly path: string;
    readonly createDate: string;
    readonly description: string;
    readonly maxSessionDuration: number;
    readonly trustPolicy: PinnedDocument;
    readonly inlinePolicies: readonly InlinePolicy[];
    /** The ARN of the managed policy that limits whatever the role's own policies allow. */
    readonly permissionsBoundary?: string;
    readonly tags: Tags;
}

export interface AccessScope {
    readonly type: "cluster" | "namespace";
    readonly namespaces: readonly string[];
}

export interface AssociatedAccessPolicy {
    readonly policyArn: string;
    readonly scope: AccessScope;
    readonly associatedAt: string;
    readonly modifiedAt: string;
}

export interface AccessEntry {
    readonly arn: string;
    readonly principalArn: string;
    /** What EKS authenticates by: an entry whose role was made again lets nobody in. */
    readonly principalId: string;
    readonly kubernetesGroups: readonly string[];
    readonly userName: string;
    readonly type: string;
    readonly createdAt: string;
    readonly modifiedAt: string;
    readonly accessPolicies: readonly AssociatedAccessPolicy[];
    readonly tags: Tags;
}

export interface PodIdentityAssociation {
    readonly id: string;
    readonly arn: string;
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly roleArn: string;
    readonly targetRoleArn?: string;
    readonly disableSessionTags?: boolean;
    readonly tags: Tags;
}

export interface AddOn {
    readonly name: string;
    readonly arn: string;
    readonly version: string;
    readonly createdAt: string;
    readonly modifiedAt: string;
    readonly tags: Tags;
}

export interface EksCluster {
    readonly name: string;
    readonly arn: string;
    readonly region: string;
    readonly createdAt: string;
    readonly accessEntries: readonly AccessEntry[];
    readonly podIdentityAssociations: readonly PodIdentityAssociation[];
    /** Read with `addOnsOf`: a sandbox of an earlier version has none written down. */
    readonly addOns?: readonly AddOn[];
}

export interface ComputeQuota {
    readonly id: string;
    readonly arn: string;
    readonly version: number;
    readonly status: string;
    readonly createdAt: string;
    readonly modifiedAt: string;
    readonly teamName: string;
    /** The CloudFormation properties it was last given, as JSON text. */
    readonly desiredState: string;
}

export type SchedulerConfig = Omit<ComputeQuota, "teamName">;

export interface HyperPodCluster {
    readonly arn: string;
    readonly region: string;
    readonly eksClusterName: string;
    readonly instanceCounts: Readonly<Record<string, number>>;
    readonly computeQuotas: readonly ComputeQuota[];
    readonly schedulerConfig?: SchedulerConfig;
}

export interface PublicAccessBlock {
    readonly blockPublicAcls: boolean;
    readonly blockPublicPolicy: boolean;
    readonly ignorePublicAcls: boolean;
    readonly restrictPublicBuckets: boolean;
}

export interface KmsGrant {
    readonly id: string;
    readonly name: string;
    readonly granteeArn: string;
    /** The role that the ARN meant when the grant was made; KMS lets in that one alone. */
    readonly granteeId: string;
    readonly operations: readonly string[];
    readonly constraint?: GrantConstraint;
    readonly createdAt: string;
}

/** One of the two; a request's encryption context has to be this one, or to contain it. */
export interface GrantConstraint {
    readonly kind: "equals" | "subset";
    readonly context: Readonly<Record<string, string>>;
}

export interface KmsKey {
    readonly id: string;
    readonly arn: string;
    readonly region: string;
    readonly policy: PinnedDocument;
    readonly grants: readonly KmsGrant[];
}

export interface Bucket {
    readonly name: string;
    readonly region: string;
    readonly keys: readonly string[];
    /** Its default encryption with a customer's key, and whether that goes through a bucket key. */
    readonly encryption?: { readonly kmsKeyArn: string; readonly bucketKey: boolean };
    readonly publicAccessBlock: PublicAccessBlock;
    readonly policy?: PinnedDocument;
}

export interface AccessPoint {
    readonly name: string;
    readonly region: string;
    readonly arn: string;
    readonly alias: string;
    readonly bucket: string;
    readonly publicAccessBlock: PublicAccessBlock;
    /** Absent for an access point that the internet reaches. */
    readonly vpcId?: string;
    readonly policy?: PinnedDocument;
    readonly tags: Tags;
}

/** Where file systems can be put: what somebody else made of the account's network. */
export interface Subnet {
    readonly id: string;
    readonly region: string;
    readonly availabilityZone: string;
    readonly securityGroupIds: readonly string[];
}

export interface DataRepositoryAssociation {
    readonly id: string;
    readonly arn: string;
    readonly path: string;
    readonly dataRepositoryPath: string;
    readonly batchImport: boolean;
    readonly importEvents: readonly string[];
    readonly exportEvents: readonly string[];
    readonly tags: Tags;
}

export interface LustreFileSystem {
    readonly id: string;
    readonly arn: string;
    readonly region: string;
    readonly dnsName: string;
    readonly mountName: string;
    readonly subnetId: string;
    readonly securityGroupIds: readonly string[];
    readonly deploymentType: string;
    readonly typeVersion: string;
    readonly storageCapacity: number;
    readonly perUnitStorageThroughput?: number;
    readonly kmsKeyId?: string;
    readonly associations: readonly DataRepositoryAssociation[];
    readonly tags: Tags;
}

/** Everything one simulated account holds; a role is found by unique id, by ARN and by name. */
export interface AccountState {
    readonly accountId: string;
    readonly organizationId: string;
    readonly roles: Readonly<Record<string, Role>>;
    readonly roleIdsByArn: Readonly<Record<string, string>>;
    /** By ARN; accounts of older sandboxes lack it. */
    readonly managedPolicies?: Readonly<Record<string, string>>;
    readonly eksClusters: readonly EksCluster[];
    readonly hyperPodClusters: readonly HyperPodCluster[];
    readonly buckets: readonly Bucket[];
    readonly accessPoints: readonly AccessPoint[];
    /** Both absent in the file of a sandbox that is older than they are. */
    readonly subnets?: readonly Subnet[];
    readonly fileSystems?: readonly LustreFileSystem[];
    /** Absent from the files of sandboxes that are older than this. */
    readonly kmsKeys?: readonly KmsKey[];
}

export interface Change<Result> {
    readonly state: AccountState;
    readonly result: Result;
}

export function emptyAccount(accountId: string, organizationId: string): AccountState {
    return {
        accountId,
        organizationId,
        roles: {},
        roleIdsByArn: {},
        eksClusters: [],
        hyperPodClusters: [],
        buckets: [],
        accessPoints: [],
    };
}

/**
 * The account as it is now, or `undefined` if this world has no such account. It takes no lock:
 * a file is replaced as a whole, so a reader sees a state before or after a change, never between.
 */
export function readAccount(sandbox: Sandbox, accountId: string): AccountState | undefined {
    try {
        return JSON.parse(fs.readFileSync(accountFile(sandbox, accountId), "utf8")) as AccountState;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            return undefined;
        }
        throw error;
    }
}

/** The ids of all accounts of this world. */
export function accountIds(sandbox: Sandbox): readonly string[] {
    return fs
        .readdirSync(sandbox.accounts)
        .flatMap((name) => /^(\d{12})\.json$/.exec(name)?.[1] ?? [])
        .sort();
}

/**
 * Reads, changes and writes one account while nobody else can. A change that throws leaves the
 * account as it was; that is how a refusal leaves no trace.
 */
export async function updateAccount<Result>(
    sandbox: Sandbox,
    accountId: string,
    change: (state: AccountState) => Change<Result> | Promise<Change<Result>>,
): Promise<Result> {
    const file = accountFile(sandbox, accountId);
    return withAccountLock(file, async () => {
        const state = readAccount(sandbox, accountId);
        if (state === undefined) {
            throw new Error(`account "${accountId}" is not part of this sandbox`);
        }
        const changed = await change(state);
        if (changed.state !== state) {
            writeAtomically(file, changed.state);
        }
        return changed.result;
    });
}

/** Makes the account's file unless it is there. */
export async function addAccount(sandbox: Sandbox, state: AccountState): Promise<void> {
    const file = accountFile(sandbox, state.accountId);
    await withAccountLock(file, () => {
        if (!fs.existsSync(file)) {
            writeAtomically(file, state);
        }
        return Promise.resolve();
    });
}

function accountFile(sandbox: Sandbox, accountId: string): string {
    // The id comes out of ARNs that users write: nothing but an id may become a path.
    if (!/^\d{12}$/.test(accountId)) {
        throw new Error(`"${accountId}" is no account id; expected 12 digits`);
    }
    return path.join(sandbox.accounts, `${accountId}.json`);
}

function writeAtomically(file: string, state: AccountState): void {
    const temporary = `${file}.${process.pid}.tmp`;
    fs.writeFileSync(temporary, `${JSON.stringify(state, undefined, 1)}\n`, { mode: 0o600 });
    fs.renameSync(temporary, file);
}
