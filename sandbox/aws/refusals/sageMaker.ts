import type { Refusal } from "../refusals";

const api = "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateComputeQuota.html";
const resourceConfig =
    "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ComputeQuotaResourceConfig.html";
const sharingConfig =
    "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceSharingConfig.html";
const schedulerApi =
    "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateClusterSchedulerConfig.html";
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
    "sagemaker-quota-resource": {
        service: "SageMaker",
        status: 400,
        code: "ValidationException",
        message:
            "The compute quota resource for {instanceType} must have exactly one of Count, AcceleratorPartition, or Accelerators with VCpu and MemoryInGiB.",
        source: `${resourceConfig}; refusal and wording unconfirmed`,
    },
    "sagemaker-borrow-limit": {
        service: "SageMaker",
        status: 400,
        code: "ValidationException",
        message:
            "A borrow limit is 1 to 500 percent and is allowed with the strategy LendAndBorrow only.",
        source: `${sharingConfig}; refusal and wording unconfirmed`,
    },
    "sagemaker-scheduler-exists": {
        service: "SageMaker",
        status: 409,
        code: "ConflictException",
        message: "A cluster scheduler configuration already exists on cluster {cluster}.",
        source: `${schedulerApi}: ConflictException; that a cluster has one only is unconfirmed, as is the wording`,
    },
    "sagemaker-no-scheduler": {
        service: "SageMaker",
        status: 400,
        code: "ResourceNotFound",
        message: "Cluster scheduler configuration with arn {config} does not exist.",
        source: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateClusterSchedulerConfig.html; wording unconfirmed",
    },
    "sagemaker-never-created": {
        service: "SageMaker",
        status: 409,
        code: "ConflictException",
        message: "{arn} is in status {status} and cannot be updated.",
        source: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateComputeQuota.html: ConflictException; refusal and wording unconfirmed",
    },
    "sagemaker-priority-class": {
        service: "SageMaker",
        status: 400,
        code: "ValidationException",
        message: "The priority class name {name} is used more than once.",
        source: `${schedulerApi}; refusal and wording unconfirmed`,
    },
} satisfies Readonly<Record<string, Refusal>>;
