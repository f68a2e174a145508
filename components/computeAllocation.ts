import * as pulumi from "@pulumi/pulumi";
import { computeQuotaText, computeQuotaType } from "../model/documents/computeQuota";
import type { Leftover } from "../model/documents/governanceStanding";
import { namespaceName } from "../model/names";
import type { ComputeAllocation as Allocation, Team } from "../model/team";
import { governanceResource } from "./governanceResource";

export interface ComputeAllocationArgs {
    readonly team: Team;
    readonly compute: Allocation;
    readonly leftover: Leftover;
    /** Whether the engine refuses to delete it. */
    readonly isProtected: boolean;
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
        const { team, compute, leftover, isProtected } = args;

        governanceResource(
            `${name}-quota`,
            {
                what: `the compute quota of team "${team.physicalName}"`,
                typeName: computeQuotaType,
                desiredState: computeQuotaText(team, compute),
                cluster: team.cluster,
                leftover,
                isProtected,
            },
            { parent: this },
        );

        this.namespaceName = namespaceName(team.physicalName);
        this.registerOutputs({ namespaceName: this.namespaceName });
    }
}
