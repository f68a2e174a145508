import { updateAccount } from "../../../sandbox/aws/accountState";
import type { RefusalId } from "../../../sandbox/aws/refusals";
import type { Properties } from "../../../sandbox/provider/server";
import { fileSystem, fileSystemTokens } from "./fileSystemResources";
import { fileSystemRefusals } from "./fileSystemRefusals";
import {
    clusterAccount,
    dataAccount,
    hyperPodArn,
    scientistAccount,
    type Account,
    type SimulatedWorld,
} from "./simulatedWorld";
import * as team from "./teamResources";
import { accountRootTrust, delegation, policy, role, tokens } from "./teamResources";

/** A request that must be refused, after whatever had to be there for it. */
export interface RefusalCase {
    readonly account: string;
    readonly request: () => Promise<unknown>;
}

export const refusalCases: Readonly<
    Record<RefusalId, (world: SimulatedWorld) => Promise<RefusalCase>>
> = {
    ...fileSystemRefusals,

    "iam-invalid-json": trust("{"),
    "iam-policy-syntax": trust(policy({ ...accountRootTrust, Principals: "*" })),
    "iam-duplicate-sid": identity({ Sid: "One" }, { Sid: "One" }),
    "iam-sid-characters": identity({ Sid: "not-alphanumeric" }),
    "iam-no-actions": identity({ Action: [] }),
    "iam-action-vendor": identity({ Action: "AssumeRole" }),
    "iam-condition-type": identity({ Condition: { StringMatches: { "aws:PrincipalArn": "x" } } }),
    "iam-no-resources": identity({ Resource: undefined }),
    "iam-resource-format": identity({ Resource: "hyperpod-vision-cluster-access" }),
    "iam-identity-policy-principal": identity({ Principal: "*" }),
    "iam-trust-policy-resource": trust(policy({ ...accountRootTrust, Resource: "*" })),
    "iam-trust-policy-principal": trust(policy({ ...accountRootTrust, Principal: undefined })),
    "iam-trust-policy-action": trust(policy({ ...accountRootTrust, Action: "s3:GetObject" })),
    "iam-invalid-principal": trust(
        policy({
            ...accountRootTrust,
            Principal: { AWS: `arn:aws:iam::${scientistAccount}:role/not-there` },
        }),
    ),
    "iam-trust-policy-size": trust(
        policy({
            ...accountRootTrust,
            Condition: { StringEquals: { "aws:PrincipalTag/team": "x".repeat(2048) } },
        }),
    ),
    "iam-inline-policy-size": async (world) => {
        const { account, create } = await at(world, clusterAccount);
        await account.create(tokens.role, team.clusterRole);
        const long = policy({
            ...team.assumeClusterRole,
            Resource: `${team.clusterRoleArn}${"x".repeat(6000)}`,
        });
        const inputs = { name: "one", role: team.clusterRole.name, policy: long };
        await account.create(tokens.rolePolicy, inputs);
        return create(tokens.rolePolicy, { ...inputs, name: "two" });
    },
    "iam-role-exists": again(clusterAccount, tokens.role, team.clusterRole),
    "iam-no-such-role": creating(clusterAccount, tokens.rolePolicy, {
        name: "one",
        role: "not-there",
        policy: policy(team.assumeClusterRole),
    }),
    "iam-delete-conflict": async (world) => {
        const { account } = await at(world, clusterAccount);
        const made = await account.create(tokens.role, team.clusterRole);
        await account.create(tokens.rolePolicy, {
            name: "one",
            role: made.id,
            policy: policy(team.assumeClusterRole),
        });
        return { account: clusterAccount, request: () => account.delete(made) };
    },
    "iam-role-name": creating(clusterAccount, tokens.role, role("x".repeat(65), accountRootTrust)),
    "iam-policy-name": creating(clusterAccount, tokens.rolePolicy, {
        name: "not a name",
        role: "hyperpod-teams-deploy",
        policy: policy(team.assumeClusterRole),
    }),
    "iam-role-path": creating(clusterAccount, tokens.role, { ...team.clusterRole, path: "teams" }),
    "iam-session-duration": creating(clusterAccount, tokens.role, {
        ...team.clusterRole,
        maxSessionDuration: 60,
    }),

    "iam-no-such-boundary": creating(clusterAccount, tokens.role, {
        ...team.clusterRole,
        permissionsBoundary: `arn:aws:iam::${clusterAccount}:policy/not-there`,
    }),
    "iam-access-denied": powerless(clusterAccount, tokens.role, team.dataRole),
    "eks-access-denied": powerless(clusterAccount, tokens.accessEntry, team.accessEntry),
    "s3-access-denied": powerless(dataAccount, tokens.bucketPolicy, team.bucketPolicy),
    "fsx-access-denied": powerless(clusterAccount, fileSystemTokens.fileSystem, fileSystem),
    "kms-access-denied": powerless(dataAccount, tokens.keyPolicy, team.keyPolicy),
    "cloudcontrol-access-denied": powerless(clusterAccount, tokens.cloudControl, team.quota()),

    "sts-role-missing": (world) =>
        Promise.resolve({
            account: clusterAccount,
            request: () =>
                world.account(clusterAccount, {
                    assumeRoles: JSON.stringify([
                        { roleArn: `arn:aws:iam::${clusterAccount}:role/not-there` },
                    ]),
                }),
        }),

    "eks-no-cluster": entry({ clusterName: "hyperpod-prod" }),
    "eks-entry-exists": async (world) => {
        const { account, create } = await withRoles(world);
        await account.create(tokens.accessEntry, team.accessEntry);
        return create(tokens.accessEntry, team.accessEntry);
    },
    "eks-no-entry": async (world) =>
        (await withRoles(world)).create(tokens.association, team.association),
    "eks-entry-principal": creating(clusterAccount, tokens.accessEntry, team.accessEntry),
    "eks-entry-foreign-type": entry({
        principalArn: `arn:aws:iam::${scientistAccount}:role/hyperpod-teams-deploy`,
        type: "EC2_LINUX",
        kubernetesGroups: [],
    }),
    "eks-entry-type": entry({ type: "SPECIAL" }),
    "eks-entry-type-groups": entry({ type: "EC2_LINUX" }),
    "eks-group-prefix": entry({ kubernetesGroups: ["system:masters"] }),
    "eks-user-name": entry({ userName: "{{SessionName}}" }),
    "eks-policy-arn": associated({
        policyArn: "arn:aws:eks::aws:cluster-access-policy/EKSEditPolicy",
    }),
    "eks-policy-entry-type": async (world) => {
        const { account, create } = await withRoles(world);
        const nodes = { ...team.accessEntry, type: "EC2_LINUX", kubernetesGroups: [] };
        await account.create(tokens.accessEntry, nodes);
        return create(tokens.association, team.association);
    },
    "eks-scope-without-namespaces": associated({ accessScope: { type: "namespace" } }),
    "eks-scope-with-namespaces": associated({
        accessScope: { type: "cluster", namespaces: [team.namespace] },
    }),
    "eks-scope-type": associated({ accessScope: { type: "team", namespaces: [team.namespace] } }),
    "eks-add-on-unknown": addOn({ addonName: "eks-pod-identity" }),
    "eks-add-on-version": addOn({ addonVersion: "v9.0.0-eksbuild.1" }),
    "eks-add-on-exists": again(clusterAccount, tokens.addOn, team.agent),
    "eks-no-add-on": async (world) => {
        const { account } = await at(world, clusterAccount);
        const made = await account.create(tokens.addOn, team.agent);
        await account.delete(made);
        return { account: clusterAccount, request: () => account.update(made, team.agent) };
    },
    "eks-pod-identity-exists": async (world) => {
        const { account, create } = await withRoles(world);
        await account.create(tokens.podIdentity, team.podIdentity);
        return create(tokens.podIdentity, team.podIdentity);
    },
    "eks-pod-identity-no-association": async (world) => {
        const { account } = await withRoles(world);
        const made = await account.create(tokens.podIdentity, team.podIdentity);
        await account.delete(made);
        return {
            account: clusterAccount,
            request: () => account.update(made, team.podIdentity),
        };
    },
    "eks-pod-identity-role-missing": creating(clusterAccount, tokens.podIdentity, team.podIdentity),
    "eks-pod-identity-role-account": pod({
        roleArn: `arn:aws:iam::${dataAccount}:role/hyperpod-teams-deploy`,
    }),
    "eks-pod-identity-trust": pod({ roleArn: team.clusterRoleArn }),
    "eks-pod-identity-target-role": pod({ targetRoleArn: "hyperpod-vision-data" }),
    "eks-pod-identity-namespace": pod({ namespace: "Vision" }),
    "eks-pod-identity-service-account": pod({ serviceAccount: "training job" }),

    "s3-no-such-bucket": bucket({ bucket: "acme-not-there" }),
    "s3-foreign-bucket": creating(clusterAccount, tokens.bucketPolicy, team.bucketPolicy),
    "s3-bucket-region": bucket({ bucket: "acme-far-away" }),
    "s3-policy-json": bucket({ policy: "[]" }),
    "s3-policy-syntax": bucketStatement({ Effect: "allow" }),
    "s3-policy-duplicate-sid": bucket({
        policy: policy({ ...delegation, Sid: "One" }, { ...delegation, Sid: "One" }),
    }),
    "s3-policy-principal": bucketStatement({ Principal: { AWS: team.dataRoleArn } }),
    "s3-policy-no-principal": bucketStatement({ Principal: undefined }),
    "s3-policy-no-action": bucketStatement({ Action: undefined }),
    "s3-policy-no-resource": bucketStatement({ Resource: undefined }),
    "s3-policy-action": bucketStatement({ Action: "s3:GetObjekt" }),
    "s3-policy-resource": bucketStatement({ Resource: "arn:aws:s3:::acme-telemetry-dev/*" }),
    "s3-policy-action-resource": bucketStatement({ Resource: "arn:aws:s3:::acme-curated-dev" }),
    "s3-policy-condition": bucketStatement({ Condition: { StringMatches: { "aws:userid": "x" } } }),
    "s3-policy-size": bucketStatement({
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o".repeat(20480) } },
    }),
    "s3-public-bucket-policy": bucketStatement({ Condition: undefined }),
    "s3-public-access-point-policy": accessPointWith({
        policy: policy({ ...team.readOwnObjects, Principal: "*" }),
    }),
    "s3-access-point-name": accessPointWith({ name: "vision_curated" }),
    "s3-access-point-exists": async (world) => {
        await withRoles(world);
        return again(dataAccount, tokens.accessPoint, team.accessPoint)(world);
    },
    "s3-access-point-region": accessPointWith({ bucket: "acme-far-away" }),
    "s3-access-point-vpc": accessPointWith({ vpcConfiguration: { vpcId: "the nodes' VPC" } }),
    "s3-access-point-account": accessPointWith({ accountId: clusterAccount }),
    "s3-no-such-access-point": async (world) => {
        await withRoles(world);
        const { account } = await at(world, dataAccount);
        const made = await account.create(tokens.accessPoint, team.accessPoint);
        await account.delete(made);
        return { account: dataAccount, request: () => account.update(made, team.accessPoint) };
    },

    // The ARN of the EKS cluster in the place of HyperPod's.
    "sagemaker-validation": quota({
        ClusterArn: `arn:aws:eks:us-west-2:${clusterAccount}:cluster/hyperpod-dev`,
    }),
    "sagemaker-no-cluster": quota({ ClusterArn: hyperPodArn.replace("abcdef", "fedcba") }),
    "sagemaker-quota-exists": async (world) => {
        const { account, create } = await at(world, clusterAccount);
        await account.create(tokens.cloudControl, team.quota());
        return create(
            tokens.cloudControl,
            team.quota({ ...team.desiredQuota, Name: "vision-more" }),
        );
    },
    "sagemaker-quota-resource": quotaConfig({
        ComputeQuotaResources: [{ InstanceType: "ml.p5.48xlarge", Count: 1, Accelerators: 8 }],
    }),
    "sagemaker-borrow-limit": quotaConfig({
        ResourceSharingConfig: { Strategy: "Lend", BorrowLimit: 50 },
    }),
    "sagemaker-scheduler-exists": async (world) => {
        const { account, create } = await at(world, clusterAccount);
        await account.create(tokens.cloudControl, team.scheduler());
        return create(
            tokens.cloudControl,
            team.scheduler({ ...team.desiredScheduler, Name: "another" }),
        );
    },
    "sagemaker-no-scheduler": async (world) => {
        const { account } = await at(world, clusterAccount);
        const made = await account.create(tokens.cloudControl, team.scheduler());
        await account.delete(made);
        return { account: clusterAccount, request: () => account.update(made, team.scheduler()) };
    },
    "sagemaker-priority-class": creating(
        clusterAccount,
        tokens.cloudControl,
        team.scheduler({
            ...team.desiredScheduler,
            SchedulerConfig: {
                PriorityClasses: [
                    { Name: "training", Weight: 80 },
                    { Name: "training", Weight: 70 },
                ],
            },
        }),
    ),
    "sagemaker-never-created": async (world) => {
        const { account } = await at(world, clusterAccount);
        await account.delete(await account.adopt(tokens.addOn, team.taskGovernanceId));
        const made = await account.create(tokens.cloudControl, team.quota());
        return { account: clusterAccount, request: () => account.update(made, team.quota()) };
    },
    "sagemaker-no-quota": async (world) => {
        const { account } = await at(world, clusterAccount);
        const made = await account.create(tokens.cloudControl, team.quota());
        await account.delete(made);
        return { account: clusterAccount, request: () => account.update(made, team.quota()) };
    },

    "kms-no-such-key": keyPolicy({ keyId: "not-there" }),
    "kms-denied": async (world) => {
        const { account, create } = await at(world, dataAccount);
        // Whoever rolls out may put the next policy, and nothing else.
        const alone = { ...team.wholeAccount, Action: "kms:PutKeyPolicy" };
        await account.create(tokens.keyPolicy, { ...team.keyPolicy, policy: policy(alone) });
        await (await world.account(clusterAccount)).create(tokens.role, team.dataRole);
        return create(tokens.keyGrant, team.keyGrant);
    },
    "kms-policy-syntax": keyPolicy({
        policy: policy({ ...team.wholeAccount, Principal: undefined }),
    }),
    "kms-policy-principal": keyPolicy({
        policy: policy(team.wholeAccount, {
            ...team.decryptThroughS3,
            Principal: { AWS: team.dataRoleArn },
        }),
    }),
    "kms-policy-lockout": keyPolicy({ policy: policy(team.decryptThroughS3) }),
    "kms-policy-size": keyPolicy({
        policy: policy(team.wholeAccount, { ...team.decryptThroughS3, Sid: "x".repeat(32768) }),
    }),
    "kms-grant-principal": creating(dataAccount, tokens.keyGrant, team.keyGrant),
    "kms-grant-operation": keyGrant({ operations: ["Decrypt", "Delete"] }),
    "kms-grant-constraint": keyGrant({
        constraints: [
            { encryptionContextSubset: { team: "vision" } },
            { encryptionContextEquals: { team: "vision" } },
        ],
    }),
    "kms-grant-limit": async (world) => {
        await withRoles(world);
        const data = await at(world, dataAccount);
        const made = await data.account.create(tokens.keyGrant, team.keyGrant);
        await updateAccount(world.sandbox, dataAccount, (state) => {
            const [key] = state.kmsKeys ?? [];
            const grant = key?.grants.find(({ id }) => made.id.endsWith(id));
            return key === undefined || grant === undefined
                ? { state, result: undefined }
                : {
                      state: {
                          ...state,
                          kmsKeys: [{ ...key, grants: Array<typeof grant>(50_000).fill(grant) }],
                      },
                      result: undefined,
                  };
        });
        return data.create(tokens.keyGrant, { ...team.keyGrant, name: "one-more" });
    },
};

interface At {
    readonly account: Account;
    readonly create: (type: string, inputs: Properties) => RefusalCase;
}

async function at(world: SimulatedWorld, accountId: string): Promise<At> {
    const account = await world.account(accountId);
    return {
        account,
        create: (type, inputs) => ({
            account: accountId,
            request: () => account.create(type, inputs),
        }),
    };
}

/** The cluster account with the team's two roles in it. */
async function withRoles(world: SimulatedWorld): Promise<At> {
    const there = await at(world, clusterAccount);
    await there.account.create(tokens.role, team.clusterRole);
    await there.account.create(tokens.role, team.dataRole);
    return there;
}

function creating(accountId: string, type: string, inputs: Properties) {
    return async (world: SimulatedWorld) => (await at(world, accountId)).create(type, inputs);
}

function again(accountId: string, type: string, inputs: Properties) {
    return async (world: SimulatedWorld) => {
        const there = await at(world, accountId);
        await there.account.create(type, inputs);
        return there.create(type, inputs);
    };
}

/** The same request as a role that may do nothing. */
function powerless(account: string, type: string, inputs: Properties) {
    return async (world: SimulatedWorld): Promise<RefusalCase> => {
        const name = "powerless";
        await (await world.account(account)).create(tokens.role, role(name, accountRootTrust));
        const assumeRoles = JSON.stringify([{ roleArn: `arn:aws:iam::${account}:role/${name}` }]);
        const asking = await world.account(account, { assumeRoles });
        return { account, request: () => asking.create(type, inputs) };
    };
}

function trust(assumeRolePolicy: string) {
    return creating(clusterAccount, tokens.role, { ...team.clusterRole, assumeRolePolicy });
}

function identity(...changes: readonly object[]) {
    const statements = changes.map((change) => ({ ...team.assumeClusterRole, ...change }));
    return creating(clusterAccount, tokens.rolePolicy, {
        name: "one",
        role: "hyperpod-teams-deploy",
        policy: policy(...statements),
    });
}

function entry(change: Properties) {
    return async (world: SimulatedWorld) =>
        (await withRoles(world)).create(tokens.accessEntry, { ...team.accessEntry, ...change });
}

function addOn(change: Properties) {
    return creating(clusterAccount, tokens.addOn, { ...team.agent, ...change });
}

function associated(change: Properties) {
    return async (world: SimulatedWorld) => {
        const { account, create } = await withRoles(world);
        await account.create(tokens.accessEntry, team.accessEntry);
        return create(tokens.association, { ...team.association, ...change });
    };
}

function pod(change: Properties) {
    return async (world: SimulatedWorld) =>
        (await withRoles(world)).create(tokens.podIdentity, { ...team.podIdentity, ...change });
}

function bucket(change: Properties) {
    return creating(dataAccount, tokens.bucketPolicy, { ...team.bucketPolicy, ...change });
}

function bucketStatement(change: object) {
    return bucket({ policy: policy({ ...delegation, ...change }) });
}

function accessPointWith(change: Properties) {
    return async (world: SimulatedWorld) => {
        await withRoles(world);
        const inputs = { ...team.accessPoint, ...change };
        return creating(dataAccount, tokens.accessPoint, inputs)(world);
    };
}

function quotaConfig(change: object) {
    return quota({
        ComputeQuotaConfig: { ...team.desiredQuota.ComputeQuotaConfig, ...change },
    });
}

function quota(change: object) {
    const desired = { ...team.desiredQuota, ...change };
    return creating(clusterAccount, tokens.cloudControl, team.quota(desired));
}

function keyPolicy(change: Properties) {
    return creating(dataAccount, tokens.keyPolicy, { ...team.keyPolicy, ...change });
}

function keyGrant(change: Properties) {
    return async (world: SimulatedWorld) => {
        await withRoles(world);
        return creating(dataAccount, tokens.keyGrant, { ...team.keyGrant, ...change })(world);
    };
}
