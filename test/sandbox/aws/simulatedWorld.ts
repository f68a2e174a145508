import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { AwsProvider } from "../../../sandbox/aws/provider";
import { seedWorld, type World } from "../../../sandbox/aws/seed";
import type { ClusterSide } from "../../../sandbox/aws/session";
import type { Properties } from "../../../sandbox/provider/server";
import { createSandbox, type Sandbox } from "../../../sandbox/sandbox";

export const clusterAccount = "111122223333";
export const scientistAccount = "444455556666";
export const dataAccount = "777788889999";

export const hyperPodArn = `arn:aws:sagemaker:us-west-2:${clusterAccount}:cluster/abcdef012345`;

export const keyArn = `arn:aws:kms:us-west-2:${dataAccount}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

export const world: World = {
    organizationId: "o-exampleorg1",
    accounts: [clusterAccount, scientistAccount, dataAccount].map((accountId) => ({
        accountId,
        deployRoleArn: `arn:aws:iam::${accountId}:role/hyperpod-teams-deploy`,
    })),
    clusters: [
        {
            accountId: clusterAccount,
            region: "us-west-2",
            eksClusterName: "hyperpod-dev",
            hyperPodClusterArn: hyperPodArn,
            addOns: ["amazon-sagemaker-hyperpod-taskgovernance"],
        },
    ],
    kmsKeys: [{ arn: keyArn, statements: [] }],
    buckets: [
        {
            accountId: dataAccount,
            region: "us-west-2",
            name: "acme-curated-dev",
            keys: ["vision/sample.parquet"],
        },
        { accountId: dataAccount, region: "eu-west-1", name: "acme-far-away", keys: [] },
    ],
    subnets: [
        {
            accountId: clusterAccount,
            region: "us-west-2",
            id: "subnet-0a1b2c3d4e5f60718",
            availabilityZone: "us-west-2a",
            securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
        },
    ],
};

/** The cluster beside AWS, as a list of the namespaces it was asked to have. */
export class NamespaceList implements ClusterSide {
    readonly namespaces = new Set<string>();

    endpoint() {
        return { endpoint: "https://127.0.0.1:6443", certificateAuthorityData: "Q0E=" };
    }

    createTeamNamespace(team: string): Promise<void> {
        this.namespaces.add(`hyperpod-ns-${team}`);
        return Promise.resolve();
    }

    deleteTeamNamespace(team: string): Promise<void> {
        this.namespaces.delete(`hyperpod-ns-${team}`);
        return Promise.resolve();
    }
}

export class SimulatedWorld {
    readonly sandbox: Sandbox;
    readonly cluster = new NamespaceList();

    private constructor(sandbox: Sandbox) {
        this.sandbox = sandbox;
    }

    static async make(): Promise<SimulatedWorld> {
        const root = fs.mkdtempSync(path.join(os.tmpdir(), "sandbox-"));
        const made = new SimulatedWorld(createSandbox(root));
        await seedWorld(made.sandbox, world);
        return made;
    }

    remove(): void {
        fs.rmSync(this.sandbox.root, { recursive: true });
    }

    /** The provider of one account, configured as a program configures it. */
    async account(accountId: string, config: Properties = {}): Promise<Account> {
        const provider = new AwsProvider(this.sandbox, this.cluster);
        await provider.configure({
            region: "us-west-2",
            allowedAccountIds: JSON.stringify([accountId]),
            assumeRoles: JSON.stringify([
                { roleArn: `arn:aws:iam::${accountId}:role/hyperpod-teams-deploy` },
            ]),
            defaultTags: JSON.stringify({ tags: { managedBy: "hyperpod-teams" } }),
            ...config,
        });
        return new Account(provider);
    }

    stateText(accountId: string): string {
        return fs.readFileSync(path.join(this.sandbox.accounts, `${accountId}.json`), "utf8");
    }
}

export interface Standing {
    readonly type: string;
    readonly id: string;
    readonly inputs: Properties;
    readonly outputs: Properties;
}

/** One account through its provider, without an engine in between. */
export class Account {
    readonly provider: AwsProvider;

    constructor(provider: AwsProvider) {
        this.provider = provider;
    }

    async create(type: string, inputs: Properties): Promise<Standing> {
        const request = { urn: urnOf(type), type };
        const { failures } = await this.provider.check({ ...request, olds: {}, news: inputs });
        if (failures.length > 0) {
            throw new Error(failures.map(({ reason }) => reason).join("; "));
        }
        const made = await this.provider.create({ ...request, inputs, preview: false });
        return { type, id: made.id, inputs, outputs: made.outputs };
    }

    async update(standing: Standing, news: Properties): Promise<Standing> {
        const { outputs } = await this.provider.update({
            ...changeOf(standing, news),
            preview: false,
        });
        return { ...standing, inputs: news, outputs };
    }

    diff(standing: Standing, news: Properties) {
        return this.provider.diff(changeOf(standing, news));
    }

    read({ type, id, inputs, outputs }: Standing) {
        return this.provider.read({ urn: urnOf(type), type, id, inputs, outputs });
    }

    import(type: string, id: string) {
        return this.provider.read({ urn: urnOf(type), type, id, inputs: {}, outputs: {} });
    }

    /** What stands already, as an import takes it. */
    async adopt(type: string, id: string): Promise<Standing> {
        const found = await this.import(type, id);
        if (found === undefined) {
            throw new Error(`there is no ${type} "${id}" to import`);
        }
        return { type, ...found };
    }

    delete({ type, id, outputs }: Standing): Promise<void> {
        return this.provider.delete({ urn: urnOf(type), type, id, outputs });
    }
}

function changeOf({ type, id, inputs, outputs }: Standing, news: Properties) {
    return { urn: urnOf(type), type, id, oldInputs: inputs, oldOutputs: outputs, news };
}

function urnOf(type: string): string {
    return `urn:pulumi:dev::hyperpod-teams::${type}::name`;
}
