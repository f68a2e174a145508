import { ProviderError, unknown, type Properties } from "../provider/server";
import {
    readAccount,
    updateAccount,
    type AccountState,
    type ComputeQuota,
    type HyperPodCluster,
} from "./accountState";
import { computeQuotaProblem } from "./computeQuotaSchema";
import { newComputeQuotaId, now } from "./identifiers";
import { text } from "./inputValues";
import { RefusedRequest } from "./refusals";
import type { ResourceType } from "./resourceType";
import type { Session } from "./session";

const computeQuotaType = "AWS::SageMaker::ComputeQuota";

interface DesiredState {
    readonly Name: string;
    readonly ClusterArn: string;
    readonly ComputeQuotaTarget: { readonly TeamName: string };
}

/**
 * Cloud Control, for compute quotas alone. A quota is what makes a team's namespace: task
 * governance creates `hyperpod-ns-<team>` for it, and no request or answer mentions that.
 */
export const cloudControlResource: ResourceType = {
    token: "aws:cloudcontrol/resource:Resource",
    label: `Cloud Control API (${computeQuotaType}) Resource`,
    arguments: {
        typeName: { kind: "string", required: true, replaces: true, values: [computeQuotaType] },
        desiredState: { kind: "string", required: true, json: true },
    },
    displayName: (inputs) => nameIn(inputs.desiredState),

    /** Name and cluster stand inside the desired state, and the update request has neither. */
    replacedBy(olds, news) {
        const fixed = [identityIn(olds.desiredState), identityIn(news.desiredState)];
        return fixed[0] === fixed[1] ? [] : ["desiredState"];
    },

    preview: (_session, inputs) => ({ ...inputs, properties: unknown }),

    async create(session, inputs) {
        const operation = "CreateComputeQuota";
        const desiredState = text(inputs, "desiredState");
        const desired = checked(operation, desiredState);
        const teamName = desired.ComputeQuotaTarget.TeamName;
        const allowedIn = (state: AccountState): HyperPodCluster => {
            const cluster = requireHyperPod(state, session, operation, desired.ClusterArn);
            refuseSecondQuota(operation, cluster, teamName, undefined);
            return cluster;
        };
        // The namespace comes first: a quota that exists has its namespace, also when this process
        // is killed between the two. It takes a while, so nobody waits for the account meanwhile.
        allowedIn(requireAccount(session));
        await onCluster(teamName, () => session.cluster.createTeamNamespace(teamName));
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const cluster = allowedIn(state);
            const id = newComputeQuotaId();
            const time = now();
            const quota: ComputeQuota = {
                id,
                arn: `arn:aws:sagemaker:${session.region}:${session.accountId}:compute-quota/${id}`,
                version: 1,
                status: "Created",
                createdAt: time,
                modifiedAt: time,
                teamName,
                desiredState,
            };
            return {
                state: withQuotas(state, cluster, [...cluster.computeQuotas, quota]),
                result: { id: quota.arn, outputs: outputsOf(quota) },
            };
        });
    },

    read(session, id) {
        const state = readAccount(session.sandbox, session.accountId);
        const quota = located(state, session, id)?.quota;
        if (quota === undefined) {
            return undefined;
        }
        const outputs = outputsOf(quota);
        return { id, outputs, inputs: outputs };
    },

    async update(session, id, news) {
        const operation = "UpdateComputeQuota";
        const desiredState = text(news, "desiredState");
        const teamName = checked(operation, desiredState).ComputeQuotaTarget.TeamName;
        const allowedIn = (state: AccountState) => {
            const found = located(state, session, id);
            if (found === undefined) {
                throw new RefusedRequest("sagemaker-no-quota", operation, { quota: id });
            }
            refuseSecondQuota(operation, found.cluster, teamName, found.quota);
            return found;
        };
        const before = allowedIn(requireAccount(session)).quota.teamName;
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
            return { state: withQuotas(state, cluster, quotas), result: outputsOf(changed) };
        });
    },

    /**
     * Whether AWS deletes the namespace with the quota is documented nowhere. Of the two answers
     * this is the harsher one: a program that survives it survives the other.
     */
    async delete(session, id) {
        const teamName = located(requireAccount(session), session, id)?.quota.teamName;
        if (teamName === undefined) {
            return;
        }
        await onCluster(teamName, () => session.cluster.deleteTeamNamespace(teamName));
        await updateAccount(session.sandbox, session.accountId, (state) => {
            const found = located(state, session, id);
            if (found === undefined) {
                return { state, result: undefined };
            }
            const quotas = found.cluster.computeQuotas.filter((one) => one !== found.quota);
            return { state: withQuotas(state, found.cluster, quotas), result: undefined };
        });
    },

    /** The id is generated, so a quota is found by what makes it unique: team and cluster. */
    find(session, inputs) {
        const desired = parsed(inputs.desiredState) as Partial<DesiredState> | undefined;
        const state = readAccount(session.sandbox, session.accountId);
        const cluster = state?.hyperPodClusters.find(({ arn }) => arn === desired?.ClusterArn);
        const teamName = desired?.ComputeQuotaTarget?.TeamName;
        return cluster?.computeQuotas.find((quota) => quota.teamName === teamName)?.arn;
    },
};

/** A cluster that does not run is the user's to start, and the same request may then be repeated. */
async function onCluster(teamName: string, work: () => Promise<void>): Promise<void> {
    try {
        await work();
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new ProviderError(`compute quota of team "${teamName}": ${reason}`, { cause: error });
    }
}

function requireAccount({ sandbox, accountId }: Session): AccountState {
    const state = readAccount(sandbox, accountId);
    if (state === undefined) {
        throw new Error(`account "${accountId}" is not part of this sandbox`);
    }
    return state;
}

function checked(operation: string, desiredState: string): DesiredState {
    const value = parsed(desiredState);
    const problem = computeQuotaProblem(value);
    if (problem !== undefined) {
        throw new RefusedRequest("sagemaker-validation", operation, { problem });
    }
    return value as DesiredState;
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

function requireHyperPod(
    state: AccountState,
    session: Session,
    operation: string,
    arn: string,
): HyperPodCluster {
    const cluster = state.hyperPodClusters.find(
        (one) => one.arn === arn && one.region === session.region,
    );
    if (cluster === undefined) {
        throw new RefusedRequest("sagemaker-no-cluster", operation, { cluster: arn });
    }
    return cluster;
}

function located(
    state: AccountState | undefined,
    session: Session,
    arn: string,
): { cluster: HyperPodCluster; quota: ComputeQuota } | undefined {
    for (const cluster of state?.hyperPodClusters ?? []) {
        const quota = cluster.computeQuotas.find((one) => one.arn === arn);
        if (quota !== undefined && cluster.region === session.region) {
            return { cluster, quota };
        }
    }
    return undefined;
}

function withQuotas(
    state: AccountState,
    changed: HyperPodCluster,
    computeQuotas: readonly ComputeQuota[],
): AccountState {
    const hyperPodClusters = state.hyperPodClusters.map((one) =>
        one === changed ? { ...changed, computeQuotas } : one,
    );
    return { ...state, hyperPodClusters };
}

function outputsOf(quota: ComputeQuota): Properties {
    const properties = {
        ...(parsed(quota.desiredState) as object),
        ComputeQuotaArn: quota.arn,
        ComputeQuotaId: quota.id,
        ComputeQuotaVersion: quota.version,
        CreationTime: quota.createdAt,
        LastModifiedTime: quota.modifiedAt,
        Status: quota.status,
    };
    return {
        id: quota.arn,
        typeName: computeQuotaType,
        desiredState: quota.desiredState,
        properties: JSON.stringify(properties),
    };
}

function nameIn(desiredState: unknown): string {
    return String((parsed(desiredState) as Partial<DesiredState> | undefined)?.Name);
}

function identityIn(desiredState: unknown): string {
    const { Name, ClusterArn } = (parsed(desiredState) ?? {}) as Partial<DesiredState>;
    return JSON.stringify([Name, ClusterArn]);
}

/** `undefined` for what is no JSON, which the schema check then names. */
function parsed(text: unknown): unknown {
    try {
        return typeof text === "string" ? JSON.parse(text) : undefined;
    } catch {
        return undefined;
    }
}
