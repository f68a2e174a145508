/** Names the IAM role that a service account's pods get by the cluster's identity provider. */
export const roleAnnotation = "eks.amazonaws.com/role-arn";
