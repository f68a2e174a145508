import type { Grant } from "../../policypack/graph/graph";
import { fill } from "../../policypack/naming";
import type { AccessChange, AccessDifference } from "../diff/accessDifference";
import { contextOf, details, headline } from "./changeWords";
import type { ChangeContext, Detail } from "./changeWords";
import { listed, teamName } from "./phrase";
import type { Phrase } from "./phrase";

/** What is told together: the changes of one team, or one change that many teams have alike. */
export interface Section {
    /** Whose it is; nothing for what is of no team. */
    readonly title?: Phrase;
    readonly entries: readonly Entry[];
}

export interface Entry {
    readonly change: AccessChange;
    readonly headline: Phrase;
    readonly details: readonly Detail[];
    /** How many changes it stands for. */
    readonly count: number;
}

/** So many teams with the same change are told as one. */
const fewest = 3;

/** A difference as sections, in the order of its changes: the most dangerous one comes first. */
export function sectionsOf(difference: AccessDifference): readonly Section[] {
    const context = contextOf(difference);
    const alike = new Map<string, AccessChange[]>();
    for (const change of difference.changes) {
        const key = shapeOf(change, context);
        alike.set(key, [...(alike.get(key) ?? []), change]);
    }
    const byHome = new Map<string, { title: Phrase | undefined; entries: Entry[] }>();
    for (const group of alike.values()) {
        const isMany = group.length >= fewest;
        for (const change of isMany ? group.slice(0, 1) : group) {
            const home = homeOf(change);
            const key = isMany ? JSON.stringify(change.edges) : (home ?? "");
            const title = isMany ? manyTeams(group) : titleOf(home);
            const section = byHome.get(key) ?? { title, entries: [] };
            byHome.set(key, section);
            section.entries.push({
                change,
                headline: isMany
                    ? ["each of them alike, for example: ", ...headline(change, context)]
                    : headline(change, context),
                details: details(change, context),
                count: isMany ? group.length : 1,
            });
        }
    }
    return [...byHome.values()].map(({ title, entries }) => ({
        entries,
        ...(title === undefined ? {} : { title }),
    }));
}

function titleOf(home: string | undefined): Phrase | undefined {
    return home === undefined ? undefined : [teamName(home)];
}

/** The team under which a change is told. */
function homeOf({ subjects, owners }: AccessChange): string | undefined {
    return subjects[0] ?? owners[0];
}

function manyTeams(group: readonly AccessChange[]): Phrase {
    const teams = group.flatMap((change) => homeOf(change) ?? []);
    const shown = teams.slice(0, 3).map((team): Phrase => [teamName(team)]);
    const more = teams.length - shown.length;
    return listed(more === 0 ? shown : [...shown, [`${more} more teams`]]);
}

/**
 * What a change does, whichever team it is about. All of it, since a sentence counts what it has no room
 * for: behind "2 other actions" may stand anything.
 */
function shapeOf(change: AccessChange, context: ChangeContext): string {
    const home = homeOf(change);
    const isOfOne = new Set([...change.subjects, ...change.owners]).size === 1;
    if (home === undefined || !isOfOne) {
        return JSON.stringify(change.edges);
    }
    const anybodys = namesOf(home);
    const items = change.items.map(({ kind, to, via, grants, was }) =>
        JSON.stringify([kind, to, via, grants.map(shapeOfGrant), was.map(shapeOfGrant)]).replace(
            anybodys,
            "{team}",
        ),
    );
    const text = JSON.stringify([change.kind, change.crossing, headline(change, context)]);
    return JSON.stringify([text.replace(anybodys, "{team}"), items.sort()]);
}

function shapeOfGrant({ actions, on, when, except, undecided }: Grant): unknown {
    return [actions, on, when, except, undecided];
}

/** A team's name where it stands by itself, also as permission sets spell it, and names no service. */
function namesOf(team: string): RegExp {
    const [written, asOneWord] = [team, fill("{Team}", team)].map((each) =>
        // It comes from a pull request, and need not be a team's name at all.
        each.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"),
    );
    return new RegExp(
        `(?<![A-Za-z0-9])${written ?? ""}(?![A-Za-z0-9:])|(?<![A-Za-z])${asOneWord ?? ""}(?![a-z:])`,
        "g",
    );
}
