import { isManaged } from "../../documents/plannedFileSystem";
import type { Environment } from "../../environment/environment";
import type { FileSystem } from "../../environment/fileSystem";
import type { Path, Report } from "../../issue";
import { fileSystemName, volumeName } from "../../names";
import type { Team } from "../../team";
import type { PlacedTeam } from "./placedTeam";

const fields = { scientist: "scientists", viewer: "viewers", robot: "robots" } as const;

/** One thing that gets a name of several parts, and where the last of them stands. */
interface Named {
    /** Things of one kind must not share a name. */
    readonly kind: string;
    readonly name: string;
    readonly what: string;
    readonly at: Path;
}

/**
 * Names are joined by hyphens, and their parts hold hyphens as well: bucket "eu-raw" of account
 * "data" and bucket "raw" of account "data-eu" meet. The engine refuses a second resource of one
 * type and name, and a cluster a second volume, when half of the rollout is done.
 */
export function checkJoinedNames(
    placed: readonly PlacedTeam[],
    { fileSystems }: Pick<Environment, "fileSystems">,
    report: Report,
): void {
    const owners = new Map<string, string>(sharedFileSystems(fileSystems.values()));
    const told = new Set<string>();
    for (const { kind, name, what, at } of placed.flatMap(namedThings)) {
        const key = `${kind} ${name}`;
        const owner = owners.get(key) ?? what;
        const clash = `${what}, ${owner}`;
        if (owner !== what && !told.has(clash)) {
            told.add(clash);
            report.error(
                at,
                `${what} would be called "${name}", as ${owner} is; choose another name for one of the teams, accounts, buckets or file systems`,
            );
        }
        owners.set(key, owner);
    }
}

function namedThings({ team, at }: PlacedTeam): readonly Named[] {
    return [
        ...audienceRoles(team, at),
        ...dataOf(team, at),
        ...keyGrantsOf(team, at),
        ...volumesOf(team, at),
        ...fileSystemsOf(team, at),
    ];
}

function audienceRoles(team: Team, at: PlacedTeam["at"]): readonly Named[] {
    return team.audiences.flatMap(({ kind, members }) =>
        members.map(({ account }, index) => ({
            kind,
            name: `${team.name}-${kind}-${account.alias}`,
            what: `the ${kind} role of team "${team.name}" in account "${account.alias}"`,
            at: at(fields[kind], index, "account"),
        })),
    );
}

function dataOf(team: Team, at: PlacedTeam["at"]): readonly Named[] {
    return team.data.flatMap(({ bucket }, index) => {
        const { account, alias } = bucket;
        const name = `${team.name}-data-${account.alias}`;
        const place = at("data", index, "bucket");
        return [
            {
                kind: "data account",
                name,
                what: `the data of team "${team.name}" in account "${account.alias}"`,
                at: place,
            },
            {
                kind: "access point",
                name: `${name}-${alias}`,
                what: `the access point of team "${team.name}" to bucket "${alias}" of account "${account.alias}"`,
                at: place,
            },
        ];
    });
}

function volumesOf(team: Team, at: PlacedTeam["at"]): readonly Named[] {
    return team.fileSystems.map(({ alias }, index) => ({
        kind: `volume of ${team.cluster.alias}`,
        name: volumeName(team.physicalName, alias),
        what: `the volume of team "${team.name}" for file system "${alias}"`,
        at: at("fileSystems", index),
    }));
}

/** Keys whose policy the program leaves alone are opened by grants, one a bucket. */
function keyGrantsOf(team: Team, at: PlacedTeam["at"]): readonly Named[] {
    return team.data.flatMap(({ bucket: { alias, key } }, index) => {
        if (key?.access !== "grants") {
            return [];
        }
        const account = key.account.alias;
        const name = `${team.name}-keys-${account}`;
        const place = at("data", index, "bucket");
        return [
            {
                kind: "key account",
                name,
                what: `the key grants of team "${team.name}" in account "${account}"`,
                at: place,
            },
            {
                kind: "key grant",
                name: `${name}-${alias}`,
                what: `the grant of team "${team.name}" for bucket "${alias}", by a key of account "${account}",`,
                at: place,
            },
        ];
    });
}

const fileSystem = "file system";

/** By Pulumi's name, which its parts are named after, and by the tag that people know it by. */
function fileSystemsOf(team: Team, at: PlacedTeam["at"]): readonly Named[] {
    return team.fileSystems.flatMap((each, index) => {
        if (!isManaged(each) || !each.perTeam) {
            return [];
        }
        const what = `file system "${each.alias}" of team "${team.name}"`;
        const place = at("fileSystems", index);
        return [
            { kind: fileSystem, name: `${team.name}-${each.alias}`, what, at: place },
            {
                kind: `${fileSystem} tag`,
                name: fileSystemName(each.alias, team.physicalName),
                what,
                at: place,
            },
        ];
    });
}

/** Those that no team's entry has a place for. */
function sharedFileSystems(fileSystems: Iterable<FileSystem>): readonly [string, string][] {
    return [...fileSystems]
        .filter((each) => isManaged(each) && !each.perTeam)
        .flatMap(({ alias }) => {
            const what = `the shared file system "${alias}"`;
            return [
                [`${fileSystem} ${alias}`, what],
                [`${fileSystem} tag ${fileSystemName(alias)}`, what],
            ];
        });
}
