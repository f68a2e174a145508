import type { Team } from "../model/team";
import type { StackResources } from "./stackResources";

/** A team as the stack's last state knows it; what an interrupted run did not write is missing. */
export interface KnownTeam {
    readonly name: string;
    readonly physicalName?: string;
    /** The aliases of its cluster and of its members' accounts. */
    readonly cluster?: string;
    /** The id of the account that its cluster is in. */
    readonly clusterAccount?: string;
    readonly accounts: readonly string[];
    /** Whether the engine refuses to delete its quota. */
    readonly isProtected: boolean;
}

const teamUrn = /::hyperpod-teams:components:Team::([^:]+)$/;

/** The teams that have resources in this stack, be it from a rollout that failed half-way. */
export function teamsIn(resources: StackResources): readonly KnownTeam[] {
    return Object.entries(resources).flatMap(([urn, outputs]) => {
        const name = teamUrn.exec(urn)?.[1];
        return name === undefined ? [] : [knownTeam(name, outputs)];
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
    const { physicalName, cluster, clusterAccount, accounts, isProtected } = values;
    return {
        name,
        ...(typeof physicalName === "string" ? { physicalName } : {}),
        ...(typeof cluster === "string" ? { cluster } : {}),
        ...(typeof clusterAccount === "string" ? { clusterAccount } : {}),
        accounts: Array.isArray(accounts)
            ? accounts.filter((account) => typeof account === "string")
            : [],
        isProtected: isProtected === true,
    };
}
