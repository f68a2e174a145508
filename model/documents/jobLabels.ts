import { localQueueName } from "../names";
import type { ClusterSchedule } from "../roster/roster";
import type { Team } from "../team";

export const queueLabel = "kueue.x-k8s.io/queue-name";
export const priorityLabel = "kueue.x-k8s.io/priority-class";

/**
 * What a job says to be admitted, and its pod templates with it: task governance refuses pods without
 * a queue. A priority class that does not exist fails the job, and none counts as the lowest.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-eks-operate-console-ui-governance-cli.html
 */
export interface JobLabels {
    readonly queueName: string;
    /** The highest first; empty where the roster leaves the cluster's policy to somebody else. */
    readonly priorityClasses: readonly string[];
}

export function jobLabels(team: Team, schedules: readonly ClusterSchedule[]): JobLabels {
    const schedule = schedules.find(({ cluster }) => cluster === team.cluster);
    return {
        queueName: localQueueName(team.physicalName),
        priorityClasses: [...(schedule?.priorityClasses ?? [])]
            .sort((a, b) => b.weight - a.weight)
            .map(({ name }) => `${name}-priority`),
    };
}
