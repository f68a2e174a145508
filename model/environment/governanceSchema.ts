import { z } from "zod";
import { oneOf, text } from "../expectation";
import { governanceDefaults } from "../roster/rosterDefaults";

/** Who owns what the teams of a cluster rest on: the program (managed), or somebody else (adopted). */

const management = oneOf(["managed", "adopted"]);

const addOn = z.strictObject({
    management,
    /** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAddon.html */
    version: text(
        'an add-on\'s version, such as "v1.3.8-eksbuild.2"',
        /^v\d{1,4}\.\d{1,4}\.\d{1,4}-eksbuild\.\d{1,4}$/,
    ).optional(),
});

export const addOns = z.strictObject({
    podIdentityAgent: addOn.default(governanceDefaults.addOn),
    taskGovernance: addOn.default(governanceDefaults.addOn),
});

export const taskGovernance = z.strictObject({
    quotas: management.default(governanceDefaults.quotas),
    scheduler: management.default(governanceDefaults.scheduler),
});

export type AddOnInput = z.infer<typeof addOn>;
