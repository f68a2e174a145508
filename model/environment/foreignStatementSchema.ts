import { z } from "zod";
import { expected, oneOf, text } from "../expectation";

/**
 * A statement of somebody else's in a policy that the program writes. Names are IAM's own, so that what
 * stands in the policy can be pasted. Values are text: YAML would change an account id or "false".
 */
const value = text("text, in quotes where it is a number or a word of YAML's", /^[^\0]{1,2048}$/);
const several = "text in quotes, or a list of such texts, which has at least one";
const values = z.union([value, z.array(value).min(1, { error: expected(several) })], {
    error: expected(several),
});

const principal = z.union(
    [
        z.literal("*"),
        z.partialRecord(oneOf(["AWS", "Service", "Federated", "CanonicalUser"]), values),
    ],
    { error: expected('"*" or principals by type, such as "AWS: arn:aws:iam::<account id>:root"') },
);

export const foreignStatement = z
    .strictObject({
        Sid: text("a name, by which the statement is told from others", /^[^\0]{1,128}$/),
        Effect: oneOf(["Allow", "Deny"]),
        Principal: principal.optional(),
        NotPrincipal: principal.optional(),
        Action: values.optional(),
        NotAction: values.optional(),
        Resource: values.optional(),
        NotResource: values.optional(),
        Condition: z.record(value, z.record(value, values)).optional(),
    })
    .superRefine((statement, context) => {
        for (const element of ["Principal", "Action", "Resource"] as const) {
            const given = [statement[element], statement[`Not${element}`]];
            if (given.filter((each) => each !== undefined).length !== 1) {
                context.addIssue({
                    code: "custom",
                    message: `expected exactly one of "${element}" and "Not${element}"`,
                });
            }
        }
    });
