import type { AccountState, AddOn, ComputeQuota } from "./accountState";
import { defaultVersion } from "./eksAddOnCatalogue";
import { addOnsOf } from "./eksAddOns";
import { newAddOnSuffix, newComputeQuotaId, now } from "./identifiers";
import type { World } from "./seed";

type Cluster = World["clusters"][number];

/** What somebody else has on the cluster already: add-ons, and quotas made by another tool. */
export function withGovernance(state: AccountState, cluster: Cluster): AccountState {
    return withQuotasOfOthers(withAddOnsOfOthers(state, cluster), cluster);
}

function withAddOnsOfOthers(
    state: AccountState,
    { accountId, region, eksClusterName, addOns = [] }: Cluster,
): AccountState {
    const eks = state.eksClusters.find(({ name }) => name === eksClusterName);
    const missing = addOns.filter((name) => !eks || !addOnsOf(eks).some((on) => on.name === name));
    if (eks === undefined || missing.length === 0) {
        return state;
    }
    const made = missing.map((name): AddOn => ({
        name,
        arn: `arn:aws:eks:${region}:${accountId}:addon/${eksClusterName}/${name}/${newAddOnSuffix()}`,
        version: defaultVersion(name) ?? "v1.0.0-eksbuild.1",
        createdAt: now(),
        modifiedAt: now(),
        tags: {},
    }));
    const grown = { ...eks, addOns: [...addOnsOf(eks), ...made] };
    return { ...state, eksClusters: state.eksClusters.map((one) => (one === eks ? grown : one)) };
}

function withQuotasOfOthers(
    state: AccountState,
    { accountId, region, hyperPodClusterArn, quotas = [] }: Cluster,
): AccountState {
    const cluster = state.hyperPodClusters.find(({ arn }) => arn === hyperPodClusterArn);
    const missing = quotas.filter(
        (team) => !cluster?.computeQuotas.some(({ teamName }) => teamName === team),
    );
    if (cluster === undefined || missing.length === 0) {
        return state;
    }
    const made = missing.map((teamName): ComputeQuota => {
        const id = newComputeQuotaId();
        return {
            id,
            arn: `arn:aws:sagemaker:${region}:${accountId}:compute-quota/${id}`,
            version: 1,
            status: "Created",
            createdAt: now(),
            modifiedAt: now(),
            teamName,
            desiredState: JSON.stringify({
                Name: `${teamName}-by-another-tool`,
                ClusterArn: hyperPodClusterArn,
                ComputeQuotaConfig: {},
                ComputeQuotaTarget: { TeamName: teamName },
            }),
        };
    });
    const grown = { ...cluster, computeQuotas: [...cluster.computeQuotas, ...made] };
    return {
        ...state,
        hyperPodClusters: state.hyperPodClusters.map((one) => (one === cluster ? grown : one)),
    };
}
