import assert from "node:assert/strict";
import {
    clusterAccessPermissions,
    clusterAccessTrust,
    scientistPermissions,
    scientistTrust,
} from "../../model/accessDocuments";
import { computeQuota } from "../../model/computeQuota";
import {
    accessPointPolicy,
    dataRolePermissions,
    dataRoleTrust,
    sharedBucketPolicy,
} from "../../model/dataDocuments";
import { policyText } from "../../model/policyDocument";
import { exampleEnvironment, exampleRoster } from "../support/example";

const environment = exampleEnvironment();
const roster = exampleRoster(environment);
const vision = roster.teams.find(({ name }) => name === "vision");
const curated = environment.buckets.get("curated");
assert.ok(vision !== undefined && curated !== undefined);
const [grant] = vision.data;
assert.ok(grant !== undefined);

const statements = (...list: unknown[]) => ({ Version: "2012-10-17", Statement: list });
const scientistRole = "arn:aws:iam::444455556666:role/hyperpod-vision-scientist";
const clusterRole = "arn:aws:iam::111122223333:role/hyperpod-vision-cluster-access";
const dataRole = "arn:aws:iam::111122223333:role/hyperpod-vision-data";
const accessPoint = "arn:aws:s3:us-west-2:777788889999:accesspoint/vision-curated";
const chain = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];

describe("documents of a scientist's way", () => {
    it("lets one permission set of the organization assume the scientist role", () => {
        assert.deepEqual(
            scientistTrust(vision, "o-exampleorg1"),
            statements({
                Sid: "PermissionSet",
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::444455556666:root" },
                Action: chain,
                Condition: {
                    ArnLike: {
                        "aws:PrincipalArn": [
                            "arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_VisionScientist_????????????????",
                            "arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_VisionScientist_????????????????",
                        ],
                    },
                    StringEquals: { "aws:PrincipalOrgID": "o-exampleorg1" },
                },
            }),
        );
    });

    it("lets the scientist role assume one cluster access role", () => {
        assert.deepEqual(
            scientistPermissions(vision),
            statements({
                Sid: "AssumeClusterAccessRole",
                Effect: "Allow",
                Action: chain,
                Resource: clusterRole,
            }),
        );
    });

    it("lets the cluster access role be assumed by the scientist role alone", () => {
        assert.deepEqual(
            clusterAccessTrust(vision, "o-exampleorg1"),
            statements({
                Sid: "ScientistRole",
                Effect: "Allow",
                Principal: { AWS: scientistRole },
                Action: chain,
                Condition: { StringEquals: { "aws:PrincipalOrgID": "o-exampleorg1" } },
            }),
        );
    });

    it("gives the cluster access role what kubectl and hyp need", () => {
        assert.deepEqual(
            clusterAccessPermissions(vision),
            statements(
                {
                    Sid: "DescribeHyperPodCluster",
                    Effect: "Allow",
                    Action: ["sagemaker:DescribeCluster"],
                    Resource: "arn:aws:sagemaker:us-west-2:111122223333:cluster/abcdef012345",
                },
                {
                    Sid: "ListHyperPodClusters",
                    Effect: "Allow",
                    Action: ["sagemaker:ListClusters"],
                    Resource: "*",
                },
                {
                    Sid: "DescribeEksCluster",
                    Effect: "Allow",
                    Action: ["eks:DescribeCluster"],
                    Resource: "arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev",
                },
                {
                    Sid: "DescribeOwnAccessEntry",
                    Effect: "Allow",
                    Action: ["eks:DescribeAccessEntry"],
                    Resource:
                        "arn:aws:eks:us-west-2:111122223333:access-entry/hyperpod-dev/role/111122223333/hyperpod-vision-cluster-access/*",
                },
            ),
        );
    });

    it("keeps every trust policy within the 2,048 characters that IAM gives it", () => {
        const lengths = roster.teams.flatMap((team) => [
            policyText(scientistTrust(team, "o-exampleorg1")).length,
            policyText(clusterAccessTrust(team, "o-exampleorg1")).length,
            policyText(dataRoleTrust(team)).length,
        ]);

        assert.ok(Math.max(...lengths) <= 2048);
    });
});

describe("documents of a pod's way", () => {
    it("fences the data role to cluster, namespace and service account", () => {
        assert.deepEqual(
            dataRoleTrust(vision),
            statements({
                Sid: "AllowEksAuthToAssumeRoleForPodIdentity",
                Effect: "Allow",
                Principal: { Service: "pods.eks.amazonaws.com" },
                Action: ["sts:AssumeRole", "sts:TagSession"],
                Condition: {
                    StringEquals: {
                        "aws:SourceAccount": "111122223333",
                        "aws:RequestTag/eks-cluster-arn":
                            "arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev",
                        "aws:RequestTag/kubernetes-namespace": "hyperpod-ns-vision",
                        "aws:RequestTag/kubernetes-service-account": "training",
                    },
                },
            }),
        );
    });

    it("lets the data role read one prefix through one access point", () => {
        assert.deepEqual(
            dataRolePermissions(vision),
            statements(
                {
                    Sid: "ListCurated",
                    Effect: "Allow",
                    Action: ["s3:ListBucket"],
                    Resource: accessPoint,
                    Condition: { StringLike: { "s3:prefix": ["vision/*"] } },
                },
                {
                    Sid: "ReadCurated",
                    Effect: "Allow",
                    Action: ["s3:GetObject"],
                    Resource: `${accessPoint}/object/vision/*`,
                },
            ),
        );
    });

    it("names the data role as the access point's only reader", () => {
        assert.deepEqual(
            accessPointPolicy(vision, grant),
            statements(
                {
                    Sid: "List",
                    Effect: "Allow",
                    Principal: { AWS: dataRole },
                    Action: ["s3:ListBucket"],
                    Resource: accessPoint,
                    Condition: { StringLike: { "s3:prefix": ["vision/*"] } },
                },
                {
                    Sid: "Read",
                    Effect: "Allow",
                    Principal: { AWS: dataRole },
                    Action: ["s3:GetObject"],
                    Resource: `${accessPoint}/object/vision/*`,
                },
            ),
        );
    });

    it("delegates a bucket to the access points of all its readers, owned by the bucket's account", () => {
        assert.deepEqual(
            sharedBucketPolicy(curated, roster.teams),
            statements({
                Sid: "DelegateToAccessPoints",
                Effect: "Allow",
                Principal: "*",
                Action: ["s3:GetObject", "s3:ListBucket"],
                Resource: ["arn:aws:s3:::acme-curated-dev", "arn:aws:s3:::acme-curated-dev/*"],
                Condition: {
                    StringEquals: { "s3:DataAccessPointAccount": "777788889999" },
                    ArnEquals: {
                        "s3:DataAccessPointArn": [
                            "arn:aws:s3:us-west-2:777788889999:accesspoint/robotics-curated",
                            "arn:aws:s3:us-west-2:777788889999:accesspoint/speech-curated",
                            accessPoint,
                        ],
                    },
                },
            }),
        );
    });
});

describe("the compute quota", () => {
    it("holds the team's instances and neither lends nor borrows", () => {
        assert.deepEqual(computeQuota(vision), {
            Name: "vision-quota",
            ClusterArn: "arn:aws:sagemaker:us-west-2:111122223333:cluster/abcdef012345",
            ActivationState: "Enabled",
            ComputeQuotaConfig: {
                ComputeQuotaResources: [{ InstanceType: "ml.p5.48xlarge", Count: 2 }],
                ResourceSharingConfig: { Strategy: "DontLend" },
                PreemptTeamTasks: "LowerPriority",
            },
            ComputeQuotaTarget: { TeamName: "vision", FairShareWeight: 0 },
        });
    });
});
