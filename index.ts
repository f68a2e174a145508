import { SharedBucket } from "./components/sharedBucket";
import { Team } from "./components/team";
import { readEnvironment, readRoster } from "./config";
import { createProviders } from "./providers";
import { refuseVanishedTeams } from "./vanishedTeams";

/** One Team an entry, one policy a bucket; answers with what each team needs to know. */
async function rollOut(): Promise<Record<string, unknown>> {
    const environment = readEnvironment(__dirname);
    const roster = readRoster(__dirname, environment);
    await refuseVanishedTeams(roster);

    const { organizationId } = environment;
    const providers = createProviders();
    const teams = roster.teams.map((team) => ({
        entry: team,
        resource: new Team(team.name, { team, organizationId, providers }),
    }));

    for (const bucket of environment.buckets.values()) {
        const readers = teams.filter(({ entry }) =>
            entry.data.some((grant) => grant.bucket === bucket),
        );
        if (readers.length > 0) {
            new SharedBucket(
                bucket.alias,
                { bucket, teams: readers.map(({ entry }) => entry) },
                {
                    providers: [providers.account(bucket.account)],
                    // A door is listed once it stands, and struck off before it goes.
                    dependsOn: readers.map(({ resource }) => resource),
                },
            );
        }
    }

    return Object.fromEntries(
        teams.map(({ entry, resource }) => [
            entry.name,
            {
                scientistRoleArn: resource.scientistRoleArn,
                clusterAccessRoleArn: resource.clusterAccessRoleArn,
                namespaceName: resource.namespaceName,
                serviceAccountName: resource.serviceAccountName,
                dataRoleArn: resource.dataRoleArn,
                accessPointArns: resource.accessPointArns,
            },
        ]),
    );
}

/** The stack's one output. */
export const teams = rollOut();
