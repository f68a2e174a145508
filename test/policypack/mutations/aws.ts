import { open } from "./mutation";
import type { Mutation, Mutations } from "./mutation";

interface Statement {
    readonly Action?: unknown;
    readonly Resource?: unknown;
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Changes the first statement of the document that an input holds. */
function statement(type: string, input: string, change: (first: Statement) => Statement): Mutation {
    return {
        type,
        change: (props) => {
            const document = JSON.parse(String(props[input])) as { Statement: Statement[] };
            const [first = {}, ...rest] = document.Statement;
            const text = JSON.stringify({ ...document, Statement: [change(first), ...rest] });
            return { ...props, [input]: text };
        },
    };
}

function addition(type: string, props: Record<string, unknown>): Mutation {
    return { add: { type, name: "mistake", props }, provider: "account-data" };
}

const queue = JSON.parse(open) as { readonly Statement: object };
const key = {
    Statement: {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:role/hyperpod-vision-data" },
        Action: "kms:Decrypt",
        Resource: "*",
    },
};
const podTrust = {
    Statement: {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
            StringEquals: {
                "aws:RequestTag/eks-cluster-arn":
                    "arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev",
                "aws:RequestTag/kubernetes-namespace": "hyperpod-ns-vision",
            },
        },
    },
};

export const awsMutations: Mutations = {
    "iam-role-trusts-known-principals": {
        type: "aws:iam/role:Role",
        change: (props) => ({
            ...props,
            assumeRolePolicy: open.replace("s3:GetObject", "sts:AssumeRole"),
        }),
    },
    "iam-role-fences-pod-identity": {
        add: {
            type: "aws:iam/role:Role",
            name: "mistake",
            props: { name: "hyperpod-vision-data", assumeRolePolicy: JSON.stringify(podTrust) },
        },
        provider: "account-platform",
    },
    "iam-role-grants-no-more-than-its-purpose": statement(
        "aws:iam/rolePolicy:RolePolicy",
        "policy",
        (first) => ({ ...first, Action: "iam:PassRole", Resource: "*" }),
    ),
    "s3-access-point-names-its-readers": {
        type: "aws:s3/accessPoint:AccessPoint",
        change: (props) => ({
            ...props,
            policy: String(props.policy).replace("-data", "-scientist"),
        }),
    },
    "s3-access-point-blocks-public-access": {
        type: "aws:s3/accessPoint:AccessPoint",
        change: (props) => ({
            ...props,
            publicAccessBlockConfiguration: {
                blockPublicAcls: true,
                blockPublicPolicy: false,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            },
        }),
    },
    "s3-bucket-policy-lets-in-no-stranger": {
        type: "aws:s3/bucketPolicy:BucketPolicy",
        change: (props) => ({ ...props, policy: open }),
    },
    "s3-bucket-grants-no-acl": addition("aws:s3/bucketAcl:BucketAcl", {
        bucket: "acme-curated-dev",
        acl: "public-read",
    }),
    "fsx-links-its-teams-data": {
        type: "aws:fsx/dataRepositoryAssociation:DataRepositoryAssociation",
        change: (props) => ({ ...props, dataRepositoryPath: "s3://acme-curated-dev/vision/" }),
    },
    "resource-policy-lets-in-no-stranger": addition("aws:sqs/queuePolicy:QueuePolicy", {
        queueUrl: "https://sqs.us-west-2.amazonaws.com/777788889999/jobs",
        policy: JSON.stringify(queue),
    }),
    "kms-key-policy-fences-its-readers": addition("aws:kms/key:Key", {
        policy: JSON.stringify(key),
    }),
    "kms-grant-is-constrained": addition("aws:kms/grant:Grant", {
        keyId: "1234abcd-12ab-34cd-56ef-1234567890ab",
        granteePrincipal: "arn:aws:iam::111122223333:role/hyperpod-vision-data",
        operations: ["Decrypt"],
    }),
    "resource-comes-from-a-package-that-is-judged": addition("command:local:Command", {
        create: "aws iam create-user --user-name eve",
    }),
    "eks-add-on-is-known": {
        type: "aws:eks/addon:Addon",
        change: (props) => ({ ...props, configurationValues: '{"debug":true}' }),
    },
    "cloud-control-type-is-judged": addition("aws:cloudcontrol/resource:Resource", {
        typeName: "AWS::RolesAnywhere::TrustAnchor",
        desiredState: "{}",
    }),
};
