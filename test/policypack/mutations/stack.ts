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
    "stack-team-holds-its-own": {
        add: {
            type: "aws:iam/rolePolicy:RolePolicy",
            name: "vision-further",
            props: {
                role: "hyperpod-speech-data",
                policy: '{"Version":"2012-10-17","Statement":[]}',
            },
            parent: "urn:pulumi:dev::hyperpod-teams::hyperpod-teams:components:Team::vision",
        },
        provider: "account-platform",
    },
    // No document is wrong by itself: the roster just does not say that the team mounts this.
    "stack-effective-access-equals-declared-access": {
        below: [
            {
                type: "hyperpod-teams:components:Team",
                name: "audio",
                props: {
                    physicalName: "audio",
                    declared: {
                        clusterArn: "arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev",
                        namespaces: ["hyperpod-ns-audio"],
                    },
                },
            },
        ],
        add: {
            type: "kubernetes:core/v1:PersistentVolume",
            name: "audio-files-scratch-volume",
            props: {
                metadata: { name: "hyperpod-ns-audio-scratch" },
                spec: {
                    capacity: { storage: "4800Gi" },
                    accessModes: ["ReadWriteMany"],
                    claimRef: { namespace: "hyperpod-ns-audio", name: "scratch" },
                    csi: {
                        driver: "fsx.csi.aws.com",
                        volumeHandle: "fs-0123456789abcdef0",
                        volumeAttributes: {
                            dnsname: "fs-0123456789abcdef0.fsx.us-west-2.amazonaws.com",
                            mountname: "fsxdev01",
                        },
                    },
                },
            },
            parent: "urn:pulumi:dev::hyperpod-teams::hyperpod-teams:components:Team::audio",
        },
        provider: "cluster-training",
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
