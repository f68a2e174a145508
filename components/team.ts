import type * as aws from "@pulumi/aws";
import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { accountsOf } from "../model/documents/accessDocuments";
import { grantsByBucket } from "../model/documents/dataDocuments";
import type { Account, Cluster } from "../model/environment/environment";
import type { Audience, AudienceKind, Team as TeamEntry } from "../model/team";
import { AudienceAccess } from "./audienceAccess";
import { ClusterAccess } from "./clusterAccess";
import { ComputeAllocation } from "./computeAllocation";
import { DataAccess } from "./dataAccess";
import { FileSystemAccess } from "./fileSystemAccess";
import { NamespaceAccess } from "./namespaceAccess";
import { PodAccess } from "./podAccess";
import { memberAccounts, teamClaim } from "./teamClaim";

/** One provider an account and one a cluster, made outside and shared by all teams. */
export interface Providers {
    account(account: Account): aws.Provider;
    cluster(cluster: Cluster): kubernetes.Provider;
}

export interface TeamArgs {
    readonly team: TeamEntry;
    readonly organizationId: string;
    readonly providers: Providers;
    /** How the team's cluster schedules, where the roster says it: the quota comes after. */
    readonly scheduling?: pulumi.Resource | undefined;
}

/** What one audience of a team needs to know to come in. */
export interface AudienceWay {
    readonly kind: AudienceKind;
    /** One an account of its members. */
    readonly roleArns: readonly string[];
    readonly clusterAccessRoleArn: string;
}

/** Everything one entry of the roster stands for, in its accounts and its cluster. */
export class Team extends pulumi.ComponentResource {
    public readonly audiences: readonly AudienceWay[];
    public readonly namespaceName: string;
    public readonly serviceAccountNames: readonly string[];
    public readonly claimNames: readonly string[];
    public readonly dataRoleArn: string | undefined;
    public readonly accessPointArns: readonly string[];

    private readonly label: string;
    private readonly entry: TeamEntry;
    private readonly args: TeamArgs;

    constructor(name: string, args: TeamArgs, opts?: pulumi.ComponentResourceOptions) {
        const { team, providers } = args;
        super("hyperpod-teams:components:Team", name, teamClaim(team), opts);
        this.label = name;
        this.entry = team;
        this.args = args;

        this.audiences = team.audiences.map((audience) => this.letIn(audience));
        const compute = new ComputeAllocation(
            `${name}-compute`,
            { team },
            {
                ...this.inAccount(team.cluster.account),
                dependsOn: args.scheduling === undefined ? [] : [args.scheduling],
            },
        );
        // The quota makes the namespace.
        const inNamespace = {
            parent: this,
            providers: [providers.cluster(team.cluster)],
            dependsOn: [compute],
        };
        const namespace = new NamespaceAccess(`${name}-namespace`, { team }, inNamespace);
        const { fileSystems } = team;
        const files =
            fileSystems.length > 0
                ? new FileSystemAccess(`${name}-files`, { team, fileSystems }, inNamespace)
                : undefined;
        const { pods, data } = this.giveData();

        this.namespaceName = namespace.namespaceName;
        this.serviceAccountNames = namespace.serviceAccountNames;
        this.claimNames = files?.claimNames ?? [];
        this.dataRoleArn = pods?.roleArn;
        this.accessPointArns = data.flatMap(({ accessPointArns }) => accessPointArns);
        this.registerOutputs({
            // What the next run compares with, see lastState/teamState.ts.
            physicalName: team.physicalName,
            cluster: team.cluster.alias,
            clusterAccount: team.cluster.account.id,
            accounts: memberAccounts(team),
            audiences: this.audiences,
            namespaceName: this.namespaceName,
            serviceAccountNames: this.serviceAccountNames,
            claimNames: this.claimNames,
            dataRoleArn: this.dataRoleArn,
            accessPointArns: this.accessPointArns,
        });
    }

    private inAccount(account: Account) {
        return { parent: this, providers: [this.args.providers.account(account)] };
    }

    private letIn(audience: Audience): AudienceWay {
        const { label, entry: team } = this;
        const { organizationId } = this.args;
        const { kind } = audience;
        const roles = accountsOf(audience).map(
            (account, index) =>
                new AudienceAccess(
                    `${label}-${kind}-${account.alias}`,
                    { team, audience, account, organizationId },
                    {
                        ...this.inAccount(account),
                        // Its name when scientists could be in one account only.
                        aliases:
                            kind === "scientist" && index === 0
                                ? [{ name: `${label}-scientist` }]
                                : [],
                    },
                ),
        );
        const access = new ClusterAccess(
            kind === "scientist" ? `${label}-cluster` : `${label}-${kind}-cluster`,
            { team, audience, organizationId },
            // The trust policy names the audience's roles, and IAM looks them up.
            { ...this.inAccount(team.cluster.account), dependsOn: roles },
        );
        return {
            kind,
            roleArns: roles.map(({ roleArn }) => roleArn),
            clusterAccessRoleArn: access.roleArn,
        };
    }

    private giveData(): { pods: PodAccess | undefined; data: readonly DataAccess[] } {
        const { label, entry: team } = this;
        const buckets = grantsByBucket(team.data);
        const accounts = [...new Set(buckets.map(({ bucket }) => bucket.account))];
        const pods =
            accounts.length > 0
                ? new PodAccess(`${label}-pods`, { team }, this.inAccount(team.cluster.account))
                : undefined;
        const data = accounts.map(
            (account) =>
                new DataAccess(
                    `${label}-data-${account.alias}`,
                    {
                        team,
                        buckets: buckets.filter(({ bucket }) => bucket.account === account),
                    },
                    // The access point policy names the data role, and S3 looks it up.
                    { ...this.inAccount(account), dependsOn: pods === undefined ? [] : [pods] },
                ),
        );
        return { pods, data };
    }
}
