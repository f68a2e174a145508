import * as pulumi from "@pulumi/pulumi";
import type { Team } from "../model/team";

/** A team as the stack's last state knows it; what an interrupted run did not write is missing. */
export interface KnownTeam {
    readonly name: string;
    readonly physicalName?: string;
    /** The aliases of its cluster and of its members' accounts. */
    readonly cluster?: string;
    /** The id of the account that its cluster is in. */
    readonly clusterAccount?: string;
    readonly accounts: readonly string[];
}

const teamUrn = /::hyperpod-teams:components:Team::([^:]+)$/;

/**
 * The teams that have resources in this stack, by the engine's own reader of a stack's state:
 * StackReference shows outputs only, which do not name a team whose first rollout failed half-way.
 */
export async function readTeamState(): Promise<readonly KnownTeam[]> {
    const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
    const { outputs } = (await pulumi.runtime.invoke(
        "pulumi:pulumi:readStackResourceOutputs",
        { stackName },
        { async: true },
    )) as { outputs?: Record<string, unknown> };
    return Object.entries(outputs ?? {}).flatMap(([urn, resource]) => {
        const name = teamUrn.exec(urn)?.[1];
        const written = (resource as { outputs?: Record<string, unknown> }).outputs;
        return name === undefined ? [] : [knownTeam(name, written ?? {})];
    });
}

/** Whether the entry stands for this team, under whichever name. */
export function isSameTeam({ physicalName }: Team, known: KnownTeam): boolean {
    return (known.physicalName ?? known.name) === physicalName;
}

/**
 * The names that the team's URNs may still have: what it was made as, and what it is called in the
 * state, which is another name after a second rename.
 */
export function formerNames(team: Team, state: readonly KnownTeam[]): readonly string[] {
    const names = [
        ...(team.formerly === undefined ? [] : [team.formerly]),
        ...state.filter((known) => isSameTeam(team, known)).map(({ name }) => name),
    ];
    return [...new Set(names)].filter((name) => name !== team.name);
}

function knownTeam(name: string, values: Readonly<Record<string, unknown>>): KnownTeam {
    const { physicalName, cluster, clusterAccount, accounts } = values;
    return {
        name,
        ...(typeof physicalName === "string" ? { physicalName } : {}),
        ...(typeof cluster === "string" ? { cluster } : {}),
        ...(typeof clusterAccount === "string" ? { clusterAccount } : {}),
        accounts: Array.isArray(accounts)
            ? accounts.filter((account) => typeof account === "string")
            : [],
    };
}
