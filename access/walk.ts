import { audienceSteps } from "./audienceWalk";
import { clusterSteps, quotaStep } from "./clusterWalk";
import type { CrossCheck } from "./crossCheck";
import { dataSteps } from "./dataWalk";
import { estateOf } from "./estate";
import type { Estate, RegisteredTeam } from "./estate";
import { fileSystemSteps } from "./fileSystemWalk";
import { guardRailSteps } from "./guardRailWalk";
import type { PodAdmission } from "./guardRailWalk";
import type { Registration } from "./registration";
import type { ManagedPolicies } from "./role";
import type { Step } from "./step";
import { volumeSteps } from "./volumeWalk";

export type { CrossCheck } from "./crossCheck";
export type { Step } from "./step";

/** The paths of one team, from its people and machines to its data, one question after the other. */
export interface Walk {
    readonly team: string;
    readonly steps: readonly Step[];
}

/** Whoever knows what RBAC says: the API server, asked by a SubjectAccessReview. */
export interface NamespaceReviewer {
    may(
        who: { readonly user: string; readonly groups: readonly string[] },
        what: {
            readonly verb: string;
            readonly group: string;
            readonly resource: string;
            readonly namespace: string;
        },
    ): Promise<boolean>;
}

export interface WalkOptions {
    /**
     * What holds for every principal of these accounts, such as `aws:PrincipalOrgID`. It comes from
     * the environment and never from a policy: a document must not confirm itself.
     */
    readonly context: Readonly<Record<string, string>>;
    /** The VPC of each cluster's nodes, by the cluster's name, where it is known. */
    readonly vpcs?: Readonly<Record<string, string>>;
    readonly crossCheck?: CrossCheck;
    /** What stands outside of the stack, and limits its roles all the same. */
    readonly managedPolicies?: ManagedPolicies;
    readonly podAdmission?: PodAdmission;
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
    const estate = estateOf(registrations, options.managedPolicies);
    const walks: Walk[] = [];
    for (const team of estate.teams) {
        const others = estate.teams.filter((other) => other !== team);
        const ground: Ground = { ...options, estate, reviewer, team, others };
        const steps: Step[] = [quotaStep(ground)];
        for (const audience of team.audiences) {
            steps.push(
                ...(await audienceSteps(ground, audience)),
                ...(await clusterSteps(ground, audience)),
            );
        }
        steps.push(
            ...(await dataSteps(ground)),
            ...volumeSteps(ground),
            ...(await fileSystemSteps(ground)),
            ...(await guardRailSteps(ground)),
        );
        walks.push({ team: team.name, steps });
    }
    return walks;
}

export function walkFailed(walks: readonly Walk[]): boolean {
    return walks.some(({ steps }) => steps.some(({ answer, expected }) => answer !== expected));
}
