import { isObject } from "../inputs";
import type { Inputs } from "../inputs";

/** A classic resource type with its inputs: what a CloudFormation type means to the rules. */
export interface ClassicForm {
    readonly type: string;
    readonly props: Inputs;
}

/**
 * The CloudFormation types that the pack reads: each becomes the classic resources that do the same,
 * so that one rule judges both. A type stands here only if every property of it that lets somebody
 * in, or opens something, is carried over. What a property means when it is absent has to be the
 * same in both forms.
 */
type Translation = (properties: Inputs) => readonly ClassicForm[];

/** One classic resource, whose inputs are these properties under other names. */
const renamed =
    (type: string, inputs: Readonly<Record<string, string>>): Translation =>
    (properties) => [form(type, properties, inputs)];

function form(
    type: string,
    properties: Inputs,
    inputs: Readonly<Record<string, string>>,
): ClassicForm {
    const entries = Object.entries(inputs)
        .filter(([property]) => properties[property] !== undefined)
        .map(([property, input]) => [input, properties[property]] as const);
    return { type: `aws:${type}`, props: Object.fromEntries(entries) };
}

/** Keys as the classic types spell them, at every depth; for values that are no documents. */
function camel(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(camel);
    }
    if (!isObject(value)) {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [
            key.charAt(0).toLowerCase() + key.slice(1),
            camel(each),
        ]),
    );
}

function listOf(value: unknown): readonly unknown[] {
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** The inline policies of a role, a user or a group, under the classic type's input. */
function inlinePolicies(properties: Inputs): readonly unknown[] {
    return listOf(properties.Policies).map((each) =>
        // What is no policy yet (a function, an empty one) must not look like one without a document.
        isObject(each) && each.PolicyDocument !== undefined
            ? { name: each.PolicyName, policy: each.PolicyDocument }
            : { policy: each },
    );
}

const role: Translation = (properties) => {
    const { type, props } = form("iam/role:Role", properties, {
        RoleName: "name",
        Path: "path",
        AssumeRolePolicyDocument: "assumeRolePolicy",
        ManagedPolicyArns: "managedPolicyArns",
    });
    return [{ type, props: { ...props, inlinePolicies: inlinePolicies(properties) } }];
};

/** What a policy document is attached to by the names of its bearers. */
function bearers(
    properties: Inputs,
    types: { readonly role: string; readonly user: string; readonly group: string },
    inputs: Inputs,
): readonly ClassicForm[] {
    const of = (property: string, type: string, input: string) =>
        listOf(properties[property]).map((name) => ({
            type: `aws:${type}`,
            props: { ...inputs, [input]: name },
        }));
    return [
        ...of("Roles", types.role, "role"),
        ...of("Users", types.user, "user"),
        ...of("Groups", types.group, "group"),
    ];
}

const inlinePolicy: Translation = (properties) =>
    bearers(
        properties,
        {
            role: "iam/rolePolicy:RolePolicy",
            user: "iam/userPolicy:UserPolicy",
            group: "iam/groupPolicy:GroupPolicy",
        },
        { name: properties.PolicyName, policy: properties.PolicyDocument },
    );

const managedPolicy: Translation = (properties) => {
    const { type, props } = form("iam/policy:Policy", properties, {
        ManagedPolicyName: "name",
        Path: "path",
        PolicyDocument: "policy",
    });
    const { Roles: roles, Users: users, Groups: groups } = properties;
    return [
        { type, props: { ...props, ...(roles === undefined ? {} : { roles }) } },
        // The policy's ARN needs the account; that users and groups get one is enough to know.
        ...(users === undefined && groups === undefined
            ? []
            : [{ type: "aws:iam/policyAttachment:PolicyAttachment", props: { users, groups } }]),
    ];
};

/** Properties of a bucket that are resources of their own among the classic types. */
const furtherOfBucket = [
    ["AnalyticsConfigurations", "aws:s3/analyticsConfiguration:AnalyticsConfiguration"],
    ["InventoryConfigurations", "aws:s3/inventory:Inventory"],
    ["MetadataConfiguration", "aws:s3/bucketMetadataConfiguration:BucketMetadataConfiguration"],
    [
        "MetadataTableConfiguration",
        "aws:s3/bucketMetadataConfiguration:BucketMetadataConfiguration",
    ],
    ["NotificationConfiguration", "aws:s3/bucketNotification:BucketNotification"],
] as const;

const bucket: Translation = (properties) => {
    const named = { bucket: properties.BucketName };
    const acl = properties.AccessControl;
    const controls = properties.OwnershipControls;
    const rules = listOf(isObject(controls) ? (controls.Rules ?? controls) : controls);
    const block = properties.PublicAccessBlockConfiguration;
    const replication = properties.ReplicationConfiguration;
    return [
        {
            type: "aws:s3/bucket:Bucket",
            props: {
                ...named,
                ...(replication === undefined
                    ? {}
                    : { replicationConfiguration: camel(replication) }),
                // "PublicRead" is the classic "public-read".
                ...(typeof acl === "string"
                    ? { acl: acl.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase() }
                    : acl === undefined
                      ? {}
                      : { acl }),
            },
        },
        ...rules.map((rule) => ({
            type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
            props: { ...named, rule: camel(rule) },
        })),
        ...(block === undefined
            ? []
            : [
                  {
                      type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                      props: isObject(block) ? { ...named, ...(camel(block) as Inputs) } : named,
                  },
              ]),
        ...furtherOfBucket.flatMap(([property, type]) =>
            properties[property] === undefined ? [] : [{ type, props: named }],
        ),
    ];
};

const accessPoint: Translation = (properties) => {
    const { type, props } = form("s3/accessPoint:AccessPoint", properties, {
        Name: "name",
        Bucket: "bucket",
        BucketAccountId: "bucketAccountId",
        Policy: "policy",
    });
    const block = properties.PublicAccessBlockConfiguration;
    return [
        {
            type,
            props: {
                ...props,
                ...(block === undefined ? {} : { publicAccessBlockConfiguration: camel(block) }),
            },
        },
    ];
};

const accessEntry: Translation = (properties) => {
    const whose = { clusterName: properties.ClusterName, principalArn: properties.PrincipalArn };
    return [
        form("eks/accessEntry:AccessEntry", properties, {
            ClusterName: "clusterName",
            PrincipalArn: "principalArn",
            KubernetesGroups: "kubernetesGroups",
            Type: "type",
            Username: "userName",
        }),
        ...listOf(properties.AccessPolicies).map((each) => ({
            type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
            props: { ...whose, ...(isObject(each) ? (camel(each) as Inputs) : {}) },
        })),
    ];
};

const addOn: Translation = (properties) => {
    const { PodIdentityAssociations: associations } = properties;
    const { type, props } = form("eks/addon:Addon", properties, {
        ClusterName: "clusterName",
        AddonName: "addonName",
        ServiceAccountRoleArn: "serviceAccountRoleArn",
        ConfigurationValues: "configurationValues",
        NamespaceConfig: "namespaceConfig",
    });
    return [
        {
            type,
            props: {
                ...props,
                ...(associations === undefined
                    ? {}
                    : { podIdentityAssociations: camel(associations) }),
            },
        },
    ];
};

const policyOf = (type: string, named: Readonly<Record<string, string>>): Translation =>
    renamed(type, { PolicyDocument: "policy", ...named });

const translations: ReadonlyMap<string, Translation> = new Map<string, Translation>([
    ["AWS::IAM::Role", role],
    ["AWS::IAM::RolePolicy", policyOf("iam/rolePolicy:RolePolicy", { RoleName: "role" })],
    ["AWS::IAM::UserPolicy", policyOf("iam/userPolicy:UserPolicy", { UserName: "user" })],
    ["AWS::IAM::GroupPolicy", policyOf("iam/groupPolicy:GroupPolicy", { GroupName: "group" })],
    ["AWS::IAM::Policy", inlinePolicy],
    ["AWS::IAM::ManagedPolicy", managedPolicy],
    ["AWS::IAM::User", renamed("iam/user:User", { UserName: "name" })],
    ["AWS::IAM::Group", renamed("iam/group:Group", { GroupName: "name" })],
    ["AWS::IAM::AccessKey", renamed("iam/accessKey:AccessKey", { UserName: "user" })],
    ["AWS::S3::Bucket", bucket],
    ["AWS::S3::BucketPolicy", policyOf("s3/bucketPolicy:BucketPolicy", { Bucket: "bucket" })],
    ["AWS::S3::AccessPoint", accessPoint],
    [
        "AWS::S3ObjectLambda::AccessPointPolicy",
        policyOf("s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy", {
            ObjectLambdaAccessPoint: "name",
        }),
    ],
    [
        "AWS::S3Tables::TableBucketPolicy",
        renamed("s3tables/tableBucketPolicy:TableBucketPolicy", {
            ResourcePolicy: "resourcePolicy",
            TableBucketARN: "tableBucketArn",
        }),
    ],
    [
        "AWS::S3Tables::TablePolicy",
        renamed("s3tables/tablePolicy:TablePolicy", {
            ResourcePolicy: "resourcePolicy",
            TableARN: "name",
        }),
    ],
    ["AWS::KMS::Key", renamed("kms/key:Key", { KeyPolicy: "policy", Description: "description" })],
    [
        "AWS::KMS::ReplicaKey",
        renamed("kms/replicaKey:ReplicaKey", { KeyPolicy: "policy", Description: "description" }),
    ],
    ["AWS::EKS::AccessEntry", accessEntry],
    ["AWS::EKS::Addon", addOn],
    [
        "AWS::EKS::PodIdentityAssociation",
        renamed("eks/podIdentityAssociation:PodIdentityAssociation", {
            ClusterName: "clusterName",
            Namespace: "namespace",
            ServiceAccount: "serviceAccount",
            RoleArn: "roleArn",
            TargetRoleArn: "targetRoleArn",
            DisableSessionTags: "disableSessionTags",
            Policy: "policy",
        }),
    ],
    ["AWS::SQS::QueuePolicy", policyOf("sqs/queuePolicy:QueuePolicy", { Queues: "queueUrl" })],
    ["AWS::SQS::QueueInlinePolicy", policyOf("sqs/queuePolicy:QueuePolicy", { Queue: "queueUrl" })],
    ["AWS::SNS::TopicPolicy", policyOf("sns/topicPolicy:TopicPolicy", { Topics: "arn" })],
    ["AWS::SNS::TopicInlinePolicy", policyOf("sns/topicPolicy:TopicPolicy", { TopicArn: "arn" })],
    [
        "AWS::SecretsManager::ResourcePolicy",
        renamed("secretsmanager/secretPolicy:SecretPolicy", {
            ResourcePolicy: "policy",
            SecretId: "secretArn",
        }),
    ],
    [
        "AWS::Lambda::Permission",
        renamed("lambda/permission:Permission", {
            Principal: "principal",
            FunctionName: "function",
        }),
    ],
    [
        "AWS::ECR::RegistryPolicy",
        renamed("ecr/registryPolicy:RegistryPolicy", { PolicyText: "policy" }),
    ],
    [
        "AWS::Kinesis::ResourcePolicy",
        renamed("kinesis/resourcePolicy:ResourcePolicy", {
            ResourcePolicy: "policy",
            ResourceArn: "resourceArn",
        }),
    ],
    [
        "AWS::Logs::ResourcePolicy",
        renamed("cloudwatch/logResourcePolicy:LogResourcePolicy", {
            PolicyDocument: "policyDocument",
            PolicyName: "policyName",
        }),
    ],
]);

/** The classic forms of a CloudFormation resource; nothing when the pack does not read the type. */
export function classicForms(
    typeName: string,
    properties: Inputs,
): readonly ClassicForm[] | undefined {
    return translations.get(typeName)?.(properties);
}
