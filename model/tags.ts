import type { Team } from "./team";

/** The tag that every AWS resource of this program carries; providers set it where they can. */
export const managedBy = { "managed-by": "hyperpod-teams" } as const;

/** The tags of a team's AWS resources. Ours come last: a roster cannot take their place. */
export function teamTags(team: Team): Readonly<Record<string, string>> {
    return { ...team.tags, team: team.physicalName };
}

export interface CloudControlTag {
    readonly Key: string;
    readonly Value: string;
}

/**
 * As CloudFormation writes tags, by key: Cloud Control hands them over inside the desired state, so
 * the provider's default tags do not reach them.
 */
export function cloudControlTags(
    tags: Readonly<Record<string, string>>,
): readonly CloudControlTag[] {
    return Object.entries({ ...tags, ...managedBy })
        .map(([key, value]) => ({ Key: key, Value: value }))
        .sort((a, b) => (a.Key < b.Key ? -1 : 1));
}
