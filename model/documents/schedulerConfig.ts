import { schedulerConfigName } from "../names";
import type { ClusterSchedule } from "../roster/roster";
import { cloudControlTags } from "../tags";
import type { CloudControlTag } from "../tags";

/** The CloudFormation type that Cloud Control manages for us, as with quotas. */
export const schedulerConfigType = "AWS::SageMaker::ClusterSchedulerConfig";

type Switch = "Enabled" | "Disabled";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sagemaker-clusterschedulerconfig.html */
export interface SchedulerConfigProperties {
    readonly Name: string;
    readonly ClusterArn: string;
    readonly SchedulerConfig: {
        readonly PriorityClasses: readonly { readonly Name: string; readonly Weight: number }[];
        readonly FairShare: Switch;
        readonly IdleResourceSharing?: Switch;
    };
    readonly Tags: readonly CloudControlTag[];
}

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
    return JSON.stringify(schedulerConfig(schedule));
}

function switched(state: "enabled" | "disabled"): Switch {
    return state === "enabled" ? "Enabled" : "Disabled";
}
