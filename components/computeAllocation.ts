import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { computeQuotaText, computeQuotaType } from "../model/documents/computeQuota";
import { namespaceName } from "../model/names";
import type { Team } from "../model/team";
import { inRegion } from "./region";

export interface ComputeAllocationArgs {
    readonly team: Team;
}

/**
 * The team's compute quota. Task governance makes the team's namespace and queues out of it, so
 * whatever lives in the namespace depends on this component, and the program never makes a
 * namespace itself.
 */
export class ComputeAllocation extends pulumi.ComponentResource {
    public readonly namespaceName: string;

    constructor(name: string, args: ComputeAllocationArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:ComputeAllocation", name, {}, opts);
        const { team } = args;
        const { account, region } = team.cluster;

        new aws.cloudcontrol.Resource(
            `${name}-quota`,
            {
                typeName: computeQuotaType,
                desiredState: computeQuotaText(team),
                ...inRegion(account, region),
            },
            { parent: this },
        );

        this.namespaceName = namespaceName(team.physicalName);
        this.registerOutputs({ namespaceName: this.namespaceName });
    }
}
