import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { podAdmissionBindingSpec, podAdmissionSpec } from "../model/documents/podAdmission";
import { trainingNetworkSpec } from "../model/documents/trainingNetwork";
import { namespaceName, podAdmissionName } from "../model/names";
import type { Team } from "../model/team";
import { clusterMetadata, namespacedMetadata } from "./metadata";

export interface GuardRailsArgs {
    readonly team: Team;
}

/**
 * What makes the namespace a boundary for whoever may create pods in it: an admission policy about
 * what a pod may ask for, and a network policy about whom it may talk to. Each is opt-in.
 */
export class GuardRails extends pulumi.ComponentResource {
    constructor(name: string, args: GuardRailsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:GuardRails", name, {}, opts);
        const { team } = args;

        if (team.guardRails.includes("admission")) {
            const policyName = podAdmissionName(team.physicalName);
            const policy = new kubernetes.admissionregistration.v1.ValidatingAdmissionPolicy(
                `${name}-admission`,
                { metadata: clusterMetadata(policyName), spec: podAdmissionSpec(team) },
                { parent: this },
            );
            new kubernetes.admissionregistration.v1.ValidatingAdmissionPolicyBinding(
                `${name}-admission-binding`,
                {
                    metadata: clusterMetadata(policyName),
                    spec: podAdmissionBindingSpec(policyName),
                },
                // A binding is accepted without its policy, and then refuses nothing.
                { parent: this, dependsOn: [policy] },
            );
        }
        if (team.guardRails.includes("network")) {
            new kubernetes.networking.v1.NetworkPolicy(
                `${name}-network`,
                {
                    metadata: namespacedMetadata(
                        namespaceName(team.physicalName),
                        "hyperpod-team-training",
                    ),
                    spec: trainingNetworkSpec,
                },
                { parent: this },
            );
        }

        this.registerOutputs({});
    }
}
