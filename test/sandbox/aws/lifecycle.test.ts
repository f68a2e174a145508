import * as assert from "node:assert/strict";

import { findExisting } from "../../../sandbox/aws/findExisting";
import type { Properties } from "../../../sandbox/provider/server";
import {
    clusterAccount,
    dataAccount,
    SimulatedWorld,
    type Account,
    type Standing,
} from "./simulatedWorld";
import * as team from "./teamResources";
import { policy, tokens } from "./teamResources";

const farAccessPoint: Properties = {
    name: "vision-far",
    bucket: "acme-far-away",
    region: "eu-west-1",
};

/** One resource of each type, with a change that AWS takes in place and one that it does not. */
interface Life {
    readonly title?: string;
    readonly type: string;
    readonly accountId: string;
    readonly inputs: Properties;
    readonly updated: Properties;
    readonly updates: string;
    readonly replaced: Properties;
    readonly replaces: string;
    readonly deleteBeforeReplace: boolean;
    /** The id an import takes, where it is not the one in the state. */
    readonly importId?: (standing: Standing) => string;
}

const otherSession = policy({ ...team.assumeClusterRole, Action: "sts:AssumeRole" });

const lives: readonly Life[] = [
    {
        type: tokens.role,
        accountId: clusterAccount,
        inputs: { ...team.clusterRole, tags: { team: "vision" } },
        updated: { ...team.clusterRole, tags: { team: "speech" } },
        updates: "tags",
        replaced: { ...team.clusterRole, name: "other", tags: { team: "vision" } },
        replaces: "name",
        deleteBeforeReplace: false,
    },
    {
        type: tokens.rolePolicy,
        accountId: clusterAccount,
        inputs: {
            name: "a",
            role: "hyperpod-teams-deploy",
            policy: policy(team.assumeClusterRole),
        },
        updated: { name: "a", role: "hyperpod-teams-deploy", policy: otherSession },
        updates: "policy",
        replaced: {
            name: "a",
            role: "hyperpod-vision-data",
            policy: policy(team.assumeClusterRole),
        },
        replaces: "role",
        deleteBeforeReplace: true,
    },
    {
        type: tokens.accessEntry,
        accountId: clusterAccount,
        inputs: { ...team.accessEntry, principalArn: team.dataRoleArn },
        updated: {
            ...team.accessEntry,
            principalArn: team.dataRoleArn,
            kubernetesGroups: ["other"],
        },
        updates: "kubernetesGroups",
        replaced: team.accessEntry,
        replaces: "principalArn",
        deleteBeforeReplace: false,
    },
    {
        type: tokens.association,
        accountId: clusterAccount,
        inputs: { ...team.association, principalArn: team.dataRoleArn },
        updated: {
            ...team.association,
            principalArn: team.dataRoleArn,
            accessScope: { type: "namespace", namespaces: ["hyperpod-ns-speech"] },
        },
        updates: "accessScope",
        replaced: team.association,
        replaces: "principalArn",
        deleteBeforeReplace: false,
    },
    {
        type: tokens.podIdentity,
        accountId: clusterAccount,
        inputs: team.podIdentity,
        updated: { ...team.podIdentity, tags: { team: "vision" } },
        updates: "tags",
        replaced: { ...team.podIdentity, serviceAccount: "other" },
        replaces: "serviceAccount",
        deleteBeforeReplace: false,
        importId: ({ id }) => `hyperpod-dev,${id}`,
    },
    {
        type: tokens.cloudControl,
        accountId: clusterAccount,
        inputs: team.quota(),
        updated: team.quota({ ...team.desiredQuota, ActivationState: "Disabled" }),
        updates: "desiredState",
        replaced: team.quota({ ...team.desiredQuota, Name: "other" }),
        replaces: "desiredState",
        deleteBeforeReplace: false,
    },
    {
        type: tokens.addOn,
        accountId: clusterAccount,
        inputs: team.agent,
        updated: {
            ...team.agent,
            addonVersion: "v1.3.9-eksbuild.1",
        },
        updates: "addonVersion",
        replaced: {
            ...team.agent,
            addonName: "amazon-sagemaker-hyperpod-taskgovernance",
        },
        replaces: "addonName",
        deleteBeforeReplace: false,
    },
    {
        title: "a scheduler configuration",
        type: tokens.cloudControl,
        accountId: clusterAccount,
        inputs: team.scheduler(),
        updated: team.scheduler({
            ...team.desiredScheduler,
            SchedulerConfig: { FairShare: "Disabled", IdleResourceSharing: "Enabled" },
        }),
        updates: "desiredState",
        replaced: team.scheduler({ ...team.desiredScheduler, Name: "other" }),
        replaces: "desiredState",
        deleteBeforeReplace: false,
    },
    {
        title: "an access point that keeps to a VPC",
        type: tokens.accessPoint,
        accountId: dataAccount,
        inputs: { ...team.accessPoint, vpcConfiguration: { vpcId: "vpc-0a1b2c3d4e5f60718" } },
        updated: {
            ...team.accessPoint,
            vpcConfiguration: { vpcId: "vpc-0a1b2c3d4e5f60718" },
            tags: { team: "vision" },
        },
        updates: "tags",
        replaced: team.accessPoint,
        replaces: "vpcConfiguration",
        deleteBeforeReplace: true,
    },
    {
        title: "an access point in another region than its provider's",
        type: tokens.accessPoint,
        accountId: dataAccount,
        inputs: farAccessPoint,
        updated: { ...farAccessPoint, tags: { team: "vision" } },
        updates: "tags",
        replaced: { ...farAccessPoint, region: "us-west-2" },
        replaces: "region",
        deleteBeforeReplace: true,
        importId: ({ id }) => `${id}@eu-west-1`,
    },
    {
        type: tokens.accessPoint,
        accountId: dataAccount,
        inputs: team.accessPoint,
        updated: { ...team.accessPoint, policy: policy(team.readOwnObjects) },
        updates: "policy",
        replaced: {
            ...team.accessPoint,
            publicAccessBlockConfiguration: { blockPublicAcls: false },
        },
        replaces: "publicAccessBlockConfiguration",
        deleteBeforeReplace: true,
    },
    {
        type: tokens.bucketPolicy,
        accountId: dataAccount,
        inputs: team.bucketPolicy,
        updated: {
            ...team.bucketPolicy,
            policy: policy({ ...team.delegation, Action: "s3:GetObject" }),
        },
        updates: "policy",
        replaced: { ...team.bucketPolicy, bucket: "acme-far-away" },
        replaces: "bucket",
        deleteBeforeReplace: false,
    },
];

for (const life of lives) {
    describe(`the life of ${life.title ?? life.type}`, () => {
        let world: SimulatedWorld;
        let account: Account;
        let standing: Standing;

        before(async () => {
            world = await SimulatedWorld.make();
            const cluster = await world.account(clusterAccount);
            await cluster.create(tokens.role, team.dataRole);
            if (life.type === tokens.association) {
                const principalArn = team.dataRoleArn;
                await cluster.create(tokens.accessEntry, { ...team.accessEntry, principalArn });
            }
            account = await world.account(life.accountId);
        });

        after(() => {
            world.remove();
        });

        function existing(): string | undefined {
            return findExisting(world.sandbox, life.accountId, life.type, life.inputs);
        }

        it("is not found before it is made", () => {
            assert.equal(existing(), undefined);
        });

        it("is found by what it was made from, and that id imports it", async () => {
            standing = await account.create(life.type, life.inputs);
            const importId = life.importId?.(standing) ?? standing.id;

            const imported = await account.import(life.type, importId);

            assert.equal(existing(), importId);
            assert.equal(imported?.id, standing.id);
            assert.deepEqual(imported.outputs, standing.outputs);
        });

        it("needs no change after an import", async () => {
            const importId = life.importId?.(standing) ?? standing.id;
            const imported = await account.import(life.type, importId);
            assert.ok(imported !== undefined);

            const difference = await account.diff({ ...imported, type: life.type }, life.inputs);

            assert.deepEqual(difference, { changes: [], replaces: [], deleteBeforeReplace: false });
        });

        it("reads back with the inputs it was given", async () => {
            assert.deepEqual((await account.read(standing))?.inputs, life.inputs);
        });

        it("is replaced for what AWS cannot change", async () => {
            assert.deepEqual(await account.diff(standing, life.replaced), {
                changes: [life.replaces],
                replaces: [life.replaces],
                deleteBeforeReplace: life.deleteBeforeReplace,
            });
        });

        it("is updated for what AWS can change", async () => {
            const difference = await account.diff(standing, life.updated);
            standing = await account.update(standing, life.updated);
            const read = await account.read(standing);

            assert.deepEqual(difference, {
                changes: [life.updates],
                replaces: [],
                deleteBeforeReplace: false,
            });
            assert.deepEqual(read?.inputs, life.updated);
            assert.deepEqual(read.outputs, standing.outputs);
        });

        it("is gone after its deletion, which may be asked for twice", async () => {
            await account.delete(standing);
            await account.delete(standing);

            assert.equal(await account.read(standing), undefined);
            assert.equal(existing(), undefined);
        });
    });
}

describe("differences that are none", () => {
    it("sees through another spelling of a document and through explicit defaults", async () => {
        const world = await SimulatedWorld.make();
        try {
            const account = await world.account(clusterAccount);
            const made = await account.create(tokens.role, team.clusterRole);
            const document = JSON.parse(String(team.clusterRole.assumeRolePolicy)) as object;

            const difference = await account.diff(made, {
                ...team.clusterRole,
                assumeRolePolicy: JSON.stringify(document, undefined, 4),
                path: "/",
                maxSessionDuration: 3600,
            });

            assert.deepEqual(difference.changes, []);
        } finally {
            world.remove();
        }
    });

    it("sees new default tags of the provider", async () => {
        const world = await SimulatedWorld.make();
        try {
            const made = await (
                await world.account(clusterAccount)
            ).create(tokens.role, team.clusterRole);
            const defaultTags = { tags: { managedBy: "somebody-else" } };
            const retagging = await world.account(clusterAccount, { defaultTags });

            assert.deepEqual(await retagging.diff(made, team.clusterRole), {
                changes: ["tagsAll"],
                replaces: [],
                deleteBeforeReplace: false,
            });
        } finally {
            world.remove();
        }
    });
});
