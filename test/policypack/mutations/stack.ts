import { unknownStringValue } from "../policyRun";
import type { Mutations } from "./mutation";

export const stackMutations: Mutations = {
    "security-inputs-are-known": {
        type: "aws:s3/accessPoint:AccessPoint",
        change: (props) => ({ ...props, policy: unknownStringValue }),
    },
    "stack-bucket-has-one-policy": {
        add: {
            type: "aws:s3/bucketPolicy:BucketPolicy",
            name: "curated-again",
            props: {
                bucket: "acme-curated-dev",
                policy: '{"Version":"2012-10-17","Statement":[]}',
            },
        },
        provider: "account-data",
    },
    "stack-association-has-its-entry": {
        add: {
            type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
            name: "audio-cluster-view",
            props: {
                clusterName: "hyperpod-dev",
                principalArn: "arn:aws:iam::111122223333:role/hyperpod-audio-cluster-access",
                policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
                accessScope: { type: "namespace", namespaces: ["hyperpod-ns-audio"] },
            },
        },
        provider: "account-platform",
    },
    "stack-principal-belongs-to-one-team": {
        add: {
            type: "aws:eks/accessEntry:AccessEntry",
            name: "vision-cluster-entry-again",
            props: {
                clusterName: "hyperpod-dev",
                principalArn: "arn:aws:iam::111122223333:role/hyperpod-vision-cluster-access",
                kubernetesGroups: ["hyperpod-ns-vision-namespace-level-group"],
                type: "STANDARD",
            },
        },
        provider: "account-platform",
    },
    "resource-runs-on-an-explicit-provider": {
        type: "aws:s3/accessPoint:AccessPoint",
        provider: "default_7_48_0",
    },
    "resource-stands-in-its-account": {
        type: "aws:s3/accessPoint:AccessPoint",
        provider: "account-platform",
    },
};
