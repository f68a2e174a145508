import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { addOnNames } from "../model/environment/addOns";
import type { AddOns } from "../model/environment/addOns";
import type { Cluster } from "../model/environment/environment";
import { inRegion } from "./region";

export interface ClusterAddOnsArgs {
    readonly cluster: Cluster;
}

/**
 * The add-ons of a cluster that are the program's: task governance, which makes namespaces out of
 * quotas, and the Pod Identity agent, which hands pods their credentials. Those that somebody else
 * owns are not declared, and taken to be there.
 */
export class ClusterAddOns extends pulumi.ComponentResource {
    /** Present where they are the program's. */
    public readonly taskGovernance: aws.eks.Addon | undefined;
    public readonly podIdentityAgent: aws.eks.Addon | undefined;

    private readonly label: string;
    private readonly cluster: Cluster;

    constructor(name: string, args: ClusterAddOnsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:ClusterAddOns", name, {}, opts);
        this.label = name;
        this.cluster = args.cluster;

        this.taskGovernance = this.install("taskGovernance", "task-governance");
        this.podIdentityAgent = this.install("podIdentityAgent", "pod-identity-agent");

        this.registerOutputs({});
    }

    private install(key: keyof AddOns, suffix: string): aws.eks.Addon | undefined {
        const { account, region, eksClusterName, addOns } = this.cluster;
        const addOn = addOns[key];
        if (addOn.management === "adopted") {
            return undefined;
        }
        return new aws.eks.Addon(
            `${this.label}-${suffix}`,
            {
                clusterName: eksClusterName,
                addonName: addOnNames[key],
                ...(addOn.version === undefined ? {} : { addonVersion: addOn.version }),
                // A Kueue or an agent that somebody installed by hand is running somebody's work: it
                // is named in the refusal instead of overwritten.
                resolveConflictsOnCreate: "NONE",
                resolveConflictsOnUpdate: "PRESERVE",
                ...inRegion(account, region),
            },
            // Every team's jobs run on it: leaving it to somebody else, or taking the stack down,
            // must not take it from the cluster. `preserve` would keep the pods, but not the add-on.
            { parent: this, retainOnDelete: true },
        );
    }
}
