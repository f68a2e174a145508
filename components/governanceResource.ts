import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
    governanceStanding,
    hasFailedToChange,
    hasNeverStood,
} from "../model/documents/governanceStanding";
import type { Leftover } from "../model/documents/governanceStanding";
import type { Cluster } from "../model/environment/environment";
import { inRegion } from "./region";

export interface GovernanceResourceArgs {
    /** What a message calls it, such as `the compute quota of team "vision"`. */
    readonly what: string;
    readonly typeName: string;
    readonly desiredState: string;
    readonly cluster: Cluster;
    readonly leftover: Leftover;
    readonly isProtected: boolean;
}

/**
 * A quota or a scheduler configuration through Cloud Control. Task governance that is not ready lets
 * one be made that never stands: the rollout then ends with that, and the next one replaces it.
 */
export function governanceResource(
    name: string,
    args: GovernanceResourceArgs,
    opts: pulumi.CustomResourceOptions,
): aws.cloudcontrol.Resource {
    const { what, typeName, desiredState, cluster, leftover } = args;
    const resource = new aws.cloudcontrol.Resource(
        name,
        { typeName, desiredState, ...inRegion(cluster.account, cluster.region) },
        // What never stood is to be replaced, which the engine refuses for what is protected.
        {
            ...opts,
            ...replacing(leftover),
            protect: args.isProtected && leftover.state !== "failed",
        },
    );
    resource.properties.apply((properties) => {
        const standing = governanceStanding(properties);
        if (standing !== undefined && hasNeverStood(standing)) {
            throw new pulumi.RunError(
                `${what} is "${standing.status}" on cluster "${cluster.alias}", so nothing was made of it; see that the task governance add-on is there and ready, and roll out again, which replaces it`,
            );
        }
        if (standing !== undefined && hasFailedToChange(standing)) {
            void pulumi.log.warn(
                `${what} is "${standing.status}" on cluster "${cluster.alias}": it stands as it was before its last change`,
                resource,
            );
        }
    });
    return resource;
}

/**
 * The engine replaces what has another trigger than the last time, and takes a missing trigger, then
 * or now, for none. So the first creation records one, the object that failed is another, and what
 * stands needs none.
 */
function replacing(leftover: Leftover): pulumi.CustomResourceOptions {
    switch (leftover.state) {
        case "none":
            return { replacementTrigger: "first" };
        case "failed":
            // A cluster has room for one: the failed object goes first.
            return { replacementTrigger: leftover.arn, deleteBeforeReplace: true };
        case "standing":
            return {};
    }
}
