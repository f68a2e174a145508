import type { EksCluster, PodIdentityAssociation } from "./accountState";

/**
 * The tags that EKS gives the session of a pod and passes on to a target role.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export function podSessionTags(
    cluster: EksCluster,
    { namespace, serviceAccount, disableSessionTags }: PodIdentityAssociation,
): Readonly<Record<string, string>> {
    return disableSessionTags === true
        ? {}
        : {
              "aws:RequestTag/eks-cluster-arn": cluster.arn,
              "aws:RequestTag/eks-cluster-name": cluster.name,
              "aws:RequestTag/kubernetes-namespace": namespace,
              "aws:RequestTag/kubernetes-service-account": serviceAccount,
          };
}

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html */
export function externalIdOf(
    accountId: string,
    { region, name }: EksCluster,
    { namespace, serviceAccount, targetRoleArn }: PodIdentityAssociation,
): string {
    return targetRoleArn === undefined
        ? ""
        : [region, accountId, name, namespace, serviceAccount].join("/");
}
