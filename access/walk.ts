import { clusterSteps } from "./clusterWalk";
import type { CrossCheck } from "./crossCheck";
import { dataSteps } from "./dataWalk";
import { estateOf } from "./estate";
import type { Estate, RegisteredTeam } from "./estate";
import type { Registration } from "./registration";
import { scientistSteps } from "./scientistWalk";
import type { Step } from "./step";

export type { CrossCheck } from "./crossCheck";
export type { Step } from "./step";

/** The path of one team, from its scientists to its data, one question after the other. */
export interface Walk {
    readonly team: string;
    readonly steps: readonly Step[];
}

/** Whoever knows what RBAC says: the API server, asked by a SubjectAccessReview. */
export interface NamespaceReviewer {
    mayCreate(
        who: { readonly user: string; readonly groups: readonly string[] },
        what: { readonly group: string; readonly resource: string; readonly namespace: string },
    ): Promise<boolean>;
}

export interface WalkOptions {
    /**
     * What holds for every principal of these accounts, such as `aws:PrincipalOrgID`. It comes from
     * the environment and never from a policy: a document must not confirm itself.
     */
    readonly context: Readonly<Record<string, string>>;
    readonly crossCheck?: CrossCheck;
}

/** What the steps of one team are asked of. */
export interface Ground extends WalkOptions {
    readonly estate: Estate;
    readonly reviewer: NamespaceReviewer;
    readonly team: RegisteredTeam;
    readonly others: readonly RegisteredTeam[];
}

/** Walks the path of every registered team; asks about every pair of teams, too. */
export async function walkTeams(
    registrations: readonly Registration[],
    reviewer: NamespaceReviewer,
    options: WalkOptions,
): Promise<readonly Walk[]> {
    const estate = estateOf(registrations);
    const walks: Walk[] = [];
    for (const team of estate.teams) {
        const others = estate.teams.filter((other) => other !== team);
        const ground: Ground = { ...options, estate, reviewer, team, others };
        walks.push({
            team: team.name,
            steps: [
                ...(await scientistSteps(ground)),
                ...(await clusterSteps(ground)),
                ...(await dataSteps(ground)),
            ],
        });
    }
    return walks;
}

export function walkFailed(walks: readonly Walk[]): boolean {
    return walks.some(({ steps }) => steps.some(({ answer, expected }) => answer !== expected));
}
