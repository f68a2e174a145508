import type * as aws from "@pulumi/aws";
import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Account, Cluster } from "../model/environment";
import type { Team as TeamEntry } from "../model/roster";
import { ClusterAccess } from "./clusterAccess";
import { ComputeAllocation } from "./computeAllocation";
import { DataAccess } from "./dataAccess";
import { NamespaceAccess } from "./namespaceAccess";
import { PodAccess } from "./podAccess";
import { ScientistAccess } from "./scientistAccess";

/** One provider an account and one a cluster, made outside and shared by all teams. */
export interface Providers {
    account(account: Account): aws.Provider;
    cluster(cluster: Cluster): kubernetes.Provider;
}

export interface TeamArgs {
    readonly team: TeamEntry;
    readonly organizationId: string;
    readonly providers: Providers;
}

/** Everything one entry of the roster stands for, in three accounts and one cluster. */
export class Team extends pulumi.ComponentResource {
    public readonly scientistRoleArn: string;
    public readonly clusterAccessRoleArn: string;
    public readonly namespaceName: string;
    public readonly serviceAccountName: string;
    public readonly dataRoleArn: string | undefined;
    public readonly accessPointArns: readonly string[];

    constructor(name: string, args: TeamArgs, opts?: pulumi.ComponentResourceOptions) {
        const { team, organizationId, providers } = args;
        // The registered inputs are what the team claims to be; providers are not part of that.
        super("hyperpod-teams:components:Team", name, { team }, opts);
        const inAccount = (account: Account) => ({
            parent: this,
            providers: [providers.account(account)],
        });

        const scientists = new ScientistAccess(
            `${name}-scientist`,
            { team, organizationId },
            inAccount(team.scientists.account),
        );
        const cluster = new ClusterAccess(
            `${name}-cluster`,
            { team, organizationId },
            // The trust policy names the scientist role, and IAM looks it up.
            { ...inAccount(team.cluster.account), dependsOn: [scientists] },
        );
        const compute = new ComputeAllocation(
            `${name}-compute`,
            { team },
            inAccount(team.cluster.account),
        );
        const namespace = new NamespaceAccess(
            `${name}-namespace`,
            { team },
            {
                parent: this,
                providers: [providers.cluster(team.cluster)],
                // The quota makes the namespace.
                dependsOn: [compute],
            },
        );

        const dataAccounts = [...new Set(team.data.map(({ bucket }) => bucket.account))];
        const pods =
            dataAccounts.length > 0
                ? new PodAccess(`${name}-pods`, { team }, inAccount(team.cluster.account))
                : undefined;
        const data = dataAccounts.map(
            (account) =>
                new DataAccess(
                    `${name}-data-${account.alias}`,
                    {
                        team,
                        grants: team.data.filter(({ bucket }) => bucket.account === account),
                    },
                    // The access point policy names the data role, and S3 looks it up.
                    { ...inAccount(account), dependsOn: pods === undefined ? [] : [pods] },
                ),
        );

        this.scientistRoleArn = scientists.roleArn;
        this.clusterAccessRoleArn = cluster.roleArn;
        this.namespaceName = namespace.namespaceName;
        this.serviceAccountName = namespace.serviceAccountName;
        this.dataRoleArn = pods?.roleArn;
        this.accessPointArns = data.flatMap(({ accessPointArns }) => accessPointArns);
        this.registerOutputs({
            scientistRoleArn: this.scientistRoleArn,
            clusterAccessRoleArn: this.clusterAccessRoleArn,
            namespaceName: this.namespaceName,
            serviceAccountName: this.serviceAccountName,
            dataRoleArn: this.dataRoleArn,
            accessPointArns: this.accessPointArns,
        });
    }
}
