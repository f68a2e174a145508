import type { Shape } from "./cloudControlSchema";

/** What both types of task governance have in common. */

export const policyName: Shape = {
    kind: "text",
    required: true,
    pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/,
};

/** The cluster of HyperPod: the ARN of the EKS cluster under it has another form. */
export const hyperPodClusterArn: Shape = {
    kind: "text",
    required: true,
    most: 256,
    pattern: /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:cluster\/[a-z0-9]{12}$/,
};

/** Teams and priority classes: the API's own pattern does not limit the length it speaks of. */
export const kueueName: Shape = {
    kind: "text",
    required: true,
    pattern: /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/,
};

/** SageMaker's EntityDescription: no control characters, so no line ends. */
export const description: Shape = {
    kind: "text",
    most: 1024,
    pattern: /^[\p{L}\p{M}\p{Z}\p{S}\p{N}\p{P}]*$/u,
};
export const tags: Shape = { kind: "tags", most: 50 };
