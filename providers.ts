import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { inRegion } from "./components/region";
import type { Providers } from "./components/team";
import type { Account, Cluster } from "./model/environment/environment";
import { managedBy } from "./model/tags";

type Connection = NonNullable<Cluster["connection"]>;

/** What the program's outputs tell beside what teams are given. */
export interface ProgramProviders extends Providers {
    connection(cluster: Cluster): pulumi.Output<Connection>;
}

/**
 * One AWS provider an account and one Kubernetes provider a cluster, each made when first asked for:
 * a real AWS provider takes hundreds of megabytes, so an account nobody uses gets none.
 */
export function createProviders(): ProgramProviders {
    const accounts = new Map<Account, aws.Provider>();
    const clusters = new Map<Cluster, kubernetes.Provider>();
    const connections = new Map<Cluster, pulumi.Output<Connection>>();
    const providers: ProgramProviders = {
        account(account) {
            const provider = accounts.get(account) ?? accountProvider(account);
            accounts.set(account, provider);
            return provider;
        },
        cluster(cluster) {
            const provider =
                clusters.get(cluster) ?? clusterProvider(cluster, providers.connection(cluster));
            clusters.set(cluster, provider);
            return provider;
        },
        connection(cluster) {
            const connection =
                connections.get(cluster) ??
                clusterConnection(cluster, providers.account(cluster.account));
            connections.set(cluster, connection);
            return connection;
        },
    };
    return providers;
}

/** A wrong credential fails on `allowedAccountIds` instead of building a team in another account. */
function accountProvider({ alias, id, region, assumedRoleArn }: Account): aws.Provider {
    return new aws.Provider(`account-${alias}`, {
        region: region as aws.Region,
        allowedAccountIds: [id],
        assumeRoles: [{ roleArn: assumedRoleArn, sessionName: "hyperpod-teams" }],
        defaultTags: { tags: managedBy },
    });
}

function clusterConnection(cluster: Cluster, account: aws.Provider): pulumi.Output<Connection> {
    return cluster.connection === undefined
        ? aws.eks
              .getClusterOutput(
                  {
                      name: cluster.eksClusterName,
                      ...inRegion(cluster.account, cluster.region),
                  },
                  { provider: account },
              )
              .apply(({ endpoint, certificateAuthorities }) => ({
                  endpoint,
                  certificateAuthorityData: certificateAuthorities[0]?.data ?? "",
              }))
        : pulumi.output(cluster.connection);
}

function clusterProvider(
    cluster: Cluster,
    connection: pulumi.Output<Connection>,
): kubernetes.Provider {
    return new kubernetes.Provider(`cluster-${cluster.alias}`, {
        kubeconfig: connection.apply((known) => kubeconfig(cluster, known)),
    });
}

/**
 * No token in the state: the provider asks the AWS CLI for one each time, as the role of the run.
 * https://docs.aws.amazon.com/eks/latest/userguide/create-kubeconfig.html
 */
function kubeconfig({ account, region, eksClusterName }: Cluster, connection: Connection): string {
    return JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        "current-context": eksClusterName,
        clusters: [
            {
                name: eksClusterName,
                cluster: {
                    server: connection.endpoint,
                    "certificate-authority-data": connection.certificateAuthorityData,
                },
            },
        ],
        contexts: [
            {
                name: eksClusterName,
                context: { cluster: eksClusterName, user: eksClusterName },
            },
        ],
        users: [
            {
                name: eksClusterName,
                user: {
                    exec: {
                        apiVersion: "client.authentication.k8s.io/v1beta1",
                        command: "aws",
                        args: [
                            "eks",
                            "get-token",
                            "--cluster-name",
                            eksClusterName,
                            "--region",
                            region,
                            "--role-arn",
                            account.assumedRoleArn,
                            "--output",
                            "json",
                        ],
                        interactiveMode: "Never",
                    },
                },
            },
        ],
    });
}
