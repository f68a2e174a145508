import type { Properties } from "../../../sandbox/provider/server";
import {
    clusterAccount,
    dataAccount,
    hyperPodArn,
    keyArn,
    scientistAccount,
} from "./simulatedWorld";

/** The inputs of one team's resources, each of them good; a test breaks one thing of one of them. */
export const tokens = {
    role: "aws:iam/role:Role",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    accessEntry: "aws:eks/accessEntry:AccessEntry",
    association: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    addOn: "aws:eks/addon:Addon",
    podIdentity: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    cloudControl: "aws:cloudcontrol/resource:Resource",
    accessPoint: "aws:s3/accessPoint:AccessPoint",
    bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
    keyPolicy: "aws:kms/keyPolicy:KeyPolicy",
    keyGrant: "aws:kms/grant:Grant",
} as const;

export const namespace = "hyperpod-ns-vision";
export const clusterRoleArn = `arn:aws:iam::${clusterAccount}:role/hyperpod-vision-cluster-access`;
export const dataRoleArn = `arn:aws:iam::${clusterAccount}:role/hyperpod-vision-data`;
export const accessPointArn = `arn:aws:s3:us-west-2:${dataAccount}:accesspoint/vision-curated`;
export const viewPolicyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";

export function policy(...statements: readonly object[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export const accountRootTrust = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${scientistAccount}:root` },
    Action: ["sts:AssumeRole", "sts:TagSession"],
};
export const podTrust = {
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
};
export const assumeClusterRole = {
    Effect: "Allow",
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Resource: clusterRoleArn,
};

export function role(name: string, ...trust: readonly object[]): Properties {
    return { name, assumeRolePolicy: policy(...trust) };
}

export const clusterRole = role("hyperpod-vision-cluster-access", accountRootTrust);
export const dataRole = role("hyperpod-vision-data", podTrust);

export const accessEntry: Properties = {
    clusterName: "hyperpod-dev",
    principalArn: clusterRoleArn,
    kubernetesGroups: [`${namespace}-namespace-level-group`],
    type: "STANDARD",
};
export const agent: Properties = {
    clusterName: "hyperpod-dev",
    addonName: "eks-pod-identity-agent",
};
export const taskGovernanceId = "hyperpod-dev:amazon-sagemaker-hyperpod-taskgovernance";
export const association: Properties = {
    clusterName: "hyperpod-dev",
    principalArn: clusterRoleArn,
    policyArn: viewPolicyArn,
    accessScope: { type: "namespace", namespaces: [namespace] },
};
export const podIdentity: Properties = {
    clusterName: "hyperpod-dev",
    namespace,
    serviceAccount: "training",
    roleArn: dataRoleArn,
};

export const desiredQuota = {
    Name: "vision-quota",
    ClusterArn: hyperPodArn,
    ActivationState: "Enabled",
    ComputeQuotaConfig: {
        ComputeQuotaResources: [{ InstanceType: "ml.p5.48xlarge", Count: 2 }],
        ResourceSharingConfig: { Strategy: "LendAndBorrow", BorrowLimit: 50 },
        PreemptTeamTasks: "LowerPriority",
    },
    ComputeQuotaTarget: { TeamName: "vision", FairShareWeight: 50 },
};

export function quota(desired: object = desiredQuota): Properties {
    return { typeName: "AWS::SageMaker::ComputeQuota", desiredState: JSON.stringify(desired) };
}

export const desiredScheduler = {
    Name: "training-scheduler",
    ClusterArn: hyperPodArn,
    SchedulerConfig: {
        PriorityClasses: [
            { Name: "inference", Weight: 100 },
            { Name: "training", Weight: 80 },
        ],
        FairShare: "Enabled",
    },
};

export function scheduler(desired: object = desiredScheduler): Properties {
    return {
        typeName: "AWS::SageMaker::ClusterSchedulerConfig",
        desiredState: JSON.stringify(desired),
    };
}

export const readOwnObjects = {
    Effect: "Allow",
    Principal: { AWS: dataRoleArn },
    Action: "s3:GetObject",
    Resource: `${accessPointArn}/object/vision/*`,
};
export const listOwnObjects = {
    Effect: "Allow",
    Principal: { AWS: dataRoleArn },
    Action: "s3:ListBucket",
    Resource: accessPointArn,
    Condition: { StringLike: { "s3:prefix": "vision/*" } },
};
export const accessPoint: Properties = {
    name: "vision-curated",
    bucket: "acme-curated-dev",
    policy: policy(readOwnObjects, listOwnObjects),
};

export const delegation = {
    Effect: "Allow",
    Principal: "*",
    Action: ["s3:GetObject", "s3:ListBucket"],
    Resource: ["arn:aws:s3:::acme-curated-dev", "arn:aws:s3:::acme-curated-dev/*"],
    Condition: { StringEquals: { "s3:DataAccessPointAccount": dataAccount } },
};
export const bucketPolicy: Properties = {
    bucket: "acme-curated-dev",
    policy: policy(delegation),
};

export const wholeAccount = {
    Sid: "Enable IAM User Permissions",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${dataAccount}:root` },
    Action: "kms:*",
    Resource: "*",
};
export const decryptThroughS3 = {
    Sid: "Read",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${clusterAccount}:root` },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: {
        StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" },
        ArnEquals: { "aws:PrincipalArn": dataRoleArn },
    },
};
export const keyPolicy: Properties = {
    keyId: keyArn,
    policy: policy(wholeAccount, decryptThroughS3),
};
export const keyGrant: Properties = {
    name: "vision-curated",
    keyId: keyArn,
    granteePrincipal: dataRoleArn,
    operations: ["Decrypt"],
    constraints: [{ encryptionContextSubset: { "aws:s3:arn": "arn:aws:s3:::acme-curated-dev" } }],
};
