import type { Registration } from "./registration";
import type { RegisteredRole } from "./role";

export type AudienceKind = "scientist" | "viewer" | "robot";

/** One group of a team's people or machines, as it was registered. */
export interface RegisteredAudience {
    readonly kind: AudienceKind;
    /** Their roles, one an account. */
    readonly memberRoles: readonly RegisteredRole[];
    /** The role in the cluster's account that theirs lead to. */
    readonly accessRole?: RegisteredRole;
    readonly accessEntries: readonly Registration[];
}

const memberComponents: Readonly<Record<string, AudienceKind>> = {
    ScientistAccess: "scientist",
    ViewerAccess: "viewer",
    RobotAccess: "robot",
};
const clusterComponents: Readonly<Record<string, AudienceKind>> = {
    ClusterAccess: "scientist",
    ViewerClusterAccess: "viewer",
    RobotClusterAccess: "robot",
};

/** What a component holds of a team's audiences, by the last part of its type. */
export function audiencePart(
    component: string,
): { readonly kind: AudienceKind; readonly part: "members" | "cluster" } | undefined {
    const member = memberComponents[component];
    if (member !== undefined) {
        return { kind: member, part: "members" };
    }
    const cluster = clusterComponents[component];
    return cluster === undefined ? undefined : { kind: cluster, part: "cluster" };
}

/** Every audience of which anything is registered; scientists always, as no team is without. */
export function audiencesOf(
    members: readonly { readonly registration: Registration; readonly component: string }[],
    rolesByUrn: ReadonlyMap<string, RegisteredRole>,
): readonly RegisteredAudience[] {
    return (["scientist", "viewer", "robot"] as const).flatMap((kind) => {
        const own = members.filter(({ component }) => audiencePart(component)?.kind === kind);
        if (own.length === 0 && kind !== "scientist") {
            return [];
        }
        const rolesIn = (part: "members" | "cluster") =>
            own
                .filter(({ component }) => audiencePart(component)?.part === part)
                .map(({ registration }) => rolesByUrn.get(registration.urn))
                .filter((role) => role !== undefined);
        const [accessRole] = rolesIn("cluster");
        return [
            {
                kind,
                memberRoles: rolesIn("members"),
                ...(accessRole === undefined ? {} : { accessRole }),
                accessEntries: own
                    .map(({ registration }) => registration)
                    .filter(({ type }) => type === "aws:eks/accessEntry:AccessEntry"),
            },
        ];
    });
}

/** How a walk speaks of them. */
export function audienceName(kind: AudienceKind): string {
    return `${kind}s`;
}
