import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { FileSystem } from "../model/environment/fileSystem";
import type { Team } from "../model/team";
import { teamVolume } from "../model/documents/volumes";
import type { MountPoint } from "./managedFileSystem";
import { clusterMetadata, namespacedMetadata } from "./metadata";

export interface FileSystemAccessArgs {
    readonly team: Team;
    /** The team's file systems, in the roster's order. */
    readonly mountPoints: ReadonlyMap<FileSystem, MountPoint>;
}

/**
 * A volume and its claim for each file system that the team's pods may mount. The volume is kept for
 * the team's claim alone, and no other claim can take it; what is mounted is the whole file system
 * nevertheless, so teams of one file system are kept apart by its POSIX rights alone.
 *
 * Deleting both leaves the data: the volume is retained, and the file system is another component's
 * or another program's. Nothing here has `retainOnDelete`: a volume left behind would stand in the way of the team's next one.
 * https://docs.aws.amazon.com/eks/latest/userguide/fsx-csi.html
 */
export class FileSystemAccess extends pulumi.ComponentResource {
    public readonly claimNames: readonly string[];

    constructor(name: string, args: FileSystemAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:FileSystemAccess", name, {}, opts);
        const { team, mountPoints } = args;

        for (const [fileSystem, mount] of mountPoints) {
            const volume = teamVolume(team, fileSystem);
            const persistentVolume = new kubernetes.core.v1.PersistentVolume(
                `${name}-${fileSystem.alias}-volume`,
                {
                    metadata: clusterMetadata(volume.volumeName),
                    spec: {
                        capacity: { storage: volume.capacity },
                        accessModes: ["ReadWriteMany"],
                        mountOptions: ["flock"],
                        persistentVolumeReclaimPolicy: "Retain",
                        storageClassName: "",
                        volumeMode: "Filesystem",
                        claimRef: {
                            apiVersion: "v1",
                            kind: "PersistentVolumeClaim",
                            namespace: volume.namespace,
                            name: volume.claimName,
                        },
                        csi: {
                            driver: "fsx.csi.aws.com",
                            volumeHandle: mount.id,
                            volumeAttributes: {
                                dnsname: mount.dnsName,
                                mountname: mount.mountName,
                            },
                        },
                    },
                },
                // The API server never changes which file system a volume is.
                { parent: this, replaceOnChanges: ["spec.csi"], deleteBeforeReplace: true },
            );
            new kubernetes.core.v1.PersistentVolumeClaim(
                `${name}-${fileSystem.alias}-claim`,
                {
                    metadata: namespacedMetadata(volume.namespace, volume.claimName),
                    spec: {
                        accessModes: ["ReadWriteMany"],
                        // Named, so the class decides nothing; left out, the default one would.
                        storageClassName: "",
                        volumeName: volume.volumeName,
                        // The volume is named, so the size decides nothing either; one that grew
                        // with the file system would have to be a new claim.
                        resources: { requests: { storage: "1Gi" } },
                    },
                },
                // A claim whose volume is gone is lost for good, under a new volume of that name, too.
                { parent: this, dependsOn: [persistentVolume], replaceWith: [persistentVolume] },
            );
        }

        this.claimNames = [...mountPoints.keys()].map(({ alias }) => alias);
        this.registerOutputs({ claimNames: this.claimNames });
    }
}
