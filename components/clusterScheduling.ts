import * as pulumi from "@pulumi/pulumi";
import type { Leftover } from "../model/documents/governanceStanding";
import type { ClusterSchedule } from "../model/roster/roster";
import { schedulerConfigText, schedulerConfigType } from "../model/documents/schedulerConfig";
import { governanceResource } from "./governanceResource";

export interface ClusterSchedulingArgs {
    readonly schedule: ClusterSchedule;
    readonly leftover: Leftover;
    /** Whether the engine refuses to delete it. */
    readonly isProtected: boolean;
}

/**
 * How a cluster schedules the tasks of its teams: one scheduler configuration a cluster. Quotas come
 * after it, so that a team's fair-share weight means something from its first day on.
 */
export class ClusterScheduling extends pulumi.ComponentResource {
    public readonly clusterArn: string;

    constructor(name: string, args: ClusterSchedulingArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:ClusterScheduling", name, {}, opts);
        const { schedule, leftover, isProtected } = args;
        const { cluster } = schedule;

        governanceResource(
            `${name}-scheduler`,
            {
                what: "the scheduler configuration",
                typeName: schedulerConfigType,
                desiredState: schedulerConfigText(schedule),
                cluster,
                leftover,
                isProtected,
            },
            { parent: this },
        );

        this.clusterArn = cluster.hyperPodClusterArn;
        // What the next run compares with, see lastState/unconfirmedRemovals.ts.
        this.registerOutputs({ clusterArn: this.clusterArn, isProtected });
    }
}
