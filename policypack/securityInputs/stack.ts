import type { SecurityInput } from "../securityInputs";

/** The inputs that rules about providers and about the whole stack read beside the others. */
export const stackSecurityInputs: readonly SecurityInput[] = [
    {
        type: "pulumi:providers:aws",
        paths: ["allowedAccountIds", "skipRequestingAccountId"],
    },
];
