import { readAccount, updateAccount } from "../../sandbox/aws/accountState";
import type { Role } from "../../sandbox/aws/accountState";
import { AwsProvider } from "../../sandbox/aws/provider";
import { roleByName, withRole } from "../../sandbox/aws/roles";
import type { Properties } from "../../sandbox/provider/server";
import type { Sandbox } from "../../sandbox/sandbox";

/**
 * Team "vision" as somebody made it by hand after AWS's blog, under the names of this program: trust
 * without conditions, documents in no particular order, no tags.
 */

const platform = "111122223333";
const research = "444455556666";
const data = "777788889999";

const cluster = { clusterName: "hyperpod-dev" };
const namespace = "hyperpod-ns-vision";
const arnOf = (account: string, role: string) => `arn:aws:iam::${account}:role/${role}`;
const scientist = arnOf(research, "hyperpod-vision-scientist");
const access = arnOf(platform, "hyperpod-vision-cluster-access");
const reader = arnOf(platform, "hyperpod-vision-data");
const accessPoint = `arn:aws:s3:us-west-2:${data}:accesspoint/vision-curated`;

function document(statement: object): string {
    return JSON.stringify({ Statement: statement, Version: "2012-10-17" });
}

function role(name: string, principal: object, action: unknown = "sts:AssumeRole"): Made {
    return [
        "aws:iam/role:Role",
        {
            name,
            assumeRolePolicy: document({ Action: action, Principal: principal, Effect: "Allow" }),
        },
    ];
}

function inline(role: string, name: string, action: string, resource: string): Made {
    const policy = document({ Resource: [resource], Action: [action], Effect: "Allow" });
    return ["aws:iam/rolePolicy:RolePolicy", { name, role, policy }];
}

type Made = readonly [type: string, inputs: Properties];

const estate: readonly (readonly [account: string, ...Made])[] = [
    [research, ...role("hyperpod-vision-scientist", { AWS: [research] })],
    [
        research,
        ...inline(
            "hyperpod-vision-scientist",
            "assume-cluster-access-role",
            "sts:AssumeRole",
            access,
        ),
    ],
    [platform, ...role("hyperpod-vision-cluster-access", { AWS: [scientist] })],
    [
        platform,
        ...inline(
            "hyperpod-vision-cluster-access",
            "describe-cluster",
            "eks:DescribeCluster",
            `arn:aws:eks:us-west-2:${platform}:cluster/hyperpod-dev`,
        ),
    ],
    [
        platform,
        "aws:eks/accessEntry:AccessEntry",
        { ...cluster, principalArn: access, kubernetesGroups: [], type: "STANDARD" },
    ],
    [
        platform,
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        {
            ...cluster,
            principalArn: access,
            policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
            accessScope: { type: "namespace", namespaces: [namespace] },
        },
    ],
    [
        platform,
        ...role("hyperpod-vision-data", { Service: ["pods.eks.amazonaws.com"] }, [
            "sts:TagSession",
            "sts:AssumeRole",
        ]),
    ],
    [
        platform,
        ...inline(
            "hyperpod-vision-data",
            "read-team-data",
            "s3:GetObject",
            `${accessPoint}/object/*`,
        ),
    ],
    [
        platform,
        "aws:eks/podIdentityAssociation:PodIdentityAssociation",
        { ...cluster, namespace, serviceAccount: "training", roleArn: reader },
    ],
    [
        platform,
        "aws:eks/addon:Addon",
        { ...cluster, addonName: "amazon-sagemaker-hyperpod-taskgovernance" },
    ],
    [
        data,
        "aws:s3/accessPoint:AccessPoint",
        {
            name: "vision-curated",
            bucket: "acme-curated-dev",
            policy: document({
                Resource: `${accessPoint}/object/*`,
                Action: "s3:GetObject",
                Principal: { AWS: [reader] },
                Effect: "Allow",
            }),
        },
    ],
];

/** Makes it in the sandbox's accounts, as somebody who may do everything there. */
export async function makeByHand(sandbox: Sandbox, changes: ByName = {}): Promise<void> {
    await asAdministrators(sandbox, async () => {
        const providers = new Map<string, AwsProvider>();
        for (const [account, type, inputs] of estate) {
            const provider = providers.get(account) ?? (await providerOf(sandbox, account));
            providers.set(account, provider);
            await provider.create({
                urn: `urn:pulumi:dev::by-hand::${type}::by-hand`,
                type,
                inputs: { ...inputs, ...changes[String(inputs.name)] },
                preview: false,
            });
        }
    });
}

/** Changes of inputs, by the name of what they are for. */
export type ByName = Readonly<Record<string, Properties>>;

async function providerOf(sandbox: Sandbox, account: string): Promise<AwsProvider> {
    const provider = new AwsProvider(sandbox, {
        endpoint: () => ({ endpoint: "", certificateAuthorityData: "" }),
        createTeamNamespace: () => Promise.resolve(),
        deleteTeamNamespace: () => Promise.resolve(),
    });
    await provider.configure({
        region: "us-west-2",
        allowedAccountIds: JSON.stringify([account]),
        assumeRoles: JSON.stringify([{ roleArn: arnOf(account, "hyperpod-teams-deploy") }]),
    });
    return provider;
}

/**
 * Whoever makes things by hand may do everything. The sandbox knows nobody but its deploy roles, so
 * they are that somebody for the moment; what they were is given back.
 */
async function asAdministrators(sandbox: Sandbox, work: () => Promise<void>): Promise<void> {
    const accounts = [platform, research, data];
    const before = new Map<string, Role>();
    const put = (account: string, role: Role) =>
        updateAccount(sandbox, account, (state) => ({
            state: withRole(state, role),
            result: undefined,
        }));
    for (const account of accounts) {
        const state = readAccount(sandbox, account);
        const role = state && roleByName(state, "hyperpod-teams-deploy");
        if (role === undefined) {
            throw new Error(`account "${account}" has no deploy role`);
        }
        before.set(account, role);
        const { permissionsBoundary: _none, ...unbound } = role;
        const text = document({ Effect: "Allow", Action: "*", Resource: "*" });
        await put(account, { ...unbound, inlinePolicies: [{ name: "everything", text }] });
    }
    await work();
    for (const [account, role] of before) {
        await put(account, role);
    }
}
