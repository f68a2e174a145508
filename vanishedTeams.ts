import * as pulumi from "@pulumi/pulumi";
import type { Roster } from "./model/roster";

const teamUrn = /::hyperpod-teams:components:Team::([^:]+)$/;

/**
 * Refuses to run when the stack holds a team that the roster no longer names: the engine would
 * delete it, and a policy never sees deletions. The stack's own last state is asked, not its
 * outputs, so a team whose first rollout failed half-way counts too.
 */
export async function refuseVanishedTeams(roster: Roster): Promise<void> {
    const known = new Set([...roster.teams.map(({ name }) => name), ...roster.leaving]);
    const vanished = (await teamsInState()).filter((team) => !known.has(team));
    if (vanished.length > 0) {
        throw new pulumi.RunError(
            `nothing was changed: ${vanished
                .map(
                    (team) =>
                        `team "${team}" has resources in this stack but no entry in the roster; put the entry back, or keep it with "state: leaving" to remove the team`,
                )
                .join("\n")}`,
        );
    }
}

async function teamsInState(): Promise<readonly string[]> {
    const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
    // The engine's own reader of a stack's state; StackReference shows outputs only.
    const { outputs } = (await pulumi.runtime.invoke(
        "pulumi:pulumi:readStackResourceOutputs",
        { stackName },
        { async: true },
    )) as { outputs?: Record<string, unknown> };
    return Object.keys(outputs ?? {}).flatMap((urn) => teamUrn.exec(urn)?.[1] ?? []);
}
