import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { FileSystemRemoval, LustreDeployment } from "../model/environment/fileSystem";
import type { PlannedFileSystem } from "../model/documents/plannedFileSystem";
import { inRegion } from "./region";

export interface ManagedFileSystemArgs {
    readonly planned: PlannedFileSystem;
}

/** What a volume says of a file system; of one that is being made it is known afterwards. */
export interface MountPoint {
    readonly id: pulumi.Input<string>;
    readonly dnsName: pulumi.Input<string>;
    readonly mountName: pulumi.Input<string>;
}

/**
 * A file system, a team's own or one that teams share. It holds what nothing else holds, so by
 * default the engine refuses to delete it or to make it anew.
 */
export class ManagedFileSystem extends pulumi.ComponentResource {
    public readonly mount: MountPoint;

    constructor(name: string, args: ManagedFileSystemArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:ManagedFileSystem", name, {}, opts);
        const { fileSystem, tags } = args.planned;
        const { account, region, capacityGiB, subnetId, securityGroupIds } = fileSystem;

        const lustre = new aws.fsx.LustreFileSystem(
            `${name}-file-system`,
            {
                // Left out, a scratch file system would get 2.10, which links no bucket.
                fileSystemTypeVersion: "2.15",
                storageCapacity: capacityGiB,
                subnetIds: subnetId,
                securityGroupIds: [...securityGroupIds],
                ...deployment(fileSystem.deployment),
                tags,
                ...inRegion(account, region),
            },
            { parent: this, ...removal(fileSystem.removal) },
        );

        this.mount = { id: lustre.id, dnsName: lustre.dnsName, mountName: lustre.mountName };
        this.registerOutputs({ ...this.mount });
    }
}

/** FSx keeps no backups of what is linked to a bucket, and a last one would be nobody's to delete. */
function deployment(deployed: LustreDeployment) {
    return deployed.type === "SCRATCH_2"
        ? { deploymentType: deployed.type }
        : {
              deploymentType: deployed.type,
              perUnitStorageThroughput: deployed.perUnitStorageThroughput,
              ...(deployed.kmsKeyArn === undefined ? {} : { kmsKeyId: deployed.kmsKeyArn }),
              skipFinalBackup: true,
          };
}

function removal(wanted: FileSystemRemoval): pulumi.CustomResourceOptions {
    switch (wanted) {
        case "refuse":
            return { protect: true };
        case "keep":
            return { retainOnDelete: true };
        case "delete":
            return {};
    }
}
