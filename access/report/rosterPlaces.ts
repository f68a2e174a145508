import { LineCounter, parseDocument, isMap, isScalar } from "yaml";

/** Where something is said, for a tool that shows it there. */
export interface Place {
    /** From the project's folder, with slashes. */
    readonly file: string;
    /** Counted from 1; none where the file alone is known. */
    readonly line?: number;
}

/** Where each team's entry begins in a roster; a roster that is not one has no entries. */
export function rosterPlaces(file: string, text: string): (team: string | undefined) => Place {
    const lines = new LineCounter();
    const teams = parseDocument(text, { lineCounter: lines }).get("teams");
    const found = new Map<string, number>();
    for (const { key } of isMap(teams) ? teams.items : []) {
        if (isScalar(key) && key.range) {
            found.set(String(key.value), lines.linePos(key.range[0]).line);
        }
    }
    return (team) => {
        const line = team === undefined ? undefined : found.get(team);
        return { file, ...(line === undefined ? {} : { line }) };
    };
}
