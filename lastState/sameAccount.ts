import { accountsOf } from "../model/documents/accessDocuments";
import type { Account } from "../model/environment/environment";
import { audienceRoleName, accessPointName } from "../model/names";
import type { Team } from "../model/team";
import { knownNames } from "./knownNames";
import type { StackResources } from "./stackResources";
import { isSameTeam, teamsIn } from "./teamState";
import type { KnownTeam } from "./teamState";

/**
 * Two names may stand for one account. What a team has under one of them cannot go over to the other:
 * it would be made a second time, by the same name in the same account, before the first is deleted.
 * So that is no move, and "movedFrom" does not help. One sentence a role or access point.
 */
export function leftForItself(
    teams: readonly Team[],
    resources: StackResources,
): readonly string[] {
    const accounts = knownNames(resources).filter(({ section }) => section === "accounts");
    const labels = new Set(Object.keys(resources).map((urn) => /\$([^$]+)$/.exec(urn)?.[1] ?? urn));
    const state = teamsIn(resources);
    return teams.flatMap((team) =>
        state
            .filter((known) => isSameTeam(team, known))
            .flatMap((known) => thingsByAccount(team, known))
            .flatMap(({ what, account, labelIn }) =>
                accounts
                    .filter(({ identity }) => identity === account.id)
                    .filter(({ name }) => name !== account.alias && labels.has(labelIn(name)))
                    .map(
                        ({ name }) =>
                            `team "${team.name}": ${what} is in account "${name}" (${account.id}), which would be called "${account.alias}" for it from now on; keep that name: both are one account, where a second one of that name cannot be made before the first is deleted`,
                    ),
            ),
    );
}

interface ThingInAccount {
    readonly what: string;
    readonly account: Account;
    /** Type and name of what stands for it in a state, by the account's name. */
    readonly labelIn: (account: string) => string;
}

function thingsByAccount(team: Team, known: KnownTeam): readonly ThingInAccount[] {
    const { physicalName } = team;
    return [
        ...team.audiences.flatMap((audience) =>
            accountsOf(audience).map((account) => ({
                what: `role "${audienceRoleName(physicalName, audience.kind)}"`,
                account,
                labelIn: (name: string) =>
                    `hyperpod-teams:components:${audienceComponents[audience.kind]}::${known.name}-${audience.kind}-${name}`,
            })),
        ),
        ...[...new Set(team.data.map(({ bucket }) => bucket))].map(({ alias, account }) => ({
            what: `access point "${accessPointName(physicalName, alias)}"`,
            account,
            labelIn: (name: string) =>
                `aws:s3/accessPoint:AccessPoint::${known.name}-data-${name}-${alias}`,
        })),
    ];
}

const audienceComponents = {
    scientist: "ScientistAccess",
    viewer: "ViewerAccess",
    robot: "RobotAccess",
} as const;
