import { z } from "zod";
import { expected, text } from "./expectation";
import { teamNamePattern } from "./names";

/** The shape of teams.yaml; the only source of that shape. What a name means is decided in roster.ts. */

const teamName = text(
    "a team name: 1 to 40 lower-case letters, digits and inner hyphens",
    teamNamePattern,
);

const alias = z.string({ error: expected("a name from the stack's configuration") }).min(1);

const instances = z.strictObject({
    /** The API has a closed list of some 200 types; the service refuses what is not on it. */
    instanceType: text('an instance type, such as "ml.p5.48xlarge"', /^ml\.[a-z0-9-]+\.[a-z0-9]+$/),
    /** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ComputeQuotaResourceConfig.html */
    count: z
        .int({ error: expected("a whole number of instances, 1 to 10000000") })
        .min(1, { error: expected("a whole number of instances, 1 to 10000000") })
        .max(10_000_000, { error: expected("a whole number of instances, 1 to 10000000") }),
});

const data = z.strictObject({
    bucket: alias,
    /**
     * Ends with a slash: the prefix "vision" would also open "vision-secret/". Wildcards would
     * change what the policies mean.
     */
    prefix: text(
        'a key prefix that ends with "/" and holds no wildcard, such as "vision/"',
        /^[A-Za-z0-9!_.'()-][A-Za-z0-9!_.'()/-]{0,1000}\/$|^[A-Za-z0-9!_.'()-]\/$/,
    ),
});

const team = z.strictObject({
    scientists: z.strictObject({
        account: alias,
        /** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html: 1-32 */
        permissionSet: text(
            "the name of an Identity Center permission set: 1 to 32 letters, digits and +=,.@_-",
            /^[\w+=,.@-]{1,32}$/,
        ),
    }),
    cluster: alias,
    compute: z
        .array(instances)
        .min(1, { error: "got an empty list; expected at least one instance type" })
        .max(15, { error: "got more than 15 entries; a compute quota holds at most 15" }),
    data: z.array(data).default([]),
    serviceAccount: text(
        "a service account's name: lower-case letters, digits and inner hyphens",
        /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    )
        // Every pod that names none runs as "default": it would get the data without asking.
        .refine((name) => name !== "default", {
            error: 'got "default"; expected another name, because every pod that names none runs as "default"',
        })
        .default("training"),
    state: z
        .enum(["active", "leaving"], { error: expected('"active" or "leaving"') })
        .default("active"),
});

export const rosterSchema = z.strictObject({ teams: z.record(teamName, team) });

export type TeamInput = z.infer<typeof team>;
