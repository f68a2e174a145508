import * as pulumi from "@pulumi/pulumi";
import { ClusterScheduling } from "./components/clusterScheduling";
import { SharedBucket } from "./components/sharedBucket";
import { Team } from "./components/team";
import { readEnvironment, readRoster } from "./config";
import type { Team as TeamEntry } from "./model/team";
import { movedTeams } from "./lastState/movedTeams";
import { createProviders } from "./providers";
import { formerNames, readTeamState } from "./lastState/teamState";
import { vanishedTeams } from "./lastState/vanishedTeams";

/** One Team an entry, one policy a bucket; answers with what each team needs to know. */
async function rollOut(): Promise<Record<string, unknown>> {
    const environment = readEnvironment(__dirname);
    const roster = readRoster(__dirname, environment);
    const state = await readTeamState();
    refuse([
        ...vanishedTeams(roster, state, pulumi.getStack()),
        ...movedTeams(roster.teams, state),
    ]);

    const { organizationId } = environment;
    const providers = createProviders();
    const scheduling = new Map(
        roster.schedules.map((schedule) => [
            schedule.cluster,
            new ClusterScheduling(
                schedule.cluster.alias,
                { schedule },
                { providers: [providers.account(schedule.cluster.account)] },
            ),
        ]),
    );
    const teams = roster.teams.map((team) => ({
        entry: team,
        resource: new Team(
            team.name,
            { team, organizationId, providers, scheduling: scheduling.get(team.cluster) },
            { aliases: formerNames(team, state).map((name) => ({ name })) },
        ),
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
        teams.map(({ entry, resource }) => [entry.name, outputsOf(entry, resource)]),
    );
}

/** A policy never sees deletions, so what would take a team's things away is refused here. */
function refuse(sentences: readonly string[]): void {
    if (sentences.length > 0) {
        throw new pulumi.RunError(`nothing was changed: ${sentences.join("\n")}`);
    }
}

function outputsOf(entry: TeamEntry, resource: Team): Record<string, unknown> {
    return {
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

/** The stack's one output. */
export const teams = rollOut();
