import type { Sandbox } from "../sandbox";
import {
    addAccount,
    emptyAccount,
    updateAccount,
    type AccountState,
    type PinnedDocument,
    type Role,
    type Subnet,
} from "./accountState";
import { accessEntriesOf, withEntries, withStack, type Stack } from "./bootstrapStack";
import { blockAllPublicAccess } from "./s3PublicAccess";
import { writeCallers } from "./callers";
import { newRoleUniqueId, now } from "./identifiers";
import { defaultKeyPolicy } from "./kmsKeyPolicy";
import { pinDocument } from "./pinnedPrincipals";
import { parsePolicyDocument } from "./policyDocument";
import { withRole } from "./roles";
import { withGovernance } from "./seedGovernance";

/** What exists before the first rollout: what a real organisation brings along. */
export interface World {
    readonly accounts: readonly {
        readonly accountId: string;
        readonly deployRoleArn: string;
        /** What makes the deploy role; without one the role may do everything. */
        readonly stack?: Stack;
    }[];
    readonly organizationId: string;
    /** The roles in whose name the engine runs; without any, whoever asks may assume a role. */
    readonly callers?: readonly string[];
    readonly clusters: readonly {
        /** What lets roles into the cluster before the first rollout. */
        readonly stack?: Stack;
        readonly accountId: string;
        readonly region: string;
        readonly eksClusterName: string;
        readonly hyperPodClusterArn: string;
        readonly instanceCounts?: Readonly<Record<string, number>>;
        /** Add-ons that somebody else installed. */
        readonly addOns?: readonly string[];
        /** Teams whose quotas somebody else made. */
        readonly quotas?: readonly string[];
    }[];
    readonly buckets: readonly {
        readonly accountId: string;
        readonly region: string;
        readonly name: string;
        readonly keys: readonly string[];
        readonly encryption?: { readonly kmsKeyArn: string; readonly bucketKey: boolean };
        /** What its owner wrote into it before the program came. */
        readonly policy?: string;
    }[];
    readonly subnets?: readonly (Subnet & { readonly accountId: string })[];
    /** Keys and what their owners wrote into their policies. */
    readonly kmsKeys?: readonly {
        readonly arn: string;
        readonly statements: readonly object[];
    }[];
}

/** Adds what is missing of the world and leaves alone what is there, so it may run at every start. */
export async function seedWorld(sandbox: Sandbox, world: World): Promise<void> {
    checkWorld(world);
    for (const { accountId } of world.accounts) {
        await addAccount(sandbox, emptyAccount(accountId, world.organizationId));
    }
    for (const { accountId, deployRoleArn, stack } of world.accounts) {
        await change(sandbox, accountId, (state) => {
            if (stack !== undefined) {
                return withStack(sandbox, state, stack);
            }
            return state.roleIdsByArn[deployRoleArn] === undefined
                ? withRole(state, administrator(sandbox, accountId, deployRoleArn))
                : state;
        });
    }
    if (world.callers !== undefined) {
        writeCallers(sandbox, world.callers);
    }
    for (const cluster of world.clusters) {
        const entries = accessEntriesOf(cluster.stack);
        await change(sandbox, cluster.accountId, (state) =>
            withEntries(
                withGovernance(withCluster(state, cluster), cluster),
                cluster.region,
                entries,
            ),
        );
    }
    for (const key of world.kmsKeys ?? []) {
        const accountId = key.arn.split(":")[4] ?? "";
        await change(sandbox, accountId, (state) => withKey(sandbox, state, key));
    }
    for (const bucket of world.buckets) {
        await change(sandbox, bucket.accountId, (state) => withBucket(sandbox, state, bucket));
    }
    for (const { accountId, ...subnet } of world.subnets ?? []) {
        await change(sandbox, accountId, (state) => withSubnet(state, subnet));
    }
}

function withCluster(
    state: AccountState,
    { accountId, region, eksClusterName, stack: _entries, ...cluster }: World["clusters"][number],
): AccountState {
    const hasEks = state.eksClusters.some(({ name }) => name === eksClusterName);
    const hasHyperPod = state.hyperPodClusters.some(
        ({ arn }) => arn === cluster.hyperPodClusterArn,
    );
    if (hasEks && hasHyperPod) {
        return state;
    }
    const eksCluster = {
        name: eksClusterName,
        arn: `arn:aws:eks:${region}:${accountId}:cluster/${eksClusterName}`,
        region,
        createdAt: now(),
        accessEntries: [],
        podIdentityAssociations: [],
    };
    const hyperPodCluster = {
        arn: cluster.hyperPodClusterArn,
        region,
        eksClusterName,
        instanceCounts: cluster.instanceCounts ?? {},
        computeQuotas: [],
    };
    return {
        ...state,
        eksClusters: hasEks ? state.eksClusters : [...state.eksClusters, eksCluster],
        hyperPodClusters: hasHyperPod
            ? state.hyperPodClusters
            : [...state.hyperPodClusters, hyperPodCluster],
    };
}

function withBucket(
    sandbox: Sandbox,
    state: AccountState,
    { name, region, keys, policy, encryption }: World["buckets"][number],
): AccountState {
    const existing = state.buckets.find((bucket) => bucket.name === name);
    if (existing === undefined) {
        const bucket = {
            name,
            region,
            keys,
            publicAccessBlock: blockAllPublicAccess,
            ...(encryption === undefined ? {} : { encryption }),
            ...(policy === undefined ? {} : { policy: pinPolicy(sandbox, policy) }),
        };
        return { ...state, buckets: [...state.buckets, bucket] };
    }
    const missing = keys.filter((key) => !existing.keys.includes(key));
    const isSame =
        JSON.stringify(encryption ?? existing.encryption) === JSON.stringify(existing.encryption);
    if (missing.length === 0 && isSame) {
        return state;
    }
    const grown = {
        ...existing,
        keys: [...existing.keys, ...missing],
        ...(encryption === undefined ? {} : { encryption }),
    };
    return { ...state, buckets: state.buckets.map((one) => (one === existing ? grown : one)) };
}

function withKey(
    sandbox: Sandbox,
    state: AccountState,
    { arn, statements }: NonNullable<World["kmsKeys"]>[number],
): AccountState {
    const [, , , region = "", accountId = "", resource = ""] = arn.split(":");
    const id = resource.replace(/^key\//, "");
    const known = state.kmsKeys ?? [];
    if (known.some((key) => key.arn === arn)) {
        return state;
    }
    const common = JSON.parse(defaultKeyPolicy(accountId)) as { Statement: readonly object[] };
    const policy = JSON.stringify({ ...common, Statement: [...common.Statement, ...statements] });
    const key = { id, arn, region, policy: pinPolicy(sandbox, policy), grants: [] };
    return { ...state, kmsKeys: [...known, key] };
}

function pinPolicy(sandbox: Sandbox, text: string): PinnedDocument {
    const principals = parsePolicyDocument(text).statements.flatMap(
        (statement) => statement.principals ?? [],
    );
    return pinDocument(
        sandbox,
        text,
        principals.map(({ value }) => value),
    );
}

/** Several file systems may stand in one subnet, each behind security groups of its own. */
function withSubnet(state: AccountState, { securityGroupIds, ...subnet }: Subnet): AccountState {
    const subnets = state.subnets ?? [];
    const held = subnets.find(({ id }) => id === subnet.id)?.securityGroupIds ?? [];
    const missing = securityGroupIds.filter((id) => !held.includes(id));
    return missing.length === 0
        ? state
        : {
              ...state,
              subnets: [
                  ...subnets.filter(({ id }) => id !== subnet.id),
                  { ...subnet, securityGroupIds: [...held, ...missing] },
              ],
          };
}

/** A role that no right is missing of, for whoever looks at other things than rights. */
function administrator(sandbox: Sandbox, accountId: string, arn: string): Role {
    const everything = {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    };
    const trust = {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { AWS: `arn:aws:iam::${accountId}:root` },
                Action: "sts:AssumeRole",
            },
        ],
    };
    const name = arn.slice(arn.lastIndexOf("/") + 1);
    return {
        uniqueId: newRoleUniqueId(),
        arn,
        name,
        path: arn.slice(arn.indexOf(":role/") + ":role".length, arn.length - name.length),
        createDate: now(),
        description: "",
        maxSessionDuration: 3600,
        trustPolicy: pinDocument(sandbox, JSON.stringify(trust), []),
        inlinePolicies: [{ name: "administrator", text: JSON.stringify(everything) }],
        tags: {},
    };
}

async function change(
    sandbox: Sandbox,
    accountId: string,
    to: (state: AccountState) => AccountState,
): Promise<void> {
    await updateAccount(sandbox, accountId, (state) => ({ state: to(state), result: undefined }));
}

/** A world that contradicts itself would fail much later and far from its cause. */
function checkWorld(world: World): void {
    const accountIds = new Set(world.accounts.map(({ accountId }) => accountId));
    for (const { accountId, deployRoleArn } of world.accounts) {
        if (!deployRoleArn.startsWith(`arn:aws:iam::${accountId}:role/`)) {
            throw new Error(
                `account "${accountId}": deploy role "${deployRoleArn}" is not in that account`,
            );
        }
    }
    for (const { accountId } of [...world.clusters, ...world.buckets, ...(world.subnets ?? [])]) {
        if (!accountIds.has(accountId)) {
            throw new Error(
                `account "${accountId}" has a cluster, bucket or subnet but is not among the accounts`,
            );
        }
    }
}
