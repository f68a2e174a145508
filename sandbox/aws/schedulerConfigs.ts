import {
    readAccount,
    updateAccount,
    type AccountState,
    type HyperPodCluster,
    type SchedulerConfig,
} from "./accountState";
import {
    checkedState,
    clustersHere,
    hasNeverStood,
    isGoverned,
    requireHyperPod,
    withHyperPod,
    type CloudControlType,
    type Held,
} from "./cloudControlType";
import { newSchedulerConfigId, now } from "./identifiers";
import { RefusedRequest } from "./refusals";
import {
    priorityClassNamedTwice,
    schedulerConfigShape,
    type SchedulerConfigProperties,
} from "./schedulerConfigSchema";
import type { Session } from "./session";

/**
 * A cluster's one scheduling policy. That there can be only one is documented nowhere; the console
 * shows one, so a second one is refused here: a program that never makes two survives both answers.
 */
export const schedulerConfigs: CloudControlType = {
    typeName: "AWS::SageMaker::ClusterSchedulerConfig",
    arnKind: "cluster-scheduler-config",

    create(session, desiredState) {
        const operation = "CreateClusterSchedulerConfig";
        const desired = checked(operation, desiredState);
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const cluster = requireHyperPod(state, session, operation, desired.ClusterArn);
            if (cluster.schedulerConfig !== undefined) {
                throw new RefusedRequest("sagemaker-scheduler-exists", operation, {
                    cluster: cluster.arn,
                });
            }
            const id = newSchedulerConfigId();
            const time = now();
            const made: SchedulerConfig = {
                id,
                arn: `arn:aws:sagemaker:${session.region}:${session.accountId}:cluster-scheduler-config/${id}`,
                version: 1,
                status: isGoverned(state, cluster) ? "Created" : "CreateFailed",
                createdAt: time,
                modifiedAt: time,
                desiredState,
            };
            return {
                state: withHyperPod(state, { ...cluster, schedulerConfig: made }),
                result: heldOf(made),
            };
        });
    },

    read(session, arn) {
        const state = readAccount(session.sandbox, session.accountId);
        const config = located(state, session, arn)?.schedulerConfig;
        return config && heldOf(config);
    },

    update(session, arn, desiredState) {
        const operation = "UpdateClusterSchedulerConfig";
        checked(operation, desiredState);
        return updateAccount(session.sandbox, session.accountId, (state) => {
            const cluster = located(state, session, arn);
            if (cluster?.schedulerConfig === undefined) {
                throw new RefusedRequest("sagemaker-no-scheduler", operation, { config: arn });
            }
            if (hasNeverStood(cluster.schedulerConfig)) {
                throw new RefusedRequest("sagemaker-never-created", operation, {
                    arn,
                    status: cluster.schedulerConfig.status,
                });
            }
            const changed: SchedulerConfig = {
                ...cluster.schedulerConfig,
                version: cluster.schedulerConfig.version + 1,
                status: "Updated",
                modifiedAt: now(),
                desiredState,
            };
            return {
                state: withHyperPod(state, { ...cluster, schedulerConfig: changed }),
                result: heldOf(changed),
            };
        });
    },

    async delete(session, arn) {
        await updateAccount(session.sandbox, session.accountId, (state) => {
            const cluster = located(state, session, arn);
            if (cluster === undefined) {
                return { state, result: undefined };
            }
            const { schedulerConfig: _gone, ...bare } = cluster;
            return { state: withHyperPod(state, bare), result: undefined };
        });
    },

    find(session, desired) {
        const { ClusterArn } = desired as Partial<SchedulerConfigProperties>;
        const state = readAccount(session.sandbox, session.accountId);
        return clustersHere(state, session).find(({ arn }) => arn === ClusterArn)?.schedulerConfig
            ?.arn;
    },
};

function checked(operation: string, desiredState: string): SchedulerConfigProperties {
    const desired = checkedState(
        operation,
        schedulerConfigShape,
        desiredState,
    ) as SchedulerConfigProperties;
    const name = priorityClassNamedTwice(desired);
    if (name !== undefined) {
        throw new RefusedRequest("sagemaker-priority-class", operation, { name });
    }
    return desired;
}

function located(
    state: AccountState | undefined,
    session: Session,
    arn: string,
): HyperPodCluster | undefined {
    return clustersHere(state, session).find(({ schedulerConfig }) => schedulerConfig?.arn === arn);
}

function heldOf({ arn, id, version, desiredState, ...config }: SchedulerConfig): Held {
    return {
        arn,
        desiredState,
        readOnly: {
            ClusterSchedulerConfigArn: arn,
            ClusterSchedulerConfigId: id,
            ClusterSchedulerConfigVersion: version,
            CreationTime: config.createdAt,
            LastModifiedTime: config.modifiedAt,
            Status: config.status,
        },
    };
}
