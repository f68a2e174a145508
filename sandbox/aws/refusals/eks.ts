import type { Refusal } from "../refusals";

const accessEntries = "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html";
const api = "https://docs.aws.amazon.com/eks/latest/APIReference/API_";

function parameter(message: string, source: string): Refusal {
    return { service: "EKS", status: 400, code: "InvalidParameterException", message, source };
}

function inUse(message: string, source: string): Refusal {
    return { service: "EKS", status: 409, code: "ResourceInUseException", message, source };
}

function notFound(message: string, source: string): Refusal {
    return { service: "EKS", status: 404, code: "ResourceNotFoundException", message, source };
}

export const eksRefusals = {
    "eks-no-cluster": notFound(
        "No cluster found for name: {cluster}.",
        `${api}DescribeCluster.html`,
    ),
    "eks-entry-exists": inUse(
        "The specified access entry resource is already in use on this cluster.",
        "terraform-aws-modules/terraform-aws-eks#3293",
    ),
    "eks-no-entry": notFound(
        "The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.",
        "terraform-aws-modules/terraform-aws-eks#3024",
    ),
    "eks-entry-principal": parameter(
        "The specified principalArn is invalid: invalid principal.",
        "terraform-aws-modules/terraform-aws-eks#2969",
    ),
    "eks-entry-foreign-type": parameter(
        "The specified principalArn is invalid: it must be in the cluster's account for type {type}.",
        `${accessEntries}; wording unconfirmed`,
    ),
    "eks-entry-type": parameter(
        "The specified type is invalid: {type}",
        `${api}CreateAccessEntry.html; wording unconfirmed`,
    ),
    "eks-entry-type-groups": parameter(
        "The kubernetesGroups and username of an access entry of type {type} cannot be set.",
        `${api}CreateAccessEntry.html; wording unconfirmed`,
    ),
    "eks-group-prefix": parameter(
        "The kubernetes group name {group} is invalid, it cannot start with system:",
        `${accessEntries}; quoted in public repositories`,
    ),
    "eks-user-name": parameter(
        "The specified username is invalid: {userName}; it cannot start with system:, eks:, aws:, amazon: or iam:, and a colon must precede {{SessionName}}",
        `${accessEntries}; wording unconfirmed`,
    ),
    "eks-policy-arn": parameter(
        "The specified policyArn is invalid: {policy}",
        `${api}AssociateAccessPolicy.html; wording unconfirmed`,
    ),
    "eks-policy-entry-type": parameter(
        "Access policies cannot be associated with an access entry of type {type}.",
        `${api}AssociateAccessPolicy.html; wording unconfirmed`,
    ),
    "eks-scope-without-namespaces": parameter(
        "The namespaces of an access scope of type namespace must not be empty.",
        `${api}AccessScope.html; wording unconfirmed`,
    ),
    "eks-scope-with-namespaces": parameter(
        "The namespaces of an access scope of type cluster must be empty.",
        `${api}AccessScope.html; wording unconfirmed`,
    ),
    "eks-scope-type": parameter(
        "The specified access scope type is invalid: {type}",
        `${api}AccessScope.html; wording unconfirmed`,
    ),
    "eks-add-on-unknown": parameter(
        "Addon {addOn} specified is not supported in {version} kubernetes version",
        "marcincuber/eks#10",
    ),
    "eks-add-on-version": parameter(
        "Addon version specified is not supported",
        "hashicorp/terraform-provider-aws#33385, aws-samples/eks-workshop-v2#964",
    ),
    "eks-add-on-exists": inUse(
        "Addon already exists.",
        "wandb/terraform-aws-wandb#230, crossplane-contrib/provider-aws#1310",
    ),
    "eks-no-add-on": notFound(
        "No addon: {addOn} found in cluster: {cluster}",
        `${api}UpdateAddon.html; wording unconfirmed`,
    ),
    "eks-pod-identity-exists": inUse(
        "Association already exists: {association}",
        `${api}CreatePodIdentityAssociation.html`,
    ),
    "eks-pod-identity-no-association": notFound(
        "The specified pod identity association does not exist: {association}",
        `${api}DescribePodIdentityAssociation.html; wording unconfirmed`,
    ),
    "eks-pod-identity-role-missing": parameter(
        "Role provided in the request does not exist.",
        `${api}CreatePodIdentityAssociation.html; wording unconfirmed`,
    ),
    "eks-pod-identity-role-account": parameter(
        "Role provided in the request belongs to another account.",
        "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html: the role is in the cluster's account; wording unconfirmed",
    ),
    "eks-pod-identity-target-role": parameter(
        "The specified targetRoleArn is invalid: {role}",
        `${api}CreatePodIdentityAssociation.html; wording unconfirmed`,
    ),
    "eks-pod-identity-trust": parameter(
        "Trust policy of the role provided is invalid. Follow the official documentation to resolve the issue.",
        "hashicorp/terraform-provider-aws#41483, aws/aws-cdk#31522",
    ),
    "eks-pod-identity-namespace": parameter(
        "The specified namespace is invalid: {namespace}",
        `${api}CreatePodIdentityAssociation.html; wording unconfirmed`,
    ),
    "eks-pod-identity-service-account": parameter(
        "The specified serviceAccount is invalid: {serviceAccount}",
        `${api}CreatePodIdentityAssociation.html; wording unconfirmed`,
    ),
} satisfies Readonly<Record<string, Refusal>>;
