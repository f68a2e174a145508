import { z } from "zod";
import { expected, oneOf, wholeNumber } from "../expectation";
import { computeDefaults, defaultBorrowLimit } from "./rosterDefaults";
import { instanceType } from "./rosterForms";

/**
 * What a team gets of a cluster.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ComputeQuotaResourceConfig.html
 */

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AcceleratorPartitionConfig.html */
export const partitionTypes = [
    "mig-1g.5gb",
    "mig-1g.10gb",
    "mig-1g.18gb",
    "mig-1g.20gb",
    "mig-1g.23gb",
    "mig-1g.35gb",
    "mig-1g.45gb",
    "mig-1g.47gb",
    "mig-2g.10gb",
    "mig-2g.20gb",
    "mig-2g.35gb",
    "mig-2g.45gb",
    "mig-2g.47gb",
    "mig-3g.20gb",
    "mig-3g.40gb",
    "mig-3g.71gb",
    "mig-3g.90gb",
    "mig-3g.93gb",
    "mig-4g.20gb",
    "mig-4g.40gb",
    "mig-4g.71gb",
    "mig-4g.90gb",
    "mig-4g.93gb",
    "mig-7g.40gb",
    "mig-7g.80gb",
    "mig-7g.141gb",
    "mig-7g.180gb",
    "mig-7g.186gb",
] as const;
export type PartitionType = (typeof partitionTypes)[number];

const amountError = { error: expected("a number above 0, at most 10000000") };
const amount = z.number(amountError).gt(0, amountError).max(10_000_000, amountError);

const partition = z
    .strictObject({
        type: oneOf(partitionTypes).meta({
            description: "The MIG profile.",
            examples: ["mig-1g.5gb"],
        }),
        count: wholeNumber("a whole number of partitions", 1, 10_000_000).meta({
            description: "How many partitions of this profile.",
            examples: [7],
        }),
    })
    .meta({ examples: [{ type: "mig-1g.5gb", count: 7 }] });

const resources = ["accelerators", "vCpu", "memoryInGiB"] as const;

const instances = z
    .strictObject({
        instanceType: instanceType.meta({
            description:
                "The instance type; each stands once in a list, or once for each MIG profile.",
            examples: ["ml.p5.48xlarge", "ml.g5.12xlarge"],
        }),
        count: wholeNumber("a whole number of instances", 1, 10_000_000)
            .optional()
            .meta({ description: "Whole instances.", examples: [2] }),
        accelerators: wholeNumber("a whole number of accelerators", 1, 10_000_000)
            .optional()
            .meta({
                description:
                    "Accelerators instead of whole instances; vCPU and memory follow by ratio unless given.",
                examples: [4],
            }),
        vCpu: amount
            .optional()
            .meta({ description: "vCPU instead of whole instances.", examples: [96] }),
        memoryInGiB: amount
            .optional()
            .meta({ description: "Memory instead of whole instances, in GiB.", examples: [512] }),
        acceleratorPartition: partition.optional().meta({
            description: "Parts of accelerators (MIG) instead of whole instances.",
            examples: [{ type: "mig-1g.5gb", count: 7 }],
        }),
    })
    .superRefine((value, context) => {
        const forms = [
            ...(value.count === undefined ? [] : ['"count"']),
            ...(resources.some((key) => value[key] !== undefined)
                ? ['"accelerators", "vCpu" or "memoryInGiB"']
                : []),
            ...(value.acceleratorPartition === undefined ? [] : ['"acceleratorPartition"']),
        ];
        if (forms.length !== 1) {
            context.addIssue({
                code: "custom",
                message: `got ${forms.length === 0 ? "no amount" : forms.join(" beside ")}; expected "count", or any of "accelerators", "vCpu" and "memoryInGiB", or "acceleratorPartition"`,
            });
        }
    })
    .meta({
        id: "instances",
        description:
            "An amount of one instance type: whole instances, or accelerators, vCPU and memory, or accelerator partitions.",
        examples: [
            { instanceType: "ml.p5.48xlarge", count: 2 },
            { instanceType: "ml.g5.48xlarge", accelerators: 4 },
            {
                instanceType: "ml.p4d.24xlarge",
                acceleratorPartition: { type: "mig-1g.5gb", count: 7 },
            },
        ],
        defaultSnippets: [
            { label: "whole instances", body: { instanceType: "${1:ml.p5.48xlarge}", count: 1 } },
            {
                label: "accelerators",
                body: { instanceType: "${1:ml.g5.48xlarge}", accelerators: 1 },
            },
        ],
        oneOf: [
            { required: ["count"] },
            { anyOf: resources.map((key) => ({ required: [key] })) },
            { required: ["acceleratorPartition"] },
        ],
    });

const instanceList = z
    .array(instances)
    .min(1, { error: "got an empty list; expected at least one instance type" })
    .max(15, { error: "got more than 15 entries; a compute quota holds at most 15" });

export const compute = z.strictObject({
    instances: instanceList.meta({
        description:
            "What is guaranteed to the team, 1 to 15 entries, one an instance type or MIG profile.",
        examples: [[{ instanceType: "ml.p5.48xlarge", count: 2 }]],
    }),
    sharing: oneOf(["dont-lend", "lend", "lend-and-borrow"])
        .default(computeDefaults.sharing)
        .meta({
            description:
                "Whether other teams may use what the team leaves idle, and whether the team may use theirs.",
            examples: ["lend-and-borrow"],
        }),
    borrowLimit: wholeNumber("a whole percentage", 1, 500)
        .optional()
        .meta({
            description: `How much the team may borrow, in percent of its own quota; with \`sharing: lend-and-borrow\` alone. Default ${defaultBorrowLimit}.`,
            examples: [100],
        }),
    absoluteBorrowLimits: instanceList.optional().meta({
        description:
            "How much the team may borrow of each instance type; with `sharing: lend-and-borrow` alone.",
        examples: [[{ instanceType: "ml.p5.48xlarge", count: 1 }]],
    }),
    preemption: oneOf(["lower-priority", "never"])
        .default(computeDefaults.preemption)
        .meta({
            description:
                "Whether a task of the team may push out the team's own tasks of lower priority.",
            examples: ["never"],
        }),
    fairShareWeight: wholeNumber("a whole number", 0, 100)
        .default(computeDefaults.fairShareWeight)
        .meta({
            description:
                "The team's share of idle compute among all that want it; of use where the cluster's `fairShare` is enabled.",
            examples: [50],
        }),
});

export type ComputeInput = z.infer<typeof compute>;
export type InstancesInput = z.infer<typeof instances>;
