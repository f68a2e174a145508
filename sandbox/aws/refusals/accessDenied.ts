import type { Refusal } from "../refusals";

const source =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html: the words and the reasons behind them";

function denial(service: Refusal["service"], status: number, code: string): Refusal {
    const message =
        "User: {caller} is not authorized to perform: {action} on resource: {resource} {because}";
    return { service, status, code, message, source };
}

/** What the assumed role may not do. Codes as each service's list of common errors has them. */
export const accessDeniedRefusals = {
    "iam-access-denied": denial("IAM", 403, "AccessDenied"),
    "eks-access-denied": denial("EKS", 403, "AccessDeniedException"),
    "s3-access-denied": denial("S3", 403, "AccessDenied"),
    "fsx-access-denied": denial("FSx", 400, "AccessDeniedException"),
    "kms-access-denied": denial("KMS", 400, "AccessDeniedException"),
    "cloudcontrol-access-denied": denial("CloudControl", 400, "AccessDeniedException"),
} satisfies Readonly<Record<string, Refusal>>;
