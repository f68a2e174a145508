import type { Bucket } from "../environment/environment";
import type {
    DataRepository,
    FileEvent,
    FileSystem,
    ManagedFileSystem,
    RepositoryAccess,
} from "../environment/fileSystem";
import { fileSystemName } from "../names";
import { teamTags } from "../tags";
import type { DataGrant, Team } from "../team";

/** One file system to make, with everything that is linked to it. */
export interface PlannedFileSystem {
    readonly fileSystem: ManagedFileSystem;
    /** Whose it is; absent where the teams that name it share it. */
    readonly team?: Team;
    readonly tags: Readonly<Record<string, string>>;
    readonly repositories: readonly LinkedRepository[];
}

/** A data repository with all its choices made. */
export interface LinkedRepository {
    readonly path: string;
    readonly bucket: Bucket;
    readonly prefix: string;
    readonly import: readonly FileEvent[];
    readonly export: readonly FileEvent[];
    readonly access: RepositoryAccess;
}

/** The file systems to be made: shared ones as the stack's file has them, others one a team. */
export function plannedFileSystems(
    fileSystems: Iterable<FileSystem>,
    teams: readonly Team[],
): readonly PlannedFileSystem[] {
    return [...fileSystems]
        .filter(isManaged)
        .flatMap((fileSystem) =>
            fileSystem.perTeam
                ? teams
                      .filter((team) => team.fileSystems.includes(fileSystem))
                      .map((team) => teamFileSystem(fileSystem, team))
                : [sharedFileSystem(fileSystem)],
        );
}

export function sharedFileSystem(fileSystem: ManagedFileSystem): PlannedFileSystem {
    return {
        fileSystem,
        tags: { Name: fileSystemName(fileSystem.alias) },
        repositories: fileSystem.dataRepositories.map(sharedRepository),
    };
}

export function teamFileSystem(fileSystem: ManagedFileSystem, team: Team): PlannedFileSystem {
    return {
        fileSystem,
        team,
        tags: { ...teamTags(team), Name: fileSystemName(fileSystem.alias, team.physicalName) },
        repositories: fileSystem.dataRepositories.flatMap((repository) =>
            team.data
                .filter(({ bucket }) => bucket === repository.bucket)
                .map((grant) => ownRepository(repository, grant)),
        ),
    };
}

export function isLinked(bucket: Bucket, fileSystems: readonly PlannedFileSystem[]): boolean {
    return fileSystems.some(({ repositories }) =>
        repositories.some((repository) => repository.bucket === bucket),
    );
}

/** What a shared repository lets every team of its file system do in the bucket. */
export function sharedAccess({ access, export: exported }: DataRepository): RepositoryAccess {
    return access ?? (exported.length > 0 ? "read-write" : "read");
}

function sharedRepository(repository: DataRepository): LinkedRepository {
    const { path, bucket, prefix = "" } = repository;
    return {
        path,
        bucket,
        prefix,
        import: repository.import,
        export: repository.export,
        access: sharedAccess(repository),
    };
}

/** A team that only reads gets what is imported; nothing of its file system ends up in the bucket. */
function ownRepository(repository: DataRepository, { prefix, mode }: DataGrant): LinkedRepository {
    const { path, bucket, access = mode } = repository;
    return {
        path: `${path}/${prefix.slice(0, -1)}`,
        bucket,
        prefix,
        import: repository.import,
        export: mode === "read-write" ? repository.export : [],
        access,
    };
}

export function isManaged(fileSystem: FileSystem): fileSystem is ManagedFileSystem {
    return fileSystem.kind === "managed";
}
