import { z } from "zod";
import { oneOf, wholeNumber } from "../expectation";
import { clusterDefaults } from "./rosterDefaults";
import { alias, priorityClassName, teamName } from "./rosterForms";
import { team } from "./rosterTeamSchema";

/**
 * The shape of teams.yaml; the only source of that shape. The parser, the types, the JSON Schema for
 * editors (`rosterJsonSchema.ts`) and the field reference (`rosterReference.ts`) are made from it.
 */

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_SchedulerConfig.html */
const cluster = z.strictObject({
    priorityClasses: z
        .record(priorityClassName, wholeNumber("a whole number", 0, 100))
        .default({ ...clusterDefaults.priorityClasses })
        .meta({
            description:
                "Priority classes and their weights, 0 to 100; at most 10. A job names one as `<name>-priority`.",
            examples: [{ inference: 100, training: 80 }],
        }),
    fairShare: oneOf(["enabled", "disabled"])
        .default(clusterDefaults.fairShare)
        .meta({
            description: "Whether idle compute is shared by the teams' `fairShareWeight`.",
            examples: ["disabled"],
        }),
    idleResourceSharing: oneOf(["enabled", "disabled"])
        .optional()
        .meta({
            description: "Whether compute that no quota covers may be used; left to AWS if absent.",
            examples: ["enabled"],
        }),
});

/** All that a team must say, with the places to fill in as editors mark them. */
const newTeam = {
    "${1:team}": {
        cluster: "${2:training}",
        scientists: [{ account: "${3:research}", permissionSet: "${4:Scientist}" }],
        compute: { instances: [{ instanceType: "${5:ml.p5.48xlarge}", count: 1 }] },
        data: [{ bucket: "${6:curated}", prefix: "${7:team}/" }],
    },
};

export const rosterSchema = z
    .strictObject({
        clusters: z
            .record(alias, cluster)
            .default({})
            .meta({
                description:
                    "How clusters schedule, by their names in Pulumi.<stack>.yaml. Each listed one gets a cluster policy (ClusterSchedulerConfig) of the program's; leave out clusters whose policy somebody else owns.",
                examples: [{ training: { priorityClasses: { inference: 100, training: 80 } } }],
            }),
        teams: z.record(teamName, team).meta({
            description: "The teams, by name: 1 to 40 lower-case letters, digits and hyphens.",
            // A team's name is free, so completion has nothing to offer: this is what it offers.
            defaultSnippets: [{ label: "a team", body: newTeam }],
            examples: [
                {
                    vision: {
                        cluster: "training",
                        scientists: [{ account: "research", permissionSet: "VisionScientist" }],
                        compute: { instances: [{ instanceType: "ml.p5.48xlarge", count: 2 }] },
                    },
                },
            ],
        }),
    })
    .meta({
        title: "Teams of shared SageMaker HyperPod clusters",
        description: "The roster: one entry a team.",
    });

export type RosterInput = z.output<typeof rosterSchema>;
export type ClusterInput = z.output<typeof cluster>;
