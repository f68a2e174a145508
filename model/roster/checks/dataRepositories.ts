import { isManaged, sharedAccess, teamFileSystem } from "../../documents/plannedFileSystem";
import { mostRepositories } from "../../environment/fileSystem";
import type { DataRepository, ManagedFileSystem } from "../../environment/fileSystem";
import type { Path, Report } from "../../issue";
import type { Team } from "../../team";
import type { PlacedTeam } from "./placedTeam";

/**
 * A file system shows whoever mounts it all that is linked to it, and lets him write what the bucket
 * lets FSx write: no access point is asked. So a team may name it only if the roster gives the team
 * as much.
 */
export function checkDataRepositories({ team, at }: PlacedTeam, report: Report): void {
    for (const [index, fileSystem] of team.fileSystems.entries()) {
        if (!isManaged(fileSystem)) {
            continue;
        }
        if (fileSystem.perTeam) {
            checkOwn(team, fileSystem, at("fileSystems", index), report);
        }
        for (const repository of fileSystem.perTeam ? [] : fileSystem.dataRepositories) {
            checkShared(team, fileSystem, repository, at("fileSystems", index), report);
        }
    }
}

function checkShared(
    team: Team,
    { alias }: ManagedFileSystem,
    repository: DataRepository,
    at: Path,
    report: Report,
): void {
    const { bucket, prefix = "", path } = repository;
    const linked = `file system "${alias}" shows prefix "${prefix}" of bucket "${bucket.alias}" below "${path}" to every team that mounts it`;
    const grant = team.data.find(
        (each) => each.bucket === bucket && prefix.startsWith(each.prefix),
    );
    if (grant === undefined) {
        report.error(
            at,
            `${linked}, and team "${team.name}" is not given it; give the team the prefix, or take a file system that is "perTeam"`,
        );
    } else if (sharedAccess(repository) === "read-write" && grant.mode === "read") {
        report.error(
            at,
            `${linked} and writes it, and team "${team.name}" may only read; give the team "mode: read-write", or link for import alone`,
        );
    }
}

function checkOwn(team: Team, fileSystem: ManagedFileSystem, at: Path, report: Report): void {
    const { alias, dataRepositories } = fileSystem;
    const { repositories } = teamFileSystem(fileSystem, team);
    if (repositories.length > mostRepositories) {
        report.error(
            at,
            `file system "${alias}" would link ${repositories.length} prefixes of the team; FSx links at most ${mostRepositories} to a file system: name fewer and wider prefixes`,
        );
    }
    for (const { bucket, access } of dataRepositories) {
        const grants = team.data.filter((grant) => grant.bucket === bucket);
        if (grants.length === 0) {
            report.warning(
                at,
                `file system "${alias}" links each team's prefixes of bucket "${bucket.alias}", and the team has none there; nothing of it is linked`,
            );
        } else if (access === "read-write" && grants.some(({ mode }) => mode === "read")) {
            report.error(
                at,
                `file system "${alias}" writes what it links of bucket "${bucket.alias}", and the team may only read there; give the team "mode: read-write", or take a file system without "access: read-write"`,
            );
        }
    }
}
