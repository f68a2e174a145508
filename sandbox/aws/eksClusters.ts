import type { Properties } from "../provider/server";
import { readAccount, type AccountState, type EksCluster } from "./accountState";
import type { AwsCall } from "./awsCall";
import { RefusedRequest } from "./refusals";
import type { Session } from "./session";

export const kubernetesVersion = "1.34";

export function eksCluster(
    state: AccountState | undefined,
    session: Session,
    name: string,
): EksCluster | undefined {
    return state?.eksClusters.find(
        (cluster) => cluster.name === name && cluster.region === session.region,
    );
}

export function requireEksCluster(
    state: AccountState | undefined,
    session: Session,
    operation: string,
    name: string,
): EksCluster {
    const cluster = eksCluster(state, session, name);
    if (cluster === undefined) {
        throw new RefusedRequest("eks-no-cluster", operation, { cluster: name });
    }
    return cluster;
}

export function withEksCluster(state: AccountState, changed: EksCluster): AccountState {
    return {
        ...state,
        eksClusters: state.eksClusters.map((one) => (one.arn === changed.arn ? changed : one)),
    };
}

/** hashicorp/terraform-provider-aws internal/service/eks/cluster_data_source.go */
export const describeEksClusterCalls: readonly AwsCall[] = [
    {
        action: "eks:DescribeCluster",
        on: ({ session, properties }) =>
            `arn:aws:eks:${session.region}:${session.accountId}:cluster/${String(properties.name)}`,
    },
];

/** What `getCluster` answers, as far as it is simulated. */
export function describeEksCluster(session: Session, name: string): Properties {
    const state = readAccount(session.sandbox, session.accountId);
    const cluster = requireEksCluster(state, session, "DescribeCluster", name);
    const { endpoint, certificateAuthorityData } = session.cluster.endpoint();
    return {
        id: name,
        name,
        arn: cluster.arn,
        region: cluster.region,
        endpoint,
        certificateAuthorities: [{ data: certificateAuthorityData }],
        accessConfigs: [
            { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
        ],
        createdAt: cluster.createdAt,
        status: "ACTIVE",
        tags: {},
        version: kubernetesVersion,
    };
}
