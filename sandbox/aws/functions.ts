import { ProviderError, type Properties } from "../provider/server";
import type { Arguments } from "./arguments";
import { readAccount } from "./accountState";
import { anything } from "./awsCall";
import type { AwsCall } from "./awsCall";
import { kmsKeyArn, kmsKeyReads } from "./calls/kmsKeyPolicy";
import { describeEksCluster, describeEksClusterCalls } from "./eksClusters";
import { text } from "./inputValues";
import { requireKmsKey } from "./kmsKeys";
import { documentAsRead } from "./pinnedPrincipals";
import { RefusedRequest } from "./refusals";
import { requireBucket } from "./s3Buckets";
import type { Session } from "./session";

/** What a program may ask without declaring anything: a data source of the real provider. */
interface ProviderFunction {
    readonly arguments: Arguments;
    readonly calls: readonly AwsCall[];
    /** As the real provider begins its error messages. */
    doing(args: Properties): string;
    call(session: Session, args: Properties): Properties;
}

/** Every function this sandbox simulates; any other is refused by name. */
export const functions: Readonly<Partial<Record<string, ProviderFunction>>> = {
    "aws:eks/getCluster:getCluster": {
        arguments: { name: { kind: "string", required: true }, region: { kind: "string" } },
        calls: describeEksClusterCalls,
        doing: (args) => `reading EKS Cluster (${text(args, "name")})`,
        call: (session, args) => describeEksCluster(session, text(args, "name")),
    },
    "aws:s3/getBucketPolicy:getBucketPolicy": {
        arguments: { bucket: { kind: "string", required: true }, region: { kind: "string" } },
        // hashicorp/terraform-provider-aws internal/service/s3/bucket_policy_data_source.go
        calls: [
            {
                action: "s3:GetBucketPolicy",
                on: ({ properties }) => `arn:aws:s3:::${text(properties, "bucket")}`,
            },
        ],
        doing: (args) => `reading S3 Bucket (${text(args, "bucket")}) Policy`,
        call: getBucketPolicy,
    },
    "aws:cloudcontrol/getResource:getResource": {
        arguments: {
            typeName: { kind: "string", required: true, values: ["AWS::KMS::Key"] },
            identifier: { kind: "string", required: true },
            region: { kind: "string" },
        },
        // hashicorp/terraform-provider-aws internal/service/cloudcontrol/resource_data_source.go; the
        // handler of AWS::KMS::Key then asks with the caller's rights.
        calls: [
            { action: "cloudformation:GetResource", on: anything },
            ...kmsKeyReads((asked) => kmsKeyArn(asked, text(asked.properties, "identifier"))),
        ],
        doing: (args) => `reading Cloud Control Resource (${text(args, "identifier")})`,
        call: getKey,
    },
};

/** Cloud Control reads a key with the caller's rights, its policy among the rest. */
function getKey(session: Session, args: Properties): Properties {
    const identifier = text(args, "identifier");
    const state = readAccount(session.sandbox, session.accountId);
    if (state === undefined) {
        throw new RefusedRequest("kms-no-such-key", "GetKeyPolicy", { key: identifier });
    }
    const key = requireKmsKey(state, session, "GetKeyPolicy", identifier);
    return {
        id: identifier,
        identifier,
        typeName: "AWS::KMS::Key",
        region: session.region,
        properties: JSON.stringify({
            KeyId: key.id,
            Arn: key.arn,
            KeyPolicy: JSON.parse(documentAsRead(session.sandbox, key.policy)) as unknown,
        }),
    };
}

/** The real provider words a missing policy as it words every missing thing. */
function getBucketPolicy(session: Session, args: Properties): Properties {
    const name = text(args, "bucket");
    const state = readAccount(session.sandbox, session.accountId);
    const policy = state && requireBucket(state, session, "GetBucketPolicy", name).policy;
    if (policy === undefined) {
        throw new ProviderError(`reading S3 Bucket (${name}) Policy: couldn't find resource`);
    }
    const document = documentAsRead(session.sandbox, policy);
    return { id: name, bucket: name, policy: document, region: session.region };
}
