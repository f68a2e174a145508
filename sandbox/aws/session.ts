import type { Sandbox } from "../sandbox";
import type { Tags } from "./accountState";
import type { Permissions } from "./permissions";

/** What simulated AWS needs of the cluster beside it; a test puts its own in place. */
export interface ClusterSide {
    endpoint(): { readonly endpoint: string; readonly certificateAuthorityData: string };
    createTeamNamespace(team: string): Promise<void>;
    deleteTeamNamespace(team: string): Promise<void>;
}

/** Who asks: one assumed role, in one account and region. */
export interface Session {
    readonly sandbox: Sandbox;
    readonly accountId: string;
    readonly region: string;
    /** The session's ARN as AWS names it in its refusals. */
    readonly caller: string;
    readonly defaultTags: Tags;
    readonly permissions: Permissions;
    readonly cluster: ClusterSide;
}
