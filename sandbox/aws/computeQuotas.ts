import { ProviderError } from "../provider/server";
import {
    accountIds,
    readAccount,
    updateAccount,
    type AccountState,
    type ComputeQuota,
    type HyperPodCluster,
} from "./accountState";
import {
    checkedState,
    clustersHere,
    hasNeverStood,
    isGoverned,
    requireAccount,
    requireHyperPod,
    withHyperPod,
    type CloudControlType,
    type Held,
} from "./cloudControlType";
import {
    ambiguousResource,
    computeQuotaShape,
    hasWrongBorrowLimit,
    type ComputeQuotaProperties,
} from "./computeQuotaSchema";
import { newComputeQuotaId, now } from "./identifiers";
import { RefusedRequest } from "./refusals";
import type { Session } from "./session";

/**
 * Compute quotas. A quota is what makes a team's namespace: task governance creates
 * `hyperpod-ns-<team>` for it, and no request or answer mentions that.
 */
export const computeQuotas: CloudControlType = {
    typeName: "AWS::SageMaker::ComputeQuota",
    arnKind: "compute-quota",

    async create(session, desiredState) {
        const operation = "CreateComputeQuota";
        const desired = checked(operation, desiredState);
        const teamName = desired.ComputeQuotaTarget.TeamName;
        const allowedIn = (state: AccountState): HyperPodCluster => {
            const cluster = requireHyperPod(state, session, operation, desired.ClusterArn);
            refuseSecondQuota(operation, cluster, teamName, undefined);
            return cluster;
        };
        if (!isGoverned(requireAccount(session), allowedIn(requireAccount(session)))) {
            return neverStanding(session, desiredState, teamName, allowedIn);
        }
        // The namespace comes first: a quota that exists has its namespace, also when this process
        // is killed between the two. It takes a while, so nobody waits for the account meanwhile.
        allowedIn(requireAccount(session));
        await onCluster(teamName, () => session.cluster.createTeamNamespace(teamName));
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const cluster = allowedIn(state);
            const quota = newQuota(session, "Created", teamName, desiredState);
            return {
                state: withQuotas(state, cluster, [...cluster.computeQuotas, quota]),
                result: heldOf(quota),
            };
        });
    },

    read(session, arn) {
        const quota = located(readAccount(session.sandbox, session.accountId), session, arn)?.quota;
        return quota && heldOf(quota);
    },

    async update(session, arn, desiredState) {
        const operation = "UpdateComputeQuota";
        const teamName = checked(operation, desiredState).ComputeQuotaTarget.TeamName;
        const allowedIn = (state: AccountState) => {
            const found = located(state, session, arn);
            if (found === undefined) {
                throw new RefusedRequest("sagemaker-no-quota", operation, { quota: arn });
            }
            refuseSecondQuota(operation, found.cluster, teamName, found.quota);
            return found;
        };
        const { quota: standing } = allowedIn(requireAccount(session));
        if (hasNeverStood(standing)) {
            throw new RefusedRequest("sagemaker-never-created", operation, {
                arn,
                status: standing.status,
            });
        }
        const before = standing.teamName;
        if (teamName !== before) {
            await onCluster(teamName, () => session.cluster.createTeamNamespace(teamName));
            await onCluster(before, () => session.cluster.deleteTeamNamespace(before));
        }
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const { cluster, quota } = allowedIn(state);
            const changed: ComputeQuota = {
                ...quota,
                version: quota.version + 1,
                status: "Updated",
                modifiedAt: now(),
                teamName,
                desiredState,
            };
            const quotas = cluster.computeQuotas.map((one) => (one === quota ? changed : one));
            return { state: withQuotas(state, cluster, quotas), result: heldOf(changed) };
        });
    },

    /**
     * Whether AWS deletes the namespace with the quota is documented nowhere. Of the two answers
     * this is the harsher one: a program that survives it survives the other.
     */
    async delete(session, arn) {
        const teamName = located(requireAccount(session), session, arn)?.quota.teamName;
        if (teamName === undefined) {
            return;
        }
        if (!hasQuotaElsewhere(session, arn, teamName)) {
            await onCluster(teamName, () => session.cluster.deleteTeamNamespace(teamName));
        }
        await updateAccount(session.sandbox, session.accountId, (state) => {
            const found = located(state, session, arn);
            if (found === undefined) {
                return { state, result: undefined };
            }
            const quotas = found.cluster.computeQuotas.filter((one) => one !== found.quota);
            return { state: withQuotas(state, found.cluster, quotas), result: undefined };
        });
    },

    /** The id is generated, so a quota is found by what makes it unique: team and cluster. */
    find(session, desired) {
        const { ClusterArn, ComputeQuotaTarget } = desired as Partial<ComputeQuotaProperties>;
        const state = readAccount(session.sandbox, session.accountId);
        const cluster = clustersHere(state, session).find(({ arn }) => arn === ClusterArn);
        const teamName = ComputeQuotaTarget?.TeamName;
        return cluster?.computeQuotas.find((quota) => quota.teamName === teamName)?.arn;
    },
};

/**
 * Without the add-on the request succeeds all the same, and what it leaves behind never becomes a
 * quota. Whether Cloud Control then reports a failure is documented nowhere; here it is silent,
 * which is the harsher answer.
 */
function neverStanding(
    session: Session,
    desiredState: string,
    teamName: string,
    allowedIn: (state: AccountState) => HyperPodCluster,
): Promise<Held> {
    return updateAccount(session.sandbox, session.accountId, (state) => {
        const cluster = allowedIn(state);
        const quota = newQuota(session, "CreateFailed", teamName, desiredState);
        return {
            state: withQuotas(state, cluster, [...cluster.computeQuotas, quota]),
            result: heldOf(quota),
        };
    });
}

function newQuota(
    session: Session,
    status: string,
    teamName: string,
    desiredState: string,
): ComputeQuota {
    const id = newComputeQuotaId();
    const time = now();
    return {
        id,
        arn: `arn:aws:sagemaker:${session.region}:${session.accountId}:compute-quota/${id}`,
        version: 1,
        status,
        createdAt: time,
        modifiedAt: time,
        teamName,
        desiredState,
    };
}

function checked(operation: string, desiredState: string): ComputeQuotaProperties {
    const desired = checkedState(
        operation,
        computeQuotaShape,
        desiredState,
    ) as ComputeQuotaProperties;
    const instanceType = ambiguousResource(desired);
    if (instanceType !== undefined) {
        throw new RefusedRequest("sagemaker-quota-resource", operation, { instanceType });
    }
    if (hasWrongBorrowLimit(desired)) {
        throw new RefusedRequest("sagemaker-borrow-limit", operation);
    }
    return desired;
}

/** A cluster that does not run is the user's to start, and the same request may then be repeated. */
async function onCluster(teamName: string, work: () => Promise<void>): Promise<void> {
    try {
        await work();
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new ProviderError(`compute quota of team "${teamName}": ${reason}`, { cause: error });
    }
}

function refuseSecondQuota(
    operation: string,
    cluster: HyperPodCluster,
    teamName: string,
    self: ComputeQuota | undefined,
): void {
    if (cluster.computeQuotas.some((one) => one !== self && one.teamName === teamName)) {
        throw new RefusedRequest("sagemaker-quota-exists", operation, {
            team: teamName,
            cluster: cluster.arn,
        });
    }
}

function located(
    state: AccountState | undefined,
    session: Session,
    arn: string,
): { cluster: HyperPodCluster; quota: ComputeQuota } | undefined {
    for (const cluster of clustersHere(state, session)) {
        const quota = cluster.computeQuotas.find((one) => one.arn === arn);
        if (quota !== undefined) {
            return { cluster, quota };
        }
    }
    return undefined;
}

function withQuotas(
    state: AccountState,
    cluster: HyperPodCluster,
    quotas: readonly ComputeQuota[],
): AccountState {
    return withHyperPod(state, { ...cluster, computeQuotas: quotas });
}

function heldOf({ arn, id, version, desiredState, ...quota }: ComputeQuota): Held {
    return {
        arn,
        desiredState,
        readOnly: {
            ComputeQuotaArn: arn,
            ComputeQuotaId: id,
            ComputeQuotaVersion: version,
            CreationTime: quota.createdAt,
            LastModifiedTime: quota.modifiedAt,
            Status: quota.status,
        },
    };
}

/**
 * Every cluster of a sandbox is the same API server: the namespace of a team that moved is the one
 * that its new cluster's quota stands for.
 */
function hasQuotaElsewhere({ sandbox }: Session, arn: string, teamName: string): boolean {
    return accountIds(sandbox)
        .flatMap((accountId) => readAccount(sandbox, accountId)?.hyperPodClusters ?? [])
        .flatMap(({ computeQuotas }) => computeQuotas)
        .some((quota) => quota.arn !== arn && quota.teamName === teamName);
}
