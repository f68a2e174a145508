import type { Team } from "../components/team";
import { localQueueName } from "../model/names";
import type { Team as TeamEntry } from "../model/team";
import type { ProgramProviders } from "../providers";
import type { Teams } from "./teams";

/** What each team needs to know, by its name. */
export function teamOutputs(teams: Teams, providers: ProgramProviders): Record<string, unknown> {
    return Object.fromEntries(
        [...teams].map(([entry, resource]) => [entry.name, outputsOf(entry, resource, providers)]),
    );
}

/** With the cluster's address, which "hyperpod-teams kubeconfig" reads. */
function outputsOf(
    entry: TeamEntry,
    resource: Team,
    providers: ProgramProviders,
): Record<string, unknown> {
    return {
        cluster: {
            name: entry.cluster.eksClusterName,
            connection: providers.connection(entry.cluster),
        },
        localQueueName: localQueueName(entry.physicalName),
        owners: entry.owners,
        contact: entry.contact,
        expires: entry.expires,
        audiences: Object.fromEntries(
            resource.audiences.map(({ kind, ...way }) => [kind, way] as const),
        ),
        namespaceName: resource.namespaceName,
        serviceAccountNames: resource.serviceAccountNames,
        claimNames: resource.claimNames,
        dataRoleArn: resource.dataRoleArn,
        accessPointArns: resource.accessPointArns,
    };
}
