import { z } from "zod";
import { expected, oneOf, text } from "../expectation";
import { compute } from "./rosterComputeSchema";
import { dataDefaults, daysOfNotice, teamDefaults } from "./rosterDefaults";
import { alias, dataPrefix, day, stackName, teamName } from "./rosterForms";
import { member } from "./rosterMemberSchema";

/** One entry of the roster. What its names mean is decided in `rosterTeam.ts`. */

const grant = z.strictObject({
    bucket: alias.meta({
        description: "The bucket, by its name in Pulumi.<stack>.yaml.",
        examples: ["curated"],
    }),
    prefix: dataPrefix.meta({
        description:
            "The keys that the team reaches. Ends with a slash: `vision` would also open `vision-secret/`.",
        examples: ["vision/", "shared/maps/"],
    }),
    mode: oneOf(["read", "read-write"])
        .default(dataDefaults.mode)
        .meta({ description: "What the team's pods may do there.", examples: ["read-write"] }),
});

const grants = z
    .array(grant)
    .max(100, { error: "got more than 100 entries; expected at most 100 prefixes" });

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html#id_tags_naming_best_practices */
const tagKey = text(
    "a tag's key: 1 to 128 letters, digits, spaces and _.:/=+-@",
    /^[\p{L}\p{N} _.:/=+@-]{1,128}$/u,
);
const tagValue = z.string({ error: expected("text") }).regex(/^[\p{L}\p{N} _.:/=+@-]{0,256}$/u, {
    error: expected("a tag's value: at most 256 letters, digits, spaces and _.:/=+-@"),
});

const audienceText = "Each is a permission set of Identity Center or a role that exists.";
const audience = z
    .array(member)
    .max(50, { error: "got more than 50 entries; expected at most 50 members" });

/**
 * No control characters, so no line ends: a block after ">" ends with one.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateComputeQuota.html
 */
const entityDescription = /^[\p{L}\p{M}\p{Z}\p{S}\p{N}\p{P}]*$/u;

/** The fields that an environment may replace, without the defaults: there, absent means "as above". */
const fields = {
    cluster: alias.meta({
        description: "The cluster that the team trains on, by its name in Pulumi.<stack>.yaml.",
        examples: ["training"],
    }),
    scientists: audience.min(1, { error: "got an empty list; expected at least one" }).meta({
        description: `Who may submit. ${audienceText}`,
        examples: [[{ account: "research", permissionSet: "VisionScientist" }]],
    }),
    viewers: audience.meta({
        description: `Who may look and no more. ${audienceText}`,
        examples: [[{ account: "research", permissionSet: "VisionViewer" }]],
    }),
    robots: audience.meta({
        description: `Machines that submit, such as CI. ${audienceText}`,
        examples: [[{ account: "automation", role: "gitlab-runner" }]],
    }),
    compute: compute.meta({
        description:
            "What the team gets of the cluster. Left out where the quotas of its cluster are somebody else's (`taskGovernance` in Pulumi.<stack>.yaml), and there alone.",
        examples: [{ instances: [{ instanceType: "ml.p5.48xlarge", count: 2 }] }],
    }),
    data: grants.meta({
        description:
            "What the team's pods reach, one entry a prefix. Prefixes of one bucket lie apart, within a team and between teams; teams share a prefix by naming the same one.",
        examples: [[{ bucket: "curated", prefix: "vision/", mode: "read" }]],
    }),
    dataRole: oneOf(["cluster-account", "data-account", "data-account-by-external-id"]).meta({
        description:
            "Where the role is that reaches the data: in the cluster's account, or in the data's, for an owner that wants to have it; fenced there by session tags or by an external id. See docs/dataRole.md.",
        examples: ["data-account"],
    }),
    fileSystems: z
        .array(alias)
        .max(20, { error: "got more than 20 entries; expected at most 20 file systems" })
        .meta({
            description:
                "File systems that get a volume and a claim in the team's namespace, by their names in Pulumi.<stack>.yaml. Each volume is the whole file system.",
            examples: [["scratch"]],
        }),
    serviceAccounts: z
        .array(
            text(
                "a service account's name: lower-case letters, digits and inner hyphens",
                /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
            )
                // Every pod that names none runs as "default": it would get the data without asking.
                .refine((name) => name !== "default", {
                    error: 'got "default"; expected another name, because every pod that names none runs as "default"',
                }),
        )
        .min(1, { error: "got an empty list; expected at least one" })
        .max(20, { error: "got more than 20 entries; expected at most 20 service accounts" })
        .meta({
            description: "The service accounts that pods name to get the team's data.",
            examples: [["training", "evaluation"]],
        }),
    clusterAccess: oneOf(["group", "hyperpod-policies", "edit-policy"]).meta({
        description:
            "How scientists and robots get their rights in the namespace: by RBAC for the team's group, by HyperPod's EKS access policies, or by AmazonEKSEditPolicy as in AWS's blog (which can read secrets and impersonate service accounts).",
        examples: ["hyperpod-policies"],
    }),
    guardRails: z.array(oneOf(["admission", "network"])).meta({
        description:
            "What keeps the team's pods inside their namespace: `admission` refuses pods that reach for their node or a foreign service account, `network` lets them talk to each other, to AWS and to what training needs. See docs/guardRails.md.",
        examples: [["admission", "network"]],
    }),
    extraRights: z.array(oneOf(["exec", "console"])).meta({
        description:
            "Rights that no team has by itself. `exec`: scientists and robots run commands in the team's pods, with whatever the pods reach. `console`: scientists and viewers see their namespace in the EKS console.",
        examples: [["exec"], ["exec", "console"]],
    }),
    tags: z.record(tagKey, tagValue).meta({
        description:
            "AWS tags on all of the team's AWS resources. `team`, `managed-by` and `aws:…` are taken.",
        examples: [{ "cost-center": "4711" }],
    }),
    expires: day.meta({
        description: `The first day without the team: from then on the roster has a problem, and ${daysOfNotice} days before it a warning.`,
        examples: ["2027-03-31"],
    }),
    movedFrom: z
        .strictObject({
            cluster: alias
                .optional()
                .meta({ description: "The cluster that the team leaves.", examples: ["training"] }),
            accounts: z
                .array(alias)
                .min(1, { error: "got an empty list; expected at least one" })
                .optional()
                .meta({
                    description: "Accounts that had members and have none any more.",
                    examples: [["research"]],
                }),
        })
        .meta({
            description:
                "Says that a move is meant: without it, a team that is on another cluster than before, or that lost an account, fails the preview. May go after the rollout.",
            examples: [{ cluster: "training" }, { accounts: ["research"] }],
        }),
    group: teamName.meta({
        description:
            "Which of several stacks holds the team, where an environment is spread over them (`groups` in Pulumi.<stack>.yaml). See docs/backends.md.",
        examples: ["research"],
    }),
    state: oneOf(["active", "leaving"]).meta({
        description:
            "`leaving` removes the team's resources at the next rollout; then the entry may go.",
        examples: ["leaving"],
    }),
};

const override = z.strictObject(fields).partial().meta({ id: "override" });

export const team = z.strictObject({
    description: text(
        'text on one line, without invisible characters (write it in quotes, or after ">-")',
        entityDescription,
    )
        .max(200, { error: expected("text of at most 200 characters") })
        .optional()
        .meta({ description: "What the team does, on one line.", examples: ["Perception models"] }),
    owners: z
        .array(text("an e-mail address", /^[^\s@,;<>]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}$/))
        .default([...teamDefaults.owners])
        .meta({
            description: "E-mail addresses of whoever answers for the team.",
            examples: [["ada@example.com"]],
        }),
    contact: z
        .string({ error: expected("text of at most 200 characters") })
        .min(1, { error: expected("text of at most 200 characters") })
        .max(200, { error: expected("text of at most 200 characters") })
        .optional()
        .meta({ description: "Where to ask.", examples: ["#vision-help"] }),
    tags: fields.tags.default({ ...teamDefaults.tags }),
    expires: fields.expires.optional(),
    group: fields.group.optional(),
    cluster: fields.cluster,
    scientists: fields.scientists,
    viewers: fields.viewers.default([...teamDefaults.viewers]),
    robots: fields.robots.default([...teamDefaults.robots]),
    compute: fields.compute.optional(),
    data: fields.data.default([...teamDefaults.data]),
    dataRole: fields.dataRole.default(teamDefaults.dataRole),
    fileSystems: fields.fileSystems.default([...teamDefaults.fileSystems]),
    serviceAccounts: fields.serviceAccounts.default([...teamDefaults.serviceAccounts]),
    clusterAccess: fields.clusterAccess.default(teamDefaults.clusterAccess),
    guardRails: fields.guardRails.default([...teamDefaults.guardRails]),
    extraRights: fields.extraRights.default([...teamDefaults.extraRights]),
    environments: z
        .record(stackName, override.nullable(), { error: mapOfStacks })
        .refine((stacks) => Object.keys(stacks).length > 0, {
            error: "got an empty map, which names none; leave the field out for all environments",
        })
        .optional()
        .meta({
            // For editors, which know no refinements.
            minProperties: 1,
            description:
                "The environments that the team is in, at least one; without it, all. Fields below one replace the team's own there, each as a whole; nothing below one means: as above.",
            examples: [{ dev: null, prod: { state: "leaving" } }],
        }),
    formerly: teamName.optional().meta({
        description:
            "The name that a renamed team was made with: everything in AWS and Kubernetes keeps it, because a namespace cannot be renamed. Stays for good.",
        examples: ["perception"],
    }),
    movedFrom: fields.movedFrom.optional(),
    state: fields.state.default(teamDefaults.state),
});

/** A list of environments is what many try first; what was in it is shown as it would be right. */
function mapOfStacks({
    code,
    input,
}: {
    readonly code?: string;
    readonly input?: unknown;
}): string | undefined {
    if (code !== "invalid_type") {
        return undefined;
    }
    const listed = z.array(stackName).min(1).max(10).safeParse([input].flat());
    const stacks = listed.success ? listed.data : ["dev", "prod"];
    return expected(`a map, { ${stacks.map((stack) => `${stack}:`).join(" , ")} }`)({ input });
}

export type TeamInput = z.output<typeof team>;
export type OverrideInput = z.output<typeof override>;
