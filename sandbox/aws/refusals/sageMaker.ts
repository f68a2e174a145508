import type { Refusal } from "../refusals";

const api = "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateComputeQuota.html";
const schema =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sagemaker-computequota.html";

/** Through Cloud Control: what its schema check says, and what SageMaker answers behind it. */
export const sageMakerRefusals = {
    "sagemaker-validation": {
        service: "SageMaker",
        status: 400,
        code: "ValidationException",
        message: "Model validation failed ({problem})",
        source: schema,
    },
    "sagemaker-no-cluster": {
        service: "SageMaker",
        status: 400,
        code: "ResourceNotFound",
        message: "Cluster with arn {cluster} does not exist.",
        source: `${api}; wording unconfirmed`,
    },
    "sagemaker-quota-exists": {
        service: "SageMaker",
        status: 409,
        code: "ConflictException",
        message: "A compute quota for team {team} already exists on cluster {cluster}.",
        source: `${api}; wording unconfirmed`,
    },
    "sagemaker-no-quota": {
        service: "SageMaker",
        status: 400,
        code: "ResourceNotFound",
        message: "Compute quota with arn {quota} does not exist.",
        source: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeComputeQuota.html; wording unconfirmed",
    },
} satisfies Readonly<Record<string, Refusal>>;
