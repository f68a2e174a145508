import { dayOf } from "../model/day";
import { formatIssues } from "../model/issue";
import type { Parsed } from "../model/issue";
import { quoted } from "../model/printable";
import { parseRoster } from "../model/roster/roster";
import type { Roster } from "../model/roster/roster";
import type { Audience, AudienceKind, Team } from "../model/team";
import type { Account } from "../model/environment/environment";
import { CommandError } from "./commandError";
import { rosterFiles } from "./rosterFiles";

/** One team as it holds in one environment, read from files alone. */
export interface FoundTeam {
    readonly team: Team;
    readonly roster: Roster;
}

export function findTeam(name: string, stack: string, folder = process.cwd()): FoundTeam {
    const { file, bytes, environments, stacks } = rosterFiles({ folder, stack });
    const [chosen] = environments;
    if (chosen === undefined) {
        throw new CommandError(`roster "${file}" is not that of stack ${quoted(stack)}`, 2);
    }
    const facts = orFail(chosen.environment);
    const setting = { stack: chosen.stack, today: dayOf(new Date()), stacks };
    const roster = orFail(parseRoster(file, bytes, facts, setting));
    const team = roster.teams.find((each) => each.name === name);
    if (team === undefined) {
        const known = roster.teams.map((each) => `"${each.name}"`).join(", ");
        throw new CommandError(
            `there is no team ${quoted(name)} in stack "${stack}"; expected one of ${known}`,
            2,
        );
    }
    return { team, roster };
}

/** The audience, and the account of its members that somebody signs in to. */
export function findAudience(
    team: Team,
    kind: AudienceKind,
    accountAlias: string | undefined,
): { readonly audience: Audience; readonly account: Account } {
    const audience = team.audiences.find((each) => each.kind === kind);
    if (audience === undefined) {
        const known = team.audiences.map((each) => `"${each.kind}"`).join(", ");
        throw new CommandError(`team "${team.name}" has no ${kind}s; expected one of ${known}`, 2);
    }
    const accounts = [...new Set(audience.members.map(({ account }) => account))];
    const known = accounts.map(({ alias }) => `"${alias}"`).join(", ");
    const [only] = accounts;
    if (accountAlias === undefined && accounts.length === 1 && only !== undefined) {
        return { audience, account: only };
    }
    const account = accounts.find(({ alias }) => alias === accountAlias);
    if (account === undefined) {
        throw new CommandError(
            accountAlias === undefined
                ? `the ${kind}s of team "${team.name}" are in several accounts; say which with "--account", one of ${known}`
                : `no ${kind} of team "${team.name}" is in account ${quoted(accountAlias)}; expected ${known}`,
            2,
        );
    }
    return { audience, account };
}

function orFail<T>(parsed: Parsed<T>): T {
    if (!parsed.ok) {
        throw new CommandError(`the files have problems\n${formatIssues(parsed.issues)}`);
    }
    return parsed.value;
}
