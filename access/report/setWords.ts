import type { PatternPart, PatternSet } from "../../policypack/graph/graph";
import { counted, listed, name } from "./phrase";
import type { Phrase } from "./phrase";

export function partWords({ all, none }: PatternPart, shown = name): Phrase {
    const within = listed(all.map((pattern) => [shown(pattern)]));
    const what: Phrase = all.length > 1 ? ["what is in all of ", ...within] : within;
    return none.length === 0
        ? what
        : [...what, " except ", ...listed(none.map((pattern) => [shown(pattern)]))];
}

/** A set in words; more parts than wanted are counted. */
export function setWords(set: PatternSet, most: number, shown = name): Phrase {
    return counted(
        set.map((part) => partWords(part, shown)),
        most,
    );
}
