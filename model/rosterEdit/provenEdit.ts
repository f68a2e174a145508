import { isMap } from "yaml";
import type { Pair, YAMLMap } from "yaml";
import { isNothing, pairOf } from "./rosterPlaces";
import { parseTree } from "../yaml/yamlTree";
import { plainValue } from "../yaml/yamlValue";

/** A text that was changed as asked and in nothing else, or why it was not. */
export type Edit =
    { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** A changed text beside what the change should do to the data. */
export type Change =
    { readonly text: string; readonly expect: (data: Data) => void } | { readonly refused: string };

/** Maps of the file as Maps: no name is special in them. */
export type Data = Map<string, unknown>;

export interface Roots {
    readonly root: YAMLMap | undefined;
    readonly teams: Pair | undefined;
}

export function refuse(refused: string): Change {
    return { refused };
}

/**
 * Makes a change, then reads the result again: if it is not the old roster with just this change,
 * the text has a form that was not foreseen, and nothing is better than something else.
 */
export function edit(text: string, change: (roots: Roots) => Change): Edit {
    const tree = parseTree(text);
    if (tree.problems.length > 0) {
        return { ok: false, message: "the file is not valid YAML" };
    }
    const root = isNothing(tree.root) ? undefined : tree.root;
    if (root !== undefined && !isMap(root)) {
        return { ok: false, message: 'the file is no map; expected "teams:" and a team below it' };
    }
    const made = change({ root, teams: root && pairOf(root, "teams") });
    if ("refused" in made) {
        return { ok: false, message: made.refused };
    }
    const expected = dataOf(plainValue(tree.root).value ?? {}) as Data;
    made.expect(expected);
    const after = parseTree(made.text);
    const found = after.problems.length > 0 ? undefined : dataOf(plainValue(after.root).value);
    return comparable(found) === comparable(expected)
        ? { ok: true, text: made.text }
        : {
              ok: false,
              message: "the file has a form that this command cannot edit; edit it by hand",
          };
}

/** The teams among a roster's data. */
export function teamsOf(data: Data): Data {
    const section = data.get("teams");
    if (section instanceof Map) {
        return section as Data;
    }
    const made: Data = new Map();
    data.set("teams", made);
    return made;
}

/** A value as a file gives it back: what is undefined is not there. */
export function plainData(value: object): unknown {
    return dataOf(JSON.parse(JSON.stringify(value)));
}

function dataOf(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(dataOf);
    }
    return typeof value === "object" && value !== null
        ? new Map(Object.entries(value).map(([key, entry]) => [key, dataOf(entry)]))
        : value;
}

/** Of maps the order does not count: plain objects list names such as "7" first. */
function comparable(data: unknown): string {
    if (data instanceof Map) {
        const entries = [...(data as Data)].map(
            ([key, value]) => `${JSON.stringify(key)}:${comparable(value)}`,
        );
        return `{${entries.sort().join()}}`;
    }
    return Array.isArray(data) ? `[${data.map(comparable).join()}]` : JSON.stringify(data ?? null);
}
