import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterSchedule } from "../model/roster/roster";
import { schedulerConfigText, schedulerConfigType } from "../model/documents/schedulerConfig";
import { inRegion } from "./region";

export interface ClusterSchedulingArgs {
    readonly schedule: ClusterSchedule;
}

/**
 * How a cluster schedules the tasks of its teams: one scheduler configuration a cluster. Quotas come
 * after it, so that a team's fair-share weight means something from its first day on.
 */
export class ClusterScheduling extends pulumi.ComponentResource {
    public readonly clusterArn: string;

    constructor(name: string, args: ClusterSchedulingArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:ClusterScheduling", name, {}, opts);
        const { schedule } = args;
        const { account, region, hyperPodClusterArn } = schedule.cluster;

        new aws.cloudcontrol.Resource(
            `${name}-scheduler`,
            {
                typeName: schedulerConfigType,
                desiredState: schedulerConfigText(schedule),
                ...inRegion(account, region),
            },
            { parent: this },
        );

        this.clusterArn = hyperPodClusterArn;
        this.registerOutputs({ clusterArn: this.clusterArn });
    }
}
