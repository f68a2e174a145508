/**
 * The add-ons that EKS is known here to offer, each with the version that it would choose. Versions
 * are judged by form and major version alone: EKS's own list grows every week.
 * https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
 */
const offered: ReadonlyMap<string, string> = new Map([
    ["amazon-sagemaker-hyperpod-taskgovernance", "v1.6.0-eksbuild.1"],
    ["eks-pod-identity-agent", "v1.3.8-eksbuild.2"],
]);

export const podIdentityAgent = "eks-pod-identity-agent";
export const taskGovernance = "amazon-sagemaker-hyperpod-taskgovernance";

export function defaultVersion(addOn: string): string | undefined {
    return offered.get(addOn);
}

export function isOfferedVersion(version: string): boolean {
    return /^v1\.\d+\.\d+-eksbuild\.\d+$/.test(version);
}
