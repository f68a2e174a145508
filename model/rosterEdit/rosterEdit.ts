import { isMap, isScalar } from "yaml";
import type { Pair, YAMLMap } from "yaml";
import { quoted } from "../printable";
import { edit, plainData, refuse, teamsOf } from "./provenEdit";
import type { Change, Data, Edit } from "./provenEdit";
import { entryText } from "./rosterEntryText";
import type { NewTeam } from "./rosterEntryText";
import * as places from "./rosterPlaces";
import { didYouMean } from "../suggestion";
import { textKey } from "../yaml/yamlValue";

/**
 * Changes of a roster's text that leave every other byte as it is. The library would write the whole
 * document anew and with it move comments, quotes and blank lines of teams that nobody touched; so
 * the tree says where things stand, the new lines are written by the library, and only they change.
 */

/** Puts a whole entry behind the last one. */
export function addTeam(text: string, name: string, entry: NewTeam): Edit {
    return edit(text, ({ root, teams }) => {
        const map = teams?.value;
        if (isMap(map) && places.pairOf(map, name) !== undefined) {
            return refuse(`team ${quoted(name)} is there already; edit its entry instead`);
        }
        const block = isMap(map) && map.items.length > 0 ? map : undefined;
        if (block !== undefined && inBraces(text, block)) {
            return refuse(bracesMessage('"teams"'));
        }
        if (teams !== undefined && !isMap(map) && !places.isNothing(map)) {
            return refuse('"teams" is no map of teams; expected one entry a team');
        }
        const { indent, step } = indentation(text, root, block);
        const lines = indented(entryText(name, entry, step), indent);
        const changed = withSection(text, root, teams, block, lines, indent.length);
        return changed === undefined
            ? refuse(bracesMessage('"teams"'))
            : { text: changed, expect: (data) => teamsOf(data).set(name, plainData(entry)) };
    });
}

/** The first of two steps that remove a team. */
export function markLeaving(text: string, name: string): Edit {
    return editEntry(text, name, (pair, { value: map }) => {
        const state = places.pairOf(map, "state");
        const expect = (data: Data) => {
            const team = teamsOf(data).get(name) as Data;
            team.set("state", "leaving");
        };
        if (state !== undefined) {
            // What stands there goes, a comment behind it stays.
            const { start, end } = places.valueRange(text, state);
            return isScalar(state.value)
                ? { text: splice(text, start, end, " leaving"), expect }
                : refuse(`team ${quoted(name)}: "state" is no word; write "state: leaving"`);
        }
        const last = map.items.at(-1);
        if (last === undefined) {
            return refuse(`team ${quoted(name)} has an empty entry; complete it first`);
        }
        if (map.flow === true) {
            const end = places.contentEnd(last);
            return { text: splice(text, end, end, ", state: leaving"), expect };
        }
        const indent = places.indentOf(text, last);
        if (indent === undefined) {
            return refuse(bracesMessage(`team ${quoted(name)}`));
        }
        const end = places.contentLinesEnd(text, pair);
        return { text: insertLines(text, end, `${indent}state: leaving\n`), expect };
    });
}

/** The second step. Whether the team may go is the caller's question: see `environmentsOf`. */
export function removeEntry(text: string, name: string): Edit {
    return editEntry(text, name, (pair, { teams, map }) => {
        const indent = places.indentOf(text, pair);
        if (indent === undefined || inBraces(text, map)) {
            return refuse(bracesMessage('"teams"'));
        }
        const { start, end } = places.entryRange(text, pair, indent);
        const expect = (data: Data) => {
            teamsOf(data).delete(name);
        };
        if (map.items.length === 1) {
            const colon = places.afterColon(text, teams);
            const without = splice(text, start, end, "");
            return { text: splice(without, colon, colon, " {}"), expect };
        }
        // One gap goes with the entry: the one below it, or above the last one, so that what follows
        // keeps its distance.
        const isLast = map.items.at(-1) === pair;
        return {
            text: splice(
                text,
                isLast ? places.blankLinesStart(text, start) : start,
                isLast ? end : places.blankLinesEnd(text, end),
                "",
            ),
            expect,
        };
    });
}

function editEntry(
    text: string,
    name: string,
    change: (
        pair: Pair,
        at: { readonly teams: Pair; readonly map: YAMLMap; readonly value: YAMLMap },
    ) => Change,
): Edit {
    return edit(text, ({ teams }) => {
        const map = isMap(teams?.value) ? teams.value : undefined;
        const pair = map && places.pairOf(map, name);
        if (teams === undefined || map === undefined || pair === undefined) {
            const names = (map?.items ?? []).flatMap((each) => textKey(each) ?? []);
            return refuse(`there is no team ${quoted(name)}${didYouMean(name, names)}`);
        }
        return isMap(pair.value)
            ? change(pair, { teams, map, value: pair.value })
            : refuse(`team ${quoted(name)} has an empty entry; complete it first`);
    });
}

/** The lines put where the section `teams` ends; undefined where it has a form that has no such place. */
function withSection(
    text: string,
    root: YAMLMap | undefined,
    teams: Pair | undefined,
    block: YAMLMap | undefined,
    lines: string,
    column: number,
): string | undefined {
    if (teams === undefined) {
        return root?.flow === true
            ? undefined
            : insertLines(text, text.length, `${root === undefined ? "" : "\n"}teams:\n${lines}`);
    }
    if (block === undefined) {
        // `teams:`, `teams: null` and `teams: {}` alike become the bare key, comments kept.
        const { start, end } = places.valueRange(text, teams);
        const emptied = splice(text, start, end, "");
        return insertLines(emptied, places.lineEnd(emptied, start), lines);
    }
    const last = block.items.at(-1);
    if (last === undefined) {
        return undefined;
    }
    const end = places.skipComments(text, places.contentLinesEnd(text, last), Math.max(column, 1));
    const gap = isSpaced(text, block) && places.blankLinesStart(text, end) === end ? "\n" : "";
    return insertLines(text, end, gap + lines);
}

/** New teams keep their distance where the others do; a single team says nothing about it. */
function isSpaced(text: string, block: YAMLMap): boolean {
    return (
        block.items.length === 1 ||
        block.items.slice(0, -1).some((pair) => {
            const end = places.contentLinesEnd(text, pair);
            return text.slice(end, places.lineEnd(text, end)).trim() === "";
        })
    );
}

/** How far teams are indented, and what is below them, as the file does it already. */
function indentation(
    text: string,
    root: YAMLMap | undefined,
    block: YAMLMap | undefined,
): { readonly indent: string; readonly step: number } {
    const first = block?.items[0];
    const indent = first && places.indentOf(text, first);
    const base = root?.items[0] && places.indentOf(text, root.items[0]);
    const inner =
        isMap(first?.value) && first.value.flow !== true ? first.value.items[0] : undefined;
    const innerIndent = inner && places.indentOf(text, inner);
    const known = indent === undefined ? undefined : indent.length - (base ?? "").length;
    const step =
        innerIndent === undefined || indent === undefined
            ? known
            : innerIndent.length - indent.length;
    return {
        indent: indent ?? `${base ?? ""}${" ".repeat(2)}`,
        step: step === undefined || step < 1 ? 2 : step,
    };
}

function inBraces(text: string, block: YAMLMap): boolean {
    return (
        block.flow === true || block.items.some((pair) => places.indentOf(text, pair) === undefined)
    );
}

function bracesMessage(what: string): string {
    return `${what} is not written one "name:" a line; write it so, or edit it by hand`;
}

function indented(lines: string, indent: string): string {
    return lines.replace(/^(?=.)/gm, indent);
}

/** Whole lines, in the file's own line ends, also where its last line has none. */
function insertLines(text: string, offset: number, lines: string): string {
    const end = places.lineBreak(text);
    const before = offset > 0 && text[offset - 1] !== "\n" ? end : "";
    return splice(text, offset, offset, before + lines.replaceAll("\n", end));
}

function splice(text: string, start: number, end: number, by: string): string {
    return text.slice(0, start) + by + text.slice(end);
}
