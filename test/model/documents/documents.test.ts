import assert from "node:assert/strict";
import {
    accessPermissions,
    accessTrust,
    accountsOf,
    audiencePermissions,
    audienceTrust,
} from "../../../model/documents/accessDocuments";
import { podRoleTrust } from "../../../model/documents/podDocuments";
import { policyText } from "../../../model/documents/policyDocument";
import type { Audience, Team } from "../../../model/team";
import { exampleEnvironment, exampleRoster } from "../../support/example";
import {
    audience,
    clusterOf,
    existingRole,
    permissionSet,
    teamFixture,
} from "../../support/teamFixture";

const environment = exampleEnvironment();
const vision = teamFixture();
const scientists = audienceOf(vision, "scientist");
const organizationId = "o-exampleorg1";

const statements = (...list: unknown[]) => ({ Version: "2012-10-17", Statement: list });
const scientistRole = "arn:aws:iam::444455556666:role/hyperpod-vision-scientist";
const clusterRole = "arn:aws:iam::111122223333:role/hyperpod-vision-cluster-access";
const chain = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
const inOrganization = { StringEquals: { "aws:PrincipalOrgID": organizationId } };
const sso = "arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com";

function audienceOf(team: Team, kind: Audience["kind"]): Audience {
    const found = team.audiences.find((each) => each.kind === kind);
    assert.ok(found !== undefined);
    return found;
}

describe("documents of a scientist's way", () => {
    it("lets one permission set of the organization assume the scientist role", () => {
        assert.deepEqual(
            audienceTrust(scientists.members, organizationId),
            statements({
                Sid: "PermissionSet",
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::444455556666:root" },
                Action: chain,
                Condition: {
                    ArnLike: {
                        "aws:PrincipalArn": [
                            `${sso}/AWSReservedSSO_VisionScientist_????????????????`,
                            `${sso}/*/AWSReservedSSO_VisionScientist_????????????????`,
                        ],
                    },
                    StringEquals: { "aws:PrincipalOrgID": "o-exampleorg1" },
                },
            }),
        );
    });

    it("lets the scientist role assume one cluster access role", () => {
        assert.deepEqual(
            audiencePermissions(vision, "scientist"),
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
            accessTrust(vision, scientists, organizationId),
            statements({
                Sid: "ScientistRole",
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::444455556666:root" },
                Action: chain,
                Condition: {
                    ArnEquals: { "aws:PrincipalArn": scientistRole },
                    StringEquals: { "aws:PrincipalOrgID": "o-exampleorg1" },
                },
            }),
        );
    });

    it("gives the cluster access role what kubectl and hyp need", () => {
        assert.deepEqual(
            accessPermissions(vision, "scientist"),
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

    it("lets people, and no machine, see the cluster in the console where the team has that right", () => {
        const team = teamFixture({ extraRights: ["console"] });
        const seeing = (["scientist", "viewer", "robot"] as const).map((kind) =>
            accessPermissions(team, kind).Statement.slice(4),
        );

        const statement = {
            Sid: "SeeClusterInConsole",
            Effect: "Allow",
            Action: ["eks:AccessKubernetesApi"],
            Resource: "arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev",
        };
        assert.deepEqual(seeing, [[statement], [statement], []]);
    });

    it("names every permission set and every role of one account, each exactly", () => {
        const members = [
            permissionSet(environment, "research", "VisionScientist"),
            permissionSet(environment, "research", "VisionLead"),
            existingRole(environment, "research", "notebooks"),
        ];
        const principal = { AWS: "arn:aws:iam::444455556666:root" };

        assert.deepEqual(
            audienceTrust(members, organizationId),
            statements(
                {
                    Sid: "PermissionSet",
                    Effect: "Allow",
                    Principal: principal,
                    Action: chain,
                    Condition: {
                        ArnLike: {
                            "aws:PrincipalArn": [
                                `${sso}/AWSReservedSSO_VisionScientist_????????????????`,
                                `${sso}/*/AWSReservedSSO_VisionScientist_????????????????`,
                                `${sso}/AWSReservedSSO_VisionLead_????????????????`,
                                `${sso}/*/AWSReservedSSO_VisionLead_????????????????`,
                            ],
                        },
                        ...inOrganization,
                    },
                },
                {
                    Sid: "Role",
                    Effect: "Allow",
                    Principal: principal,
                    Action: chain,
                    Condition: {
                        ArnEquals: {
                            "aws:PrincipalArn": ["arn:aws:iam::444455556666:role/notebooks"],
                        },
                        ...inOrganization,
                    },
                },
            ),
        );
    });

    it("trusts an audience's roles in all accounts of its members, each account once", () => {
        const robots = audience(
            "robot",
            existingRole(environment, "research", "runner"),
            existingRole(environment, "platform", "runner"),
            existingRole(environment, "research", "nightly"),
        );

        assert.deepEqual(
            accountsOf(robots).map(({ alias }) => alias),
            ["research", "platform"],
        );
        assert.deepEqual(
            accessTrust(teamFixture({ audiences: [robots] }), robots, organizationId),
            statements({
                Sid: "RobotRole",
                Effect: "Allow",
                Principal: {
                    AWS: ["arn:aws:iam::444455556666:root", "arn:aws:iam::111122223333:root"],
                },
                Action: chain,
                Condition: {
                    ArnEquals: {
                        "aws:PrincipalArn": [
                            "arn:aws:iam::444455556666:role/hyperpod-vision-robot",
                            "arn:aws:iam::111122223333:role/hyperpod-vision-robot",
                        ],
                    },
                    ...inOrganization,
                },
            }),
        );
    });

    it("leads each audience to a role of its own, which may read its own access entry", () => {
        const ways = (["scientist", "viewer", "robot"] as const).map((kind) => [
            audiencePermissions(vision, kind).Statement[0]?.Resource,
            accessPermissions(vision, kind).Statement.at(-1)?.Resource,
        ]);

        const roles = "arn:aws:iam::111122223333:role/hyperpod-vision";
        const entries =
            "arn:aws:eks:us-west-2:111122223333:access-entry/hyperpod-dev/role/111122223333/hyperpod-vision";
        assert.deepEqual(ways, [
            [`${roles}-cluster-access`, `${entries}-cluster-access/*`],
            [`${roles}-viewer-access`, `${entries}-viewer-access/*`],
            [`${roles}-robot-access`, `${entries}-robot-access/*`],
        ]);
    });

    it("speaks of the cluster's own region where that is not the account's", () => {
        const cluster = { ...clusterOf(environment, "training"), region: "eu-central-1" };
        const permissions = accessPermissions(teamFixture({ cluster }), "scientist");

        assert.deepEqual(
            permissions.Statement.slice(2).map(({ Resource }) => Resource),
            [
                "arn:aws:eks:eu-central-1:111122223333:cluster/hyperpod-dev",
                "arn:aws:eks:eu-central-1:111122223333:access-entry/hyperpod-dev/role/111122223333/hyperpod-vision-cluster-access/*",
            ],
        );
    });

    it("names everything of a renamed team as it was made", () => {
        const renamed = teamFixture({ name: "sight", formerly: "vision" });

        assert.deepEqual(
            [
                accessTrust(renamed, scientists, organizationId),
                audiencePermissions(renamed, "scientist"),
                accessPermissions(renamed, "scientist"),
            ],
            [
                accessTrust(vision, scientists, organizationId),
                audiencePermissions(vision, "scientist"),
                accessPermissions(vision, "scientist"),
            ],
        );
    });

    it("keeps every trust policy of the example within the 2,048 characters that IAM gives it", () => {
        const lengths = exampleRoster(environment).teams.flatMap((team) => [
            policyText(podRoleTrust(team)).length,
            ...team.audiences.flatMap((each) => [
                policyText(accessTrust(team, each, organizationId)).length,
                policyText(audienceTrust(each.members, organizationId)).length,
            ]),
        ]);

        assert.ok(Math.max(...lengths) <= 2048);
    });
});
