import { accountsOf } from "../../documents/accessDocuments";
import type { Account } from "../../environment/environment";
import type { Path, Report } from "../../issue";
import { dataRoleAccount, dataRoleNameOf } from "../../documents/podDocuments";
import { accessRoleName, audienceRoleName, sourceRoleName } from "../../names";
import type { Team } from "../../team";
import type { PlacedTeam } from "./placedTeam";

/**
 * A role that is named must be there without the program. Case does not tell roles apart.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export function checkRoles(placed: readonly PlacedTeam[], report: Report): void {
    const owners = new Map(
        placed.flatMap(({ team }) =>
            rolesOf(team).map(({ account, name }) => [`${account.id} ${name}`, team.name] as const),
        ),
    );
    for (const each of placed) {
        for (const { account, role, path } of namedRoles(each)) {
            const owner = owners.get(`${account.id} ${role.toLowerCase()}`);
            if (owner !== undefined) {
                report.error(
                    path,
                    `role "${role}" is made by this program, for team "${owner}"; expected a role that exists without it`,
                );
            }
        }
    }
}

/** Every role that the program makes for a team. */
export function rolesOf(team: Team): readonly { account: Account; name: string }[] {
    const { physicalName } = team;
    const inCluster = (name: string) => ({ account: team.cluster.account, name });
    return [
        ...team.audiences.flatMap((audience) => [
            ...accountsOf(audience).map((account) => ({
                account,
                name: audienceRoleName(physicalName, audience.kind),
            })),
            inCluster(accessRoleName(physicalName, audience.kind)),
        ]),
        ...(team.data.length > 0
            ? [{ account: dataRoleAccount(team), name: dataRoleNameOf(team) }]
            : []),
        ...(team.data.length > 0 && team.dataRole !== "cluster-account"
            ? [inCluster(sourceRoleName(physicalName))]
            : []),
    ];
}

const fields = { scientist: "scientists", viewer: "viewers", robot: "robots" } as const;

function namedRoles({ team, at }: PlacedTeam): readonly {
    account: Account;
    role: string;
    path: Path;
}[] {
    return team.audiences.flatMap(({ kind, members }) =>
        members.flatMap((member, index) =>
            "role" in member
                ? [
                      {
                          account: member.account,
                          role: member.role,
                          path: at(fields[kind], index, "role"),
                      },
                  ]
                : [],
        ),
    );
}
