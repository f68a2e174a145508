import type { Sandbox } from "../sandbox";
import {
    addAccount,
    emptyAccount,
    updateAccount,
    type AccountState,
    type Role,
} from "./accountState";
import { blockAllPublicAccess } from "./s3PublicAccess";
import { newRoleUniqueId, now } from "./identifiers";
import { pinDocument } from "./pinnedPrincipals";
import { withRole } from "./roles";

/** What exists before the first rollout: what a real organisation brings along. */
export interface World {
    readonly accounts: readonly { readonly accountId: string; readonly deployRoleArn: string }[];
    readonly organizationId: string;
    readonly clusters: readonly {
        readonly accountId: string;
        readonly region: string;
        readonly eksClusterName: string;
        readonly hyperPodClusterArn: string;
        readonly instanceCounts?: Readonly<Record<string, number>>;
    }[];
    readonly buckets: readonly {
        readonly accountId: string;
        readonly region: string;
        readonly name: string;
        readonly keys: readonly string[];
    }[];
}

/** Adds what is missing of the world and leaves alone what is there, so it may run at every start. */
export async function seedWorld(sandbox: Sandbox, world: World): Promise<void> {
    checkWorld(world);
    for (const { accountId } of world.accounts) {
        await addAccount(sandbox, emptyAccount(accountId, world.organizationId));
    }
    for (const { accountId, deployRoleArn } of world.accounts) {
        await change(sandbox, accountId, (state) =>
            state.roleIdsByArn[deployRoleArn] === undefined
                ? withRole(state, deployRole(sandbox, accountId, deployRoleArn))
                : state,
        );
    }
    for (const cluster of world.clusters) {
        await change(sandbox, cluster.accountId, (state) => withCluster(state, cluster));
    }
    for (const bucket of world.buckets) {
        await change(sandbox, bucket.accountId, (state) => withBucket(state, bucket));
    }
}

function withCluster(
    state: AccountState,
    { accountId, region, eksClusterName, ...cluster }: World["clusters"][number],
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
    state: AccountState,
    { name, region, keys }: World["buckets"][number],
): AccountState {
    const existing = state.buckets.find((bucket) => bucket.name === name);
    if (existing === undefined) {
        const bucket = { name, region, keys, publicAccessBlock: blockAllPublicAccess };
        return { ...state, buckets: [...state.buckets, bucket] };
    }
    const missing = keys.filter((key) => !existing.keys.includes(key));
    if (missing.length === 0) {
        return state;
    }
    const grown = { ...existing, keys: [...existing.keys, ...missing] };
    return { ...state, buckets: state.buckets.map((one) => (one === existing ? grown : one)) };
}

/** The role the rollout assumes; in a real account the bootstrap makes it. */
function deployRole(sandbox: Sandbox, accountId: string, arn: string): Role {
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
        inlinePolicies: [],
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
    for (const { accountId } of [...world.clusters, ...world.buckets]) {
        if (!accountIds.has(accountId)) {
            throw new Error(
                `account "${accountId}" has a cluster or bucket but is not among the accounts`,
            );
        }
    }
}
