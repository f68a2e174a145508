import type { Path, Report } from "../../issue";
import { volumeName } from "../../names";
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
export function checkJoinedNames(placed: readonly PlacedTeam[], report: Report): void {
    const owners = new Map<string, string>();
    for (const { kind, name, what, at } of placed.flatMap(namedThings)) {
        const key = `${kind} ${name}`;
        const owner = owners.get(key) ?? what;
        if (owner !== what) {
            report.error(
                at,
                `${what} would be called "${name}", as ${owner} is; choose another name for one of the teams, accounts, buckets or file systems`,
            );
        }
        owners.set(key, owner);
    }
}

function namedThings({ team, at }: PlacedTeam): readonly Named[] {
    return [...audienceRoles(team, at), ...dataOf(team, at), ...volumesOf(team, at)];
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
