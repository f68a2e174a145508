import type { Declared, Grant, PatternSet } from "../graph";
import { anyOf } from "../sets";

/** What a declaration is worth, as grants: whatever a team has must be within them. */
export function dataAllowance(declared: Declared, bucket: string): readonly Grant[] {
    return declared.data
        .filter((each) => each.bucket === bucket)
        .flatMap(({ prefix, writes }) => [
            allowance(writes ? [...reads, ...writings] : reads, `object/${prefix}*`),
            allowance(lists, `prefix/${prefix}*`),
        ]);
}

/** What has to be there for a declaration to be kept. */
export function dataPromise(prefix: string, writes: boolean): readonly Grant[] {
    return [
        allowance(
            writes ? ["s3:GetObject", "s3:PutObject"] : ["s3:GetObject"],
            `object/${prefix}*`,
        ),
    ];
}

export function keyAllowance(key: string): readonly Grant[] {
    return [
        allowance(
            [
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:Encrypt",
                "kms:GenerateDataKey*",
                "kms:ReEncrypt*",
            ],
            key,
        ),
    ];
}

/** What everybody in a cluster may look at. */
export const clusterAllowance: readonly Grant[] = [
    allowance(
        ["get", "list", "watch"],
        "/namespaces",
        "/nodes",
        "apiextensions.k8s.io/customresourcedefinitions",
        "kueue.x-k8s.io/clusterqueues",
        "kueue.x-k8s.io/resourceflavors",
        "kueue.x-k8s.io/workloadpriorityclasses",
        "scheduling.k8s.io/priorityclasses",
    ),
    allowance(
        ["create"],
        "authorization.k8s.io/selfsubjectaccessreviews",
        "authorization.k8s.io/selfsubjectrulesreviews",
    ),
];

/** How people find their cluster, and look at it in a console: their rights inside are Kubernetes'. */
export const awsAllowance: readonly Grant[] = [
    allowance(
        [
            "eks:AccessKubernetesApi",
            "eks:Describe*",
            "eks:List*",
            "eks:MutateViaKubernetesApi",
            "sagemaker:DescribeCluster*",
            "sagemaker:ListCluster*",
        ],
        "*",
    ),
];

const reads = [
    "s3:GetObject",
    "s3:GetObjectAttributes",
    "s3:GetObjectTagging",
    "s3:GetObjectVersion",
    // What a file system does for whoever mounts it names its actions without their objects.
    "s3:ListBucket",
];
const writings = [
    "s3:AbortMultipartUpload",
    "s3:DeleteObject",
    "s3:ListMultipartUploadParts",
    "s3:PutObject",
    "s3:PutObjectTagging",
];
const lists = [...reads, ...writings, "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"];

function allowance(actions: readonly string[], ...on: readonly string[]): Grant {
    const things: PatternSet = anyOf(...on);
    return {
        actions: anyOf(...actions),
        on: things,
        when: [],
        except: [],
        undecided: [],
        because: [],
    };
}
