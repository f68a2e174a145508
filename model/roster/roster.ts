import { checkEntries } from "./checks/entries";
import { checkRemovals } from "./checks/removals";
import { checkStacks } from "./checks/stacks";
import { checkTeams } from "./checks/teams";
import type { PlacedTeam } from "./checks/placedTeam";
import type { Cluster, Environment } from "../environment/environment";
import { hasErrors, reportTo } from "../issue";
import type { Issue, Parsed, Report } from "../issue";
import { entriesIn, namedStacks } from "./rosterEntry";
import type { Setting } from "./rosterEntry";
import type { RosterInput } from "./rosterSchema";
import { readShape } from "./rosterShape";
import type { RosterShape } from "./rosterShape";
import { resolveTeam } from "./rosterTeam";
import { unknownName } from "../suggestion";
import type { Team } from "../team";
import { allIssues, readYaml } from "../yaml/yamlSource";
import type { YamlSource } from "../yaml/yamlSource";
import type { YamlText } from "../yaml/yamlText";

export type { Setting } from "./rosterEntry";

/** How one cluster schedules the tasks of all its teams. */
export interface ClusterSchedule {
    readonly cluster: Cluster;
    readonly priorityClasses: readonly { readonly name: string; readonly weight: number }[];
    readonly fairShare: "enabled" | "disabled";
    /** Left to AWS where absent. */
    readonly idleResourceSharing?: "enabled" | "disabled";
}

/** What teams.yaml says for one environment. */
export interface Roster {
    readonly teams: readonly Team[];
    /** One a cluster that the file lists under `clusters`. */
    readonly schedules: readonly ClusterSchedule[];
    /**
     * Teams whose resources go: named, so that an entry that vanishes is no removal. A renamed one
     * is here by both its names.
     */
    readonly leaving: readonly string[];
    /** Teams that are in other environments only. */
    readonly elsewhere: readonly string[];
}

/** A roster's text, read once for however many environments it is then checked for. */
export interface RosterText {
    readonly source: YamlSource;
    /** Absent when the text cannot be understood. */
    readonly shape?: RosterShape;
}

export function readRoster(file: string, text: YamlText): RosterText {
    const source = readYaml(file, text);
    return source.value === undefined
        ? { source }
        : { source, shape: readShape(source.value, source) };
}

export function parseRoster(
    file: string,
    text: YamlText,
    environment: Environment,
    setting: Setting,
): Parsed<Roster> {
    return rosterFor(readRoster(file, text), environment, setting);
}

/** What the text means in one environment. */
export function rosterFor(
    { source, shape }: RosterText,
    environment: Environment,
    setting: Setting,
): Parsed<Roster> {
    if (shape === undefined) {
        return { ok: false, issues: source.syntaxIssues };
    }
    const found = [...shape.issues];
    const report = reportTo(found, source.issueAt);

    const { active, leaving, elsewhere } = entriesIn(shape.input, setting.stack);
    checkStacks(shape.input, setting.stacks, report);
    checkEntries({ active, leaving }, shape.input, setting.today, report);
    // Nothing that a leaving team names is looked up: its bucket or account may be leaving with it.
    const placed: PlacedTeam[] = active.flatMap((entry) => {
        const team = resolveTeam(entry, environment, report);
        return team === undefined ? [] : [{ team, at: entry.at }];
    });
    if (!hasErrors(shape.issues)) {
        // An entry of the wrong shape is not among the known ones.
        checkRemovals(shape.input, { active }, { environment, stack: setting.stack }, report);
    }
    const schedules = schedulesOf(shape.input, environment, report);
    checkTeams(placed, environment, report);

    const issues = allIssues(source, found);
    return hasErrors(issues)
        ? { ok: false, issues }
        : {
              ok: true,
              value: {
                  teams: placed.map(({ team }) => team),
                  schedules,
                  leaving: [
                      ...new Set(leaving.flatMap(({ name, physicalName }) => [name, physicalName])),
                  ],
                  elsewhere,
              },
              issues,
          };
}

/** What the file alone can tell, for every environment that it names. */
export function checkRosterAlone(
    { source, shape }: RosterText,
    today: string,
    stacks?: readonly string[],
): readonly Issue[] {
    if (shape === undefined) {
        return source.syntaxIssues;
    }
    const found = [...shape.issues];
    const report = reportTo(found, source.issueAt);
    checkStacks(shape.input, stacks, report);
    for (const stack of [undefined, ...namedStacks(shape.input)]) {
        checkEntries(entriesIn(shape.input, stack), shape.input, today, report);
    }
    // What is wrong in each environment is one mistake.
    const seen = new Map(found.map((issue) => [JSON.stringify(issue), issue]));
    return allIssues(source, [...seen.values()]);
}

function schedulesOf(
    input: RosterInput,
    environment: Environment,
    report: Report,
): readonly ClusterSchedule[] {
    return Object.entries(input.clusters).flatMap(([alias, entry]) => {
        const cluster = environment.clusters.get(alias);
        if (cluster === undefined) {
            const message = unknownName("cluster", alias, environment.clusters);
            report.error(["clusters", alias], message, "key");
            return [];
        }
        if (cluster.taskGovernance.scheduler === "adopted") {
            // No error: the section has no way to speak of one environment alone.
            report.warning(
                ["clusters", alias],
                `the scheduler configuration of cluster "${alias}" is somebody else's here ("taskGovernance.scheduler: adopted"), so this has no effect`,
                "key",
            );
            return [];
        }
        const { priorityClasses, fairShare, idleResourceSharing } = entry;
        return [
            {
                cluster,
                priorityClasses: Object.entries(priorityClasses).map(([name, weight]) => ({
                    name,
                    weight,
                })),
                fairShare,
                ...(idleResourceSharing === undefined ? {} : { idleResourceSharing }),
            },
        ];
    });
}
