import type { Shape } from "./cloudControlSchema";
import { description, hyperPodClusterArn, kueueName, policyName, tags } from "./governanceShapes";

const switched: Shape = { kind: "text", values: ["Enabled", "Disabled"] };

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sagemaker-clusterschedulerconfig.html
 */
export const schedulerConfigShape: Shape = {
    kind: "object",
    members: {
        Name: policyName,
        ClusterArn: hyperPodClusterArn,
        Description: description,
        SchedulerConfig: {
            kind: "object",
            required: true,
            members: {
                PriorityClasses: {
                    kind: "list",
                    most: 10,
                    members: {
                        Name: kueueName,
                        Weight: { kind: "integer", required: true, least: 0, most: 100 },
                    },
                },
                FairShare: switched,
                IdleResourceSharing: switched,
            },
        },
        Tags: tags,
    },
};

/** The properties of a scheduler configuration that has passed its schema. */
export interface SchedulerConfigProperties {
    readonly Name: string;
    readonly ClusterArn: string;
    readonly SchedulerConfig: {
        readonly PriorityClasses?: readonly { readonly Name: string }[];
    };
}

/** Each class becomes a WorkloadPriorityClass of that name: two of one name cannot stand. */
export function priorityClassNamedTwice({
    SchedulerConfig,
}: SchedulerConfigProperties): string | undefined {
    const names = (SchedulerConfig.PriorityClasses ?? []).map(({ Name }) => Name);
    return names.find((name, index) => names.indexOf(name) !== index);
}
