import type { FileSystem } from "../environment/environment";
import { namespaceName, volumeName } from "../names";
import type { Team } from "../team";

/** What a PersistentVolume says of a file system, and whose claim it is kept for. */
export interface TeamVolume {
    readonly volumeName: string;
    readonly claimName: string;
    readonly namespace: string;
    readonly capacity: string;
    readonly volumeHandle: string;
    readonly dnsName: string;
    readonly mountName: string;
}

/** A claim is in the team's namespace, so the file system's own alias is name enough. */
export function teamVolume(team: Team, fileSystem: FileSystem): TeamVolume {
    return {
        volumeName: volumeName(team.physicalName, fileSystem.alias),
        claimName: fileSystem.alias,
        namespace: namespaceName(team.physicalName),
        capacity: `${fileSystem.capacityGiB}Gi`,
        volumeHandle: fileSystem.id,
        dnsName: fileSystem.dnsName,
        mountName: fileSystem.mountName,
    };
}
