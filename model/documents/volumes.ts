import type { FileSystem } from "../environment/fileSystem";
import { namespaceName, volumeName } from "../names";
import type { Team } from "../team";

/** What a PersistentVolume says of a file system beside where it is, and whose claim it is kept for. */
export interface TeamVolume {
    readonly volumeName: string;
    readonly claimName: string;
    readonly namespace: string;
    readonly capacity: string;
}

/** A claim is in the team's namespace, so the file system's own alias is name enough. */
export function teamVolume(team: Team, { alias, capacityGiB }: FileSystem): TeamVolume {
    return {
        volumeName: volumeName(team.physicalName, alias),
        claimName: alias,
        namespace: namespaceName(team.physicalName),
        capacity: `${capacityGiB}Gi`,
    };
}
