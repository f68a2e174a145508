import type { Path } from "../issue";
import type { RosterInput } from "./rosterSchema";
import type { OverrideInput, TeamInput } from "./rosterTeamSchema";

/** Which environment a roster is read for, and on which day. */
export interface Setting {
    readonly stack: string;
    /** "YYYY-MM-DD": the model asks no clock. */
    readonly today: string;
    /** The environments there are, where they are known: a name that is none of them is a slip. */
    readonly stacks?: readonly string[];
}

/** A team's entry as it holds in one environment, its names not looked up yet. */
export interface TeamEntry {
    readonly name: string;
    readonly physicalName: string;
    readonly input: TeamInput;
    /** Where a field stands: at the team, or below the environment that replaces it. */
    readonly at: (field: keyof TeamInput, ...rest: Path) => Path;
}

export interface Entries {
    readonly active: readonly TeamEntry[];
    readonly leaving: readonly TeamEntry[];
    /** Names of the teams that are in other environments only. */
    readonly elsewhere: readonly string[];
}

/** Undefined stands for any environment that no team names. */
export function entriesIn(roster: RosterInput, stack: string | undefined): Entries {
    const active: TeamEntry[] = [];
    const leaving: TeamEntry[] = [];
    const elsewhere: string[] = [];
    for (const [name, input] of Object.entries(roster.teams)) {
        const { environments } = input;
        const here =
            environments === undefined
                ? {}
                : stack === undefined || !Object.hasOwn(environments, stack)
                  ? undefined
                  : (environments[stack] ?? {});
        if (here === undefined) {
            elsewhere.push(name);
            continue;
        }
        const entry = entryOf(name, input, here, stack);
        (entry.input.state === "leaving" ? leaving : active).push(entry);
    }
    return { active, leaving, elsewhere };
}

/** Every environment that any team names. */
export function namedStacks(roster: RosterInput): readonly string[] {
    return [
        ...new Set(
            Object.values(roster.teams).flatMap(({ environments }) =>
                Object.keys(environments ?? {}),
            ),
        ),
    ];
}

function entryOf(
    name: string,
    input: TeamInput,
    here: OverrideInput,
    stack: string | undefined,
): TeamEntry {
    return {
        name,
        physicalName: input.formerly ?? name,
        input: { ...input, ...given(here) },
        at: (field, ...rest) =>
            stack !== undefined && Object.hasOwn(here, field)
                ? ["teams", name, "environments", stack, field, ...rest]
                : ["teams", name, field, ...rest],
    };
}

/** An absent field replaces nothing. */
function given(here: OverrideInput): Partial<TeamInput> {
    return Object.fromEntries(Object.entries(here).filter(([, value]) => value !== undefined));
}
