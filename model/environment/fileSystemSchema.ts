import { z } from "zod";
import { expected, oneOf, text, wholeNumber } from "../expectation";
import { dataPrefix } from "../roster/rosterForms";
import { alias, availabilityZone, keyArn, region } from "./environmentForms";
import { fileEvents } from "./fileSystem";

/**
 * A file system that exists says where it is; one to be made says what it shall be.
 * https://docs.aws.amazon.com/fsx/latest/APIReference/API_FileSystem.html
 */

const events = z.array(oneOf(fileEvents)).refine((list) => new Set(list).size === list.length, {
    error: "got an event twice; remove one of the two",
});

const dataRepository = z.strictObject({
    path: text(
        'a directory of the file system, such as "/curated": names of letters, digits, ".", "_" and "-", without a slash at the end',
        /^(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,62}){1,8}$/,
    ),
    bucket: alias,
    prefix: dataPrefix.optional(),
    import: events.default(["new", "changed", "deleted"]),
    export: events.default([]),
    access: oneOf(["read", "read-write"]).optional(),
    /** Says that the key's owner has let FSx's role use the key of an encrypted bucket. */
    keyGrant: oneOf(["given"]).optional(),
});

const places = {
    id: text('a file system\'s id, "fs-" and 8 to 17 hexadecimal digits', /^fs-[0-9a-f]{8,17}$/),
    dnsName: text(
        'the DNS name of an FSx file system, "fs-….fsx.<region>.amazonaws.com"',
        /^fs-[0-9a-f]{8,17}\.fsx\.[a-z0-9-]{1,30}\.amazonaws\.com(\.cn)?$/,
    ),
    mountName: text(
        "a Lustre mount name: 1 to 8 letters, digits, hyphens and underscores",
        /^[A-Za-z0-9_-]{1,8}$/,
    ),
};

const plans = {
    subnetId: text(
        'a subnet\'s id, "subnet-" and 8 to 17 hexadecimal digits',
        /^subnet-[0-9a-f]{8,17}$/,
    ),
    /** The subnet's; the nodes should be in the same one. */
    availabilityZone,
    securityGroupIds: z
        .array(
            text(
                'a security group\'s id, "sg-" and 8 to 17 hexadecimal digits',
                /^sg-[0-9a-f]{8,17}$/,
            ),
            { error: expected("a list of security groups") },
        )
        .min(1, { error: "got none; expected at least one security group, open for Lustre" })
        .max(50, { error: "got more than 50; FSx takes at most 50 security groups" }),
    deploymentType: oneOf(["PERSISTENT_2", "SCRATCH_2"]),
};

const choices = {
    perUnitStorageThroughput: z.literal([125, 250, 500, 1000], {
        error: expected("125, 250, 500 or 1000 MB/s for each TiB"),
    }),
    kmsKeyArn: keyArn,
    perTeam: z.boolean({ error: expected("true or false") }),
    removal: oneOf(["refuse", "keep", "delete"]),
    dataRepositories: z.array(dataRepository),
};

export const fileSystem = z
    .strictObject({
        account: alias,
        cluster: alias.optional(),
        region: region.optional(),
        capacityGiB: wholeNumber("a whole number of GiB", 1, 2_147_483_647),
        id: places.id.optional(),
        dnsName: places.dnsName.optional(),
        mountName: places.mountName.optional(),
        subnetId: plans.subnetId.optional(),
        availabilityZone: plans.availabilityZone.optional(),
        securityGroupIds: plans.securityGroupIds.optional(),
        deploymentType: plans.deploymentType.optional(),
        perUnitStorageThroughput: choices.perUnitStorageThroughput.optional(),
        kmsKeyArn: choices.kmsKeyArn.optional(),
        perTeam: choices.perTeam.optional(),
        removal: choices.removal.optional(),
        dataRepositories: choices.dataRepositories.optional(),
    })
    .superRefine((entry, context) => {
        const given = (fields: object) =>
            Object.keys(fields).filter((field) => entry[field as keyof typeof entry] !== undefined);
        const placed = given(places);
        const planned = given({ ...plans, ...choices });
        if (placed.length > 0 && planned.length > 0) {
            context.addIssue({
                code: "custom",
                message: `got both "${placed[0] ?? ""}", of a file system that exists, and "${planned[0] ?? ""}", of one to be made; expected one of the two`,
            });
            return;
        }
        const wanted: Readonly<Record<string, z.ZodType>> =
            planned.length > 0 ? { cluster: alias, ...plans } : places;
        for (const [field, schema] of Object.entries(wanted)) {
            if (entry[field as keyof typeof entry] === undefined) {
                context.addIssue({
                    code: "custom",
                    path: [field],
                    message: schema.safeParse(undefined).error?.issues[0]?.message ?? "missing",
                });
            }
        }
    });

export type FileSystemInput = z.infer<typeof fileSystem>;
export type DataRepositoryInput = z.infer<typeof dataRepository>;
