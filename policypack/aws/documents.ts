/**
 * Where the types of @pulumi/aws keep a document that names principals. Found in the package itself;
 * `test/policypack/aws/documents.test.ts` lists what is left out, each with its reason.
 */
export type DocumentKind = "trust" | "accessPoint" | "bucket" | "key" | "resource";

export interface DocumentPlace {
    readonly type: string;
    readonly kind: DocumentKind;
    /** The input that holds the document. */
    readonly path: string;
    /** What the document belongs to, in the reader's words. */
    readonly noun: string;
    /** The input that names what the document belongs to, where it decides who may come in. */
    readonly namedBy?: string;
    /** Whether the resource makes no sense without the document. */
    readonly required: boolean;
}

const place = (
    kind: DocumentKind,
    type: string,
    path: string,
    noun: string,
    namedBy?: string,
): DocumentPlace => ({
    type: `aws:${type}`,
    kind,
    path: path.replace(/\?$/, ""),
    noun,
    ...(namedBy === undefined ? {} : { namedBy }),
    required: !path.endsWith("?"),
});
const resource = (type: string, path: string, noun: string): DocumentPlace =>
    place("resource", type, path, noun);

// A path that ends in "?" belongs to a resource that can do without a document.
export const documentPlaces: readonly DocumentPlace[] = [
    place("trust", "iam/role:Role", "assumeRolePolicy", "role", "name"),

    place("accessPoint", "s3/accessPoint:AccessPoint", "policy?", "access point", "name"),
    place(
        "accessPoint",
        "s3control/accessPointPolicy:AccessPointPolicy",
        "policy",
        "access point",
        "accessPointArn",
    ),
    place(
        "accessPoint",
        "s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy",
        "policy",
        "object lambda access point",
        "name",
    ),
    place(
        "accessPoint",
        "s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy",
        "details.policy",
        "multi-region access point",
        "details.name",
    ),
    place(
        "accessPoint",
        "fsx/s3AccessPointAttachment:S3AccessPointAttachment",
        "s3AccessPoint.policy?",
        "access point",
        "name",
    ),

    place("bucket", "s3/bucketPolicy:BucketPolicy", "policy", "bucket", "bucket"),
    place("bucket", "s3control/bucketPolicy:BucketPolicy", "policy", "bucket", "bucket"),
    place("bucket", "s3/bucket:Bucket", "policy?", "bucket", "bucket"),
    place("bucket", "s3/bucketV2:BucketV2", "policy?", "bucket", "bucket"),

    place("key", "kms/key:Key", "policy?", "key"),
    place("key", "kms/externalKey:ExternalKey", "policy?", "key"),
    place("key", "kms/replicaKey:ReplicaKey", "policy?", "key"),
    place("key", "kms/replicaExternalKey:ReplicaExternalKey", "policy?", "key"),
    place("key", "kms/keyPolicy:KeyPolicy", "policy", "key"),

    resource("acmpca/policy:Policy", "policy", "certificate authority"),
    resource("amp/resourcePolicy:ResourcePolicy", "policyDocument", "workspace"),
    resource("apigateway/domainName:DomainName", "policy?", "domain name"),
    resource("apigateway/restApi:RestApi", "policy?", "API"),
    resource("apigateway/restApiPolicy:RestApiPolicy", "policy", "API"),
    resource("backup/vaultPolicy:VaultPolicy", "policy", "backup vault"),
    resource("bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy", "policy", "agent resource"),
    resource(
        "cloudsearch/domainServiceAccessPolicy:DomainServiceAccessPolicy",
        "accessPolicy",
        "search domain",
    ),
    resource("cloudwatch/eventBusPolicy:EventBusPolicy", "policy", "event bus"),
    resource(
        "cloudwatch/logDeliveryDestinationPolicy:LogDeliveryDestinationPolicy",
        "deliveryDestinationPolicy",
        "log delivery destination",
    ),
    resource(
        "cloudwatch/logDestinationPolicy:LogDestinationPolicy",
        "accessPolicy",
        "log destination",
    ),
    resource(
        "cloudwatch/logResourcePolicy:LogResourcePolicy",
        "policyDocument",
        "log groups' policy",
    ),
    resource(
        "codeartifact/domainPermissions:DomainPermissions",
        "policyDocument",
        "artifact domain",
    ),
    resource(
        "codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy",
        "policyDocument",
        "artifact repository",
    ),
    resource("codebuild/resourcePolicy:ResourcePolicy", "policy", "build project"),
    resource("dsql/clusterPolicy:ClusterPolicy", "policy", "database cluster"),
    resource("dynamodb/resourcePolicy:ResourcePolicy", "policy", "table"),
    resource("ec2/vpcEndpoint:VpcEndpoint", "policy?", "VPC endpoint"),
    resource("ec2/vpcEndpointPolicy:VpcEndpointPolicy", "policy?", "VPC endpoint"),
    resource("ecr/registryPolicy:RegistryPolicy", "policy", "registry"),
    resource(
        "ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
        "repositoryPolicy?",
        "repository template",
    ),
    resource("ecr/repositoryPolicy:RepositoryPolicy", "policy", "repository"),
    resource("ecrpublic/repositoryPolicy:RepositoryPolicy", "policy", "public repository"),
    resource("efs/fileSystemPolicy:FileSystemPolicy", "policy", "file system"),
    resource("elasticsearch/domain:Domain", "accessPolicies?", "search domain"),
    resource("elasticsearch/domainPolicy:DomainPolicy", "accessPolicies", "search domain"),
    resource("glacier/vault:Vault", "accessPolicy?", "vault"),
    resource("glacier/vaultLock:VaultLock", "policy", "vault"),
    resource("glue/resourcePolicy:ResourcePolicy", "policy", "data catalog"),
    resource("kinesis/resourcePolicy:ResourcePolicy", "policy", "stream"),
    resource("lambda/resourcePolicy:ResourcePolicy", "policy", "function"),
    resource("mediastore/containerPolicy:ContainerPolicy", "policy", "container"),
    resource("msk/clusterPolicy:ClusterPolicy", "policy", "Kafka cluster"),
    resource("networkfirewall/resourcePolicy:ResourcePolicy", "policy", "firewall"),
    resource("oam/sinkPolicy:SinkPolicy", "policy", "monitoring sink"),
    resource("odb/network:Network", "kmsPolicyDocument?", "database network"),
    resource("odb/network:Network", "s3PolicyDocument?", "database network"),
    resource("odb/network:Network", "stsPolicyDocument?", "database network"),
    resource("opensearch/domain:Domain", "accessPolicies?", "search domain"),
    resource("opensearch/domainPolicy:DomainPolicy", "accessPolicies", "search domain"),
    resource(
        "opensearch/serverlessAccessPolicy:ServerlessAccessPolicy",
        "policy",
        "search collections' policy",
    ),
    resource("opensearchingest/resourcePolicy:ResourcePolicy", "policy", "ingestion pipeline"),
    resource("organizations/resourcePolicy:ResourcePolicy", "content", "organization"),
    resource(
        "pinpoint/smsvoicev2ResourcePolicy:Smsvoicev2ResourcePolicy",
        "policy",
        "messaging resource",
    ),
    resource("redshift/resourcePolicy:ResourcePolicy", "policy", "warehouse"),
    resource("redshiftserverless/resourcePolicy:ResourcePolicy", "policy", "warehouse"),
    resource("s3/filesFileSystemPolicy:FilesFileSystemPolicy", "policy", "file system"),
    resource("s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy", "policy", "vector bucket"),
    resource(
        "s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy",
        "policy",
        "access grants instance",
    ),
    resource("s3tables/tableBucketPolicy:TableBucketPolicy", "resourcePolicy", "table bucket"),
    resource("s3tables/tablePolicy:TablePolicy", "resourcePolicy", "table"),
    resource(
        "sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy",
        "resourcePolicy",
        "model package group",
    ),
    resource("schemas/registryPolicy:RegistryPolicy", "policy", "schema registry"),
    resource("secretsmanager/secret:Secret", "policy?", "secret"),
    resource("secretsmanager/secretPolicy:SecretPolicy", "policy", "secret"),
    resource("ses/identityPolicy:IdentityPolicy", "policy", "e-mail identity"),
    resource("sesv2/emailIdentityPolicy:EmailIdentityPolicy", "policy", "e-mail identity"),
    resource("sns/topic:Topic", "policy?", "topic"),
    resource("sns/topicPolicy:TopicPolicy", "policy", "topic"),
    resource("sqs/queue:Queue", "policy?", "queue"),
    resource("sqs/queuePolicy:QueuePolicy", "policy", "queue"),
    resource("vpclattice/authPolicy:AuthPolicy", "policy", "lattice service"),
    resource("vpclattice/resourcePolicy:ResourcePolicy", "policy", "lattice service"),
    resource("xray/resourcePolicy:ResourcePolicy", "policyDocument", "traces' policy"),
];

/** The places of some kinds by the type that has them, so that a rule finds its own at once. */
export function placesByType(
    ...kinds: readonly DocumentKind[]
): ReadonlyMap<string, readonly DocumentPlace[]> {
    const byType = new Map<string, DocumentPlace[]>();
    for (const each of documentPlaces.filter(({ kind }) => kinds.includes(kind))) {
        const places = byType.get(each.type);
        if (places === undefined) {
            byType.set(each.type, [each]);
        } else {
            places.push(each);
        }
    }
    return byType;
}
