import type { Issue } from "../issue";
import { rosterSchema } from "./rosterSchema";
import type { RosterInput } from "./rosterSchema";
import { team } from "./rosterTeamSchema";
import { schemaIssues } from "../schemaIssues";
import type { SchemaSource } from "../schemaIssues";

export interface RosterShape {
    /** The entries that have the right shape, so that what they mean can be checked beside the rest. */
    readonly input: RosterInput;
    readonly issues: readonly Issue[];
}

export function readShape(value: unknown, source: SchemaSource): RosterShape {
    const whole = rosterSchema.safeParse(value, { reportInput: true });
    if (whole.success) {
        return { input: whole.data, issues: [] };
    }
    const broken = { teams: new Set<string>(), clusters: new Set<string>() };
    const badKeys: string[] = [];
    for (const { code, path } of whole.error.issues) {
        const [section, name] = path;
        if (typeof name === "string" && (section === "teams" || section === "clusters")) {
            broken[section].add(name);
            if (section === "teams" && code === "invalid_key" && path.length === 2) {
                badKeys.push(name);
            }
        }
    }
    const rest = rosterSchema.safeParse({
        clusters: without(value, "clusters", broken.clusters),
        teams: without(value, "teams", broken.teams),
    });
    return {
        input: rest.success ? rest.data : { clusters: {}, teams: {} },
        issues: [
            ...schemaIssues(whole.error, rosterSchema, source),
            ...badKeys.flatMap((name) => belowBadKey(value, name, source)),
        ],
    };
}

/** The schema stops at a key of the wrong form; what stands below it is wrong or right by itself. */
function belowBadKey(value: unknown, name: string, source: SchemaSource): readonly Issue[] {
    const parsed = team.safeParse(new Map(Object.entries(section(value, "teams"))).get(name), {
        reportInput: true,
    });
    return parsed.success
        ? []
        : schemaIssues(parsed.error, team, {
              issueAt: (path, message, at) => source.issueAt(["teams", name, ...path], message, at),
              writtenAt: (path) => source.writtenAt?.(["teams", name, ...path]),
          });
}

function without(
    value: unknown,
    name: string,
    broken: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
        Object.entries(section(value, name)).filter(([key]) => !broken.has(key)),
    );
}

function section(value: unknown, name: string): Readonly<Record<string, unknown>> {
    const found = (value as Record<string, unknown> | null | undefined)?.[name];
    return typeof found === "object" && found !== null && !Array.isArray(found)
        ? (found as Record<string, unknown>)
        : {};
}
