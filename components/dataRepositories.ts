import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { FileEvent } from "../model/environment/fileSystem";
import type { PlannedFileSystem } from "../model/documents/plannedFileSystem";
import { inRegion } from "./region";

export interface DataRepositoriesArgs {
    readonly planned: PlannedFileSystem;
    readonly fileSystemId: pulumi.Input<string>;
}

/**
 * What of the data accounts' buckets a file system mirrors. Apart from the file system, because FSx
 * asks the buckets' policies when a link is made, and those come after the teams that mount it.
 */
export class DataRepositories extends pulumi.ComponentResource {
    public readonly paths: readonly string[];

    constructor(name: string, args: DataRepositoriesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hyperpod-teams:components:DataRepositories", name, {}, opts);
        const { planned, fileSystemId } = args;
        const { fileSystem, repositories, tags } = planned;

        for (const repository of repositories) {
            const { path, bucket, prefix } = repository;
            new aws.fsx.DataRepositoryAssociation(
                `${name}-repository${path}`,
                {
                    fileSystemId,
                    fileSystemPath: path,
                    dataRepositoryPath: `s3://${bucket.name}/${prefix}`,
                    // What the bucket holds already is no event.
                    batchImportMetaDataOnCreate: repository.import.length > 0,
                    // Undoing a link leaves the files: what was not exported is nowhere else.
                    deleteDataInFilesystem: false,
                    s3: {
                        ...policy("autoImportPolicy", repository.import),
                        ...policy("autoExportPolicy", repository.export),
                    },
                    tags,
                    ...inRegion(fileSystem.account, fileSystem.region),
                },
                { parent: this },
            );
        }

        this.paths = repositories.map(({ path }) => path);
        this.registerOutputs({ paths: this.paths });
    }
}

function policy<K extends string>(key: K, events: readonly FileEvent[]) {
    return (
        events.length === 0 ? {} : { [key]: { events: events.map((each) => each.toUpperCase()) } }
    ) as Partial<Record<K, { events: string[] }>>;
}
