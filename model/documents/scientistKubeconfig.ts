import { namespaceName } from "../names";
import type { Cluster } from "../environment/environment";
import type { Team } from "../team";

export type Connection = NonNullable<Cluster["connection"]>;

/**
 * A kubeconfig whose one context is the team's namespace. It holds no token: kubectl asks the AWS CLI
 * for one each time, with the profile that ends the chain.
 * https://docs.aws.amazon.com/eks/latest/userguide/create-kubeconfig.html
 */
export function scientistKubeconfig(team: Team, profile: string, connection: Connection) {
    const { eksClusterName, region } = team.cluster;
    return {
        apiVersion: "v1",
        kind: "Config",
        "current-context": profile,
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
                name: profile,
                context: {
                    cluster: eksClusterName,
                    user: profile,
                    namespace: namespaceName(team.physicalName),
                },
            },
        ],
        users: [
            {
                name: profile,
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
                            "--profile",
                            profile,
                            "--output",
                            "json",
                        ],
                        interactiveMode: "IfAvailable",
                    },
                },
            },
        ],
    };
}

/** What makes the same where the API server's address is not at hand: the role may ask EKS for it. */
export function updateKubeconfigCommands(team: Team, profile: string): readonly string[] {
    const { eksClusterName, region } = team.cluster;
    return [
        `aws eks update-kubeconfig --name ${eksClusterName} --region ${region} --profile ${profile} --alias ${profile}`,
        `kubectl config set-context ${profile} --namespace ${namespaceName(team.physicalName)}`,
    ];
}
