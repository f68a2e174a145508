import type * as aws from "@pulumi/aws";
import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { accountsOf } from "../model/documents/accessDocuments";
import { grantsByBucket } from "../model/documents/dataDocuments";
import type { BucketGrants } from "../model/documents/dataDocuments";
import type { Leftover } from "../model/documents/governanceStanding";
import { isManaged, teamFileSystem } from "../model/documents/plannedFileSystem";
import { declaredAccess } from "../model/documents/declaredAccess";
import { dataRoleAccount } from "../model/documents/podDocuments";
import type { Account, Cluster } from "../model/environment/environment";
import type { FileSystem } from "../model/environment/fileSystem";
import type { Audience, AudienceKind, Team as TeamEntry } from "../model/team";
import { AudienceAccess } from "./audienceAccess";
import { ClusterAccess } from "./clusterAccess";
import type { ClusterAddOns } from "./clusterAddOns";
import { ComputeAllocation } from "./computeAllocation";
import { DataAccess } from "./dataAccess";
import { FileSystemAccess } from "./fileSystemAccess";
import { GuardRails } from "./guardRails";
import { ManagedFileSystem } from "./managedFileSystem";
import type { MountPoint } from "./managedFileSystem";
import { KeyGrants } from "./keyGrants";
import { NamespaceAccess } from "./namespaceAccess";
import { PodAccess } from "./podAccess";
import { TargetRole } from "./targetRole";
import { memberAccounts, teamClaim } from "./teamClaim";

/** One provider an account and one a cluster, made outside and shared by all teams. */
export interface Providers {
    account(account: Account): aws.Provider;
    cluster(cluster: Cluster): kubernetes.Provider;
}

/** What the team's cluster has before the team comes, as far as it is the program's. */
export interface Foundation {
    readonly addOns?: ClusterAddOns | undefined;
    /** The quota comes after. */
    readonly scheduling?: pulumi.Resource | undefined;
    readonly quota: Leftover;
    /** Whether the engine refuses to delete the quota, and with it the namespace. */
    readonly isProtected: boolean;
}

export interface TeamArgs {
    readonly team: TeamEntry;
    readonly organizationId: string;
    readonly providers: Providers;
    readonly foundation: Foundation;
    /** The managed file systems that teams share. */
    readonly sharedFileSystems: ReadonlyMap<FileSystem, ManagedFileSystem>;
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
    /** Where its file systems are, its own ones and those that it shares. */
    public readonly mountPoints: ReadonlyMap<FileSystem, MountPoint>;

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
        const compute = this.allocate();
        // The quota makes the namespace; where it is somebody else's, so is the namespace.
        const inNamespace = {
            parent: this,
            providers: [providers.cluster(team.cluster)],
            dependsOn: present(compute),
        };
        const guardRails =
            team.guardRails.length > 0
                ? [new GuardRails(`${name}-guard-rails`, { team }, inNamespace)]
                : [];
        const namespace = new NamespaceAccess(
            `${name}-namespace`,
            { team },
            // No pod before what judges it.
            { ...inNamespace, dependsOn: present(compute, ...guardRails) },
        );
        this.mountPoints = new Map(team.fileSystems.map((each) => [each, this.mountPoint(each)]));
        const files =
            team.fileSystems.length > 0
                ? new FileSystemAccess(
                      `${name}-files`,
                      { team, mountPoints: this.mountPoints },
                      inNamespace,
                  )
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
            isProtected: args.foundation.isProtected,
            audiences: this.audiences,
            namespaceName: this.namespaceName,
            serviceAccountNames: this.serviceAccountNames,
            claimNames: this.claimNames,
            dataRoleArn: this.dataRoleArn,
            accessPointArns: this.accessPointArns,
            // Policies that judge a whole stack see a component's outputs alone.
            declared: declaredAccess(team),
        });
    }

    private inAccount(account: Account) {
        return { parent: this, providers: [this.args.providers.account(account)] };
    }

    private allocate(): ComputeAllocation | undefined {
        const { label, entry: team } = this;
        const { addOns, scheduling, quota: leftover, isProtected } = this.args.foundation;
        return team.compute === undefined
            ? undefined
            : new ComputeAllocation(
                  `${label}-compute`,
                  { team, compute: team.compute, leftover, isProtected },
                  {
                      ...this.inAccount(team.cluster.account),
                      // Without the add-on a quota is made that never stands.
                      dependsOn: present(scheduling, addOns?.taskGovernance),
                  },
              );
    }

    /** A file system of the team's own is made here; any other one is there. */
    private mountPoint(fileSystem: FileSystem): MountPoint {
        const { label, entry: team } = this;
        if (!isManaged(fileSystem)) {
            return fileSystem;
        }
        const made =
            this.args.sharedFileSystems.get(fileSystem) ??
            new ManagedFileSystem(
                `${label}-${fileSystem.alias}`,
                { planned: teamFileSystem(fileSystem, team) },
                this.inAccount(fileSystem.account),
            );
        return made.mount;
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
            this.inAccount(team.cluster.account),
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
        if (accounts.length === 0) {
            return { pods: undefined, data: [] };
        }
        const target =
            team.dataRole === "cluster-account"
                ? []
                : [
                      new TargetRole(
                          `${label}-target`,
                          { team },
                          this.inAccount(dataRoleAccount(team)),
                      ),
                  ];
        // EKS is to find the role that it goes on to; how soon it looks, nobody says.
        const pods = new PodAccess(
            `${label}-pods`,
            { team },
            {
                ...this.inAccount(team.cluster.account),
                // A pod that starts before the agent does gets no credentials.
                dependsOn: [...target, ...present(this.args.foundation.addOns?.podIdentityAgent)],
            },
        );
        const data = accounts.map(
            (account) =>
                new DataAccess(
                    `${label}-data-${account.alias}`,
                    {
                        team,
                        buckets: buckets.filter(({ bucket }) => bucket.account === account),
                    },
                    this.inAccount(account),
                ),
        );
        this.grantKeys(buckets, target[0] ?? pods);
        return { pods, data };
    }

    /** Keys whose policy the program leaves alone, one component an account of theirs. */
    private grantKeys(buckets: readonly BucketGrants[], grantee: PodAccess | TargetRole): void {
        const granted = new Map<Account, BucketGrants[]>();
        for (const each of buckets) {
            if (each.bucket.key?.access === "grants") {
                const { account } = each.bucket.key;
                granted.set(account, [...(granted.get(account) ?? []), each]);
            }
        }
        for (const [account, of] of granted) {
            new KeyGrants(
                `${this.label}-keys-${account.alias}`,
                {
                    team: this.entry,
                    buckets: of,
                    account,
                    dataRoleUniqueId: grantee.roleUniqueId,
                },
                // KMS looks the grantee up; its ARN is computed, so the edge is ours to draw.
                { ...this.inAccount(account), dependsOn: [grantee] },
            );
        }
    }
}

function present(...resources: readonly (pulumi.Resource | undefined)[]): pulumi.Resource[] {
    return resources.filter((resource) => resource !== undefined);
}
