import { z } from "zod";
import { text } from "../expectation";
import { alias } from "./rosterForms";

/** Who a member of an audience is: a permission set of Identity Center, or a role that exists. */

export const member = z
    .strictObject({
        account: alias.meta({
            description:
                "The account that the member works in, by its name in Pulumi.<stack>.yaml.",
            examples: ["research"],
        }),
        /** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html: 1-32 */
        permissionSet: text(
            "the name of an Identity Center permission set: 1 to 32 letters, digits and +=,.@_-",
            /^[A-Za-z0-9_+=,.@-]{1,32}$/,
        )
            .optional()
            .meta({
                description:
                    "The Identity Center permission set that makes a person a member; its name, not its role's ARN.",
                examples: ["VisionScientist"],
            }),
        /** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html: 1-64 */
        role: text(
            "the name of an IAM role, not its ARN: 1 to 64 letters, digits and +=,.@_-",
            /^[A-Za-z0-9_+=,.@-]{1,64}$/,
        )
            .refine((name) => !name.startsWith("AWSReservedSSO_"), {
                error: ({ input }) =>
                    `got "${String(input)}", a role that Identity Center makes and renames; expected its permission set's name under "permissionSet"`,
            })
            .optional()
            .meta({
                description:
                    "Instead of a permission set: an IAM role that exists already, by its name.",
                examples: ["gitlab-runner"],
            }),
    })
    .superRefine((value, context) => {
        if ((value.permissionSet === undefined) === (value.role === undefined)) {
            context.addIssue({
                code: "custom",
                message: `got ${value.role === undefined ? "neither" : "both"} of "permissionSet" and "role"; expected exactly one`,
            });
        }
    })
    .meta({
        id: "member",
        description: "A permission set of Identity Center, or an IAM role that exists.",
        examples: [
            { account: "research", permissionSet: "VisionScientist" },
            { account: "automation", role: "gitlab-runner" },
        ],
        oneOf: [{ required: ["permissionSet"] }, { required: ["role"] }],
        // What an editor offers by itself stops where there is a choice.
        defaultSnippets: [
            {
                label: "a permission set",
                body: { account: "${1:research}", permissionSet: "${2:Scientist}" },
            },
            {
                label: "a role that exists",
                body: { account: "${1:automation}", role: "${2:gitlab-runner}" },
            },
        ],
    });

export type MemberInput = z.infer<typeof member>;
