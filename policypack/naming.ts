/**
 * Naming patterns are facts of the configuration: they say which names, groups and ARNs belong to
 * which team, so that the pack needs neither the roster nor the program to know whose a thing is.
 *
 * `{team}` stands for a team's name, `{Team}` for the same in PascalCase ("speech-lab" is
 * "SpeechLab"), `{name}` for any name without a wildcard. Everything else, `*` and `?` included,
 * stands for itself.
 *
 * A team is found by `{team}` alone: two teams may have one PascalCase name ("vision-2" and
 * "vision2"), so `{Team}` is only ever filled in for a team that is known by other means.
 */
const placeholders: Readonly<Record<string, string>> = {
    "{team}": "[a-z0-9](?:[-a-z0-9]{0,38}[a-z0-9])?",
    "{Team}": "[A-Z0-9][A-Za-z0-9]*",
    "{name}": "[A-Za-z0-9+=,.@_-]+",
};

export interface Match {
    /** The team that the value belongs to; absent when the pattern names no team. */
    readonly team?: string;
}

const compiled = new Map<string, RegExp>();

/**
 * How the value fits the pattern, or nothing when it does not. With a team, only the value that the
 * pattern has for that team fits; without one, a pattern that says `{Team}` alone fits nothing.
 */
export function match(pattern: string, value: string, team?: string): Match | undefined {
    const isTeams = /\{team\}/i.test(pattern);
    if (team !== undefined) {
        const found = expressionOf(fill(pattern, team)).test(value);
        return found ? (isTeams ? { team } : {}) : undefined;
    }
    if (isTeams && !pattern.includes("{team}")) {
        return undefined;
    }
    const found = expressionOf(pattern).exec(value);
    if (found === null) {
        return undefined;
    }
    const [, inValue] = found;
    if (inValue === undefined) {
        return {};
    }
    return pattern.includes("{Team}") ? match(pattern, value, inValue) : { team: inValue };
}

/** The one team whose name the patterns find in the value; nothing when they disagree. */
export function teamIn(patterns: readonly string[], value: string): string | undefined {
    const teams = new Set(patterns.map((pattern) => match(pattern, value)?.team));
    teams.delete(undefined);
    return teams.size === 1 ? [...teams][0] : undefined;
}

/** Whether a fact is for this team: one that names no teams is for any. */
export function isFor(teams: readonly string[] | undefined, team: string | undefined): boolean {
    return teams === undefined || (team !== undefined && teams.includes(team));
}

/** The pattern's value for one team; without a team, the pattern itself shows the wanted form. */
export function fill(pattern: string, team: string | undefined): string {
    return team === undefined
        ? pattern
        : pattern.replaceAll("{team}", team).replaceAll("{Team}", pascalCase(team));
}

function pascalCase(name: string): string {
    return name
        .split("-")
        .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
        .join("");
}

function expressionOf(pattern: string): RegExp {
    let expression = compiled.get(pattern);
    if (expression === undefined) {
        let teams = 0;
        const source = pattern
            .split(/(\{[A-Za-z]+\})/)
            .map((part) => {
                const placeholder = placeholders[part];
                if (placeholder === undefined) {
                    return part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
                }
                if (part !== "{team}") {
                    return placeholder;
                }
                teams += 1;
                // One name all through: a pattern that says {team} twice means the same team.
                return teams === 1 ? `(${placeholder})` : "\\1";
            })
            .join("");
        expression = new RegExp(`^${source}$`);
        compiled.set(pattern, expression);
    }
    return expression;
}
