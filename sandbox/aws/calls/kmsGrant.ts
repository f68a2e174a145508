import type { Asked, Calls } from "../awsCall";
import { kmsKeyArn } from "./kmsKeyPolicy";

const on = (asked: Asked): string => kmsKeyArn(asked, String(asked.properties.keyId));

export const kmsGrantCalls: Calls = {
    source: "hashicorp/terraform-provider-aws internal/service/kms/grant.go",
    create: [
        {
            action: "kms:CreateGrant",
            on,
            context: ({ properties }) => ({
                "kms:GranteePrincipal": String(properties.granteePrincipal),
            }),
        },
    ],
    read: [{ action: "kms:ListGrants", on }],
    update: [],
    delete: [{ action: "kms:RevokeGrant", on }],
};
