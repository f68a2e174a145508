import assert from "node:assert/strict";
import { readBootstrap } from "../../../cli/bootstrap";
import { recordedActions } from "../../../sandbox/aws/recordedActions";
import { seedWorld } from "../../../sandbox/aws/seed";
import { renderTemplate } from "../../../sandbox/cloudFormation/render";
import type { Properties } from "../../../sandbox/provider/server";
import { clusterAccount, hyperPodArn, SimulatedWorld, world as plainWorld } from "./simulatedWorld";
import type { Account } from "./simulatedWorld";
import * as team from "./teamResources";
import { tokens } from "./teamResources";

const boundary = `arn:aws:iam::${clusterAccount}:policy/hyperpod-teams-boundary`;
const roleNamed = (name: string) => `arn:aws:iam::${clusterAccount}:role/${name}`;
const caller = `arn:aws:sts::${clusterAccount}:assumed-role/hyperpod-teams-deploy/pulumi`;
const clusterRole = { ...team.clusterRole, permissionsBoundary: boundary };
const dataRole = { ...team.dataRole, permissionsBoundary: boundary };

/** The roles are those that the shipped template makes in an account with a cluster. */
const stack = renderTemplate(readBootstrap().account, {
    accountId: clusterAccount,
    region: "us-west-2",
    parameters: {
        HubAccountId: clusterAccount,
        EksClusterArns: `arn:aws:eks:us-west-2:${clusterAccount}:cluster/hyperpod-dev`,
        HyperPodClusterArns: hyperPodArn,
    },
});

describe("what the deploy role may do", () => {
    let world: SimulatedWorld;
    let deploy: Account;

    beforeEach(async () => {
        world = await SimulatedWorld.make();
        const accounts = plainWorld.accounts.map((account) =>
            account.accountId === clusterAccount ? { ...account, stack } : account,
        );
        await seedWorld(world.sandbox, { ...plainWorld, accounts });
        deploy = await world.account(clusterAccount);
    });

    afterEach(() => {
        world.remove();
    });

    it("is what a team needs, and it is written down", async () => {
        await deploy.create(tokens.role, clusterRole);
        await deploy.create(tokens.role, dataRole);
        await deploy.create(tokens.accessEntry, team.accessEntry);
        await deploy.create(tokens.association, team.association);
        await deploy.create(tokens.podIdentity, team.podIdentity);

        assert.deepEqual(
            recordedActions(world.sandbox, clusterAccount),
            [
                "eks:AssociateAccessPolicy",
                "eks:CreateAccessEntry",
                "eks:CreatePodIdentityAssociation",
                "eks:DescribeAccessEntry",
                "eks:DescribePodIdentityAssociation",
                "eks:ListAssociatedAccessPolicies",
                "eks:TagResource",
                "iam:CreateRole",
                "iam:GetRole",
                "iam:ListAttachedRolePolicies",
                "iam:ListRolePolicies",
                "iam:PassRole",
                "iam:TagRole",
            ].map((action) => ({ role: "hyperpod-teams-deploy", action })),
        );
    });

    const refused: readonly (readonly [string, string, Properties, string])[] = [
        [
            "a role without the boundary",
            tokens.role,
            team.clusterRole,
            `IAM: CreateRole, https response error StatusCode: 403, AccessDenied: User: ${caller} is not authorized to perform: iam:CreateRole on resource: ${team.clusterRoleArn} because no identity-based policy allows the iam:CreateRole action`,
        ],
        [
            "a role of somebody else's",
            tokens.role,
            { ...clusterRole, name: "administrators" },
            `IAM: CreateRole, https response error StatusCode: 403, AccessDenied: User: ${caller} is not authorized to perform: iam:CreateRole on resource: ${roleNamed("administrators")} because no identity-based policy allows the iam:CreateRole action`,
        ],
        [
            "more rights for itself",
            tokens.rolePolicy,
            {
                name: "more",
                role: "hyperpod-teams-deploy",
                policy: team.policy({ Effect: "Allow", Action: "*", Resource: "*" }),
            },
            `IAM: PutRolePolicy, https response error StatusCode: 403, AccessDenied: User: ${caller} is not authorized to perform: iam:PutRolePolicy on resource: ${roleNamed("hyperpod-teams-deploy")} because no identity-based policy allows the iam:PutRolePolicy action`,
        ],
        [
            "an entry for itself",
            tokens.accessEntry,
            { ...team.accessEntry, principalArn: roleNamed("hyperpod-teams-deploy") },
            `EKS: CreateAccessEntry, https response error StatusCode: 403, AccessDeniedException: User: ${caller} is not authorized to perform: eks:CreateAccessEntry on resource: arn:aws:eks:us-west-2:${clusterAccount}:cluster/hyperpod-dev because no identity-based policy allows the eks:CreateAccessEntry action`,
        ],
        [
            "a group that is no team's beside one that is",
            tokens.accessEntry,
            {
                ...team.accessEntry,
                kubernetesGroups: [`${team.namespace}-namespace-level-group`, "administrators"],
            },
            `EKS: CreateAccessEntry, https response error StatusCode: 403, AccessDeniedException: User: ${caller} is not authorized to perform: eks:CreateAccessEntry on resource: arn:aws:eks:us-west-2:${clusterAccount}:cluster/hyperpod-dev because no identity-based policy allows the eks:CreateAccessEntry action`,
        ],
        [
            "a bucket's policy in an account without shared buckets",
            tokens.bucketPolicy,
            team.bucketPolicy,
            `S3: PutBucketPolicy, https response error StatusCode: 403, AccessDenied: User: ${caller} is not authorized to perform: s3:PutBucketPolicy on resource: arn:aws:s3:::acme-curated-dev because no identity-based policy allows the s3:PutBucketPolicy action`,
        ],
    ];
    for (const [what, type, inputs, message] of refused) {
        it(`is not ${what}`, async () => {
            await deploy.create(tokens.role, dataRole);

            await assert.rejects(deploy.create(type, inputs), (error) => {
                assert.ok(error instanceof Error);
                assert.equal(error.message.replace(/^.*?operation error /, ""), message);
                return true;
            });
        });
    }

    it("is not an access policy for the whole cluster", async () => {
        await deploy.create(tokens.role, clusterRole);
        const { outputs } = await deploy.create(tokens.accessEntry, team.accessEntry);

        await assert.rejects(
            deploy.create(tokens.association, {
                ...team.association,
                accessScope: { type: "cluster" },
            }),
            (error) => {
                assert.ok(error instanceof Error);
                assert.equal(
                    error.message.replace(/^.*?operation error /, ""),
                    `EKS: AssociateAccessPolicy, https response error StatusCode: 403, AccessDeniedException: User: ${caller} is not authorized to perform: eks:AssociateAccessPolicy on resource: ${String(outputs.accessEntryArn)} because no identity-based policy allows the eks:AssociateAccessPolicy action`,
                );
                return true;
            },
        );
    });

    it("is limited by a boundary of its own", async () => {
        const assumeRoles = JSON.stringify([{ roleArn: roleNamed("hyperpod-limited-access") }]);
        await deploy.create(tokens.role, { ...clusterRole, name: "hyperpod-limited-access" });
        await deploy.create(tokens.rolePolicy, {
            name: "everything",
            role: "hyperpod-limited-access",
            policy: team.policy({ Effect: "Allow", Action: "*", Resource: "*" }),
        });
        const limited = await world.account(clusterAccount, { assumeRoles });

        await assert.rejects(limited.create(tokens.role, clusterRole), {
            message: `creating IAM Role (hyperpod-vision-cluster-access): operation error IAM: CreateRole, https response error StatusCode: 403, AccessDenied: User: ${caller.replace("hyperpod-teams-deploy", "hyperpod-limited-access")} is not authorized to perform: iam:CreateRole on resource: ${team.clusterRoleArn} because no permissions boundary allows the iam:CreateRole action`,
        });
    });
});
