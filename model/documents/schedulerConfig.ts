import { schedulerConfigName } from "../names";
import type { ClusterSchedule } from "../roster/roster";
import { cloudControlTags } from "../tags";
import { desiredStateText, schedulerConfigProperties } from "./governanceProperties";
import type { SchedulerConfigProperties } from "./governanceProperties";

/** The CloudFormation type that Cloud Control manages for us, as with quotas. */
export const schedulerConfigType = "AWS::SageMaker::ClusterSchedulerConfig";

type Switch = SchedulerConfigProperties["SchedulerConfig"]["FairShare"];

/** How one cluster schedules the tasks of all its teams. */
export function schedulerConfig(schedule: ClusterSchedule): SchedulerConfigProperties {
    const { cluster, priorityClasses, fairShare, idleResourceSharing } = schedule;
    return {
        Name: schedulerConfigName(cluster.alias),
        ClusterArn: cluster.hyperPodClusterArn,
        SchedulerConfig: {
            PriorityClasses: priorityClasses.map(({ name, weight }) => ({
                Name: name,
                Weight: weight,
            })),
            FairShare: switched(fairShare),
            ...(idleResourceSharing === undefined
                ? {}
                : { IdleResourceSharing: switched(idleResourceSharing) }),
        },
        Tags: cloudControlTags({}),
    };
}

export function schedulerConfigText(schedule: ClusterSchedule): string {
    return desiredStateText(schedulerConfigProperties, schedulerConfig(schedule));
}

function switched(state: "enabled" | "disabled"): Switch {
    return state === "enabled" ? "Enabled" : "Disabled";
}
