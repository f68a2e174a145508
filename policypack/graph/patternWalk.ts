import { longestPattern } from "../iam/inclusion";

/** Some 50 ms at worst; no document that somebody wrote by hand comes near it. */
const mostSteps = 1_000_000;

/** The places of one pattern that a word leads to, in order. */
type Places = readonly number[];

/**
 * Whether it is certain that no word matches all patterns of the one list and none of the other. Each
 * pattern is an automaton whose states are its places; a word leads it to a set of them. So walk over
 * all that words can lead to, the places of each pattern that must match and of each that must not: a
 * word is found where all of the first have reached their end and none of the second has. Of the
 * letters that no pattern names at its places, one stands for all.
 */
export function leadsNowhere(all: readonly string[], none: readonly string[]): boolean {
    const patterns = [...all, ...none].map((each) => Array.from(each));
    if (patterns.some(({ length }) => length > longestPattern)) {
        return false;
    }
    const start = patterns.map((each) => settled(each, [0]));
    const open = [start];
    const met = new Set([keyOf(start)]);
    let steps = 0;
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
        if (isEnd(patterns, state, all.length)) {
            return false;
        }
        for (const letter of lettersAt(patterns, state)) {
            const next: Places[] = [];
            for (const [index, places] of state.entries()) {
                steps += places.length + 1;
                next.push(after(patterns[index] ?? [], places, letter));
                if (index < all.length && next[index]?.length === 0) {
                    break;
                }
            }
            if (steps > mostSteps) {
                return false;
            }
            if (next.length === patterns.length && !isLost(patterns, next, all.length)) {
                const key = keyOf(next);
                if (!met.has(key)) {
                    met.add(key);
                    open.push(next);
                }
            }
        }
    }
    return true;
}

function keyOf(state: readonly Places[]): string {
    return state.map((places) => places.join()).join(";");
}

function isEnd(patterns: readonly (readonly string[])[], state: readonly Places[], count: number) {
    return state.every(
        (places, index) => places.includes(patterns[index]?.length ?? 0) === index < count,
    );
}

/** Whether whatever follows is matched by one that must not match. */
function isLost(patterns: readonly (readonly string[])[], state: readonly Places[], count: number) {
    return state.some((places, index) => {
        const pattern = patterns[index] ?? [];
        return index >= count && pattern.at(-1) === "*" && places.includes(pattern.length - 1);
    });
}

/** The letters that make a difference here, and one of all others. */
function lettersAt(patterns: readonly (readonly string[])[], state: readonly Places[]) {
    const named = new Set<string>();
    for (const [index, places] of state.entries()) {
        for (const place of places) {
            const letter = patterns[index]?.[place];
            if (letter !== undefined && letter !== "*" && letter !== "?") {
                named.add(letter);
            }
        }
    }
    let code = 0;
    while (named.has(String.fromCodePoint(code))) {
        code += 1;
    }
    return [...named, String.fromCodePoint(code)];
}

function after(pattern: readonly string[], places: Places, letter: string): Places {
    const reached: number[] = [];
    for (const place of places) {
        const wanted = pattern[place];
        if (wanted === "*") {
            reached.push(place);
        } else if (wanted === "?" || wanted === letter) {
            reached.push(place + 1);
        }
    }
    return settled(pattern, reached);
}

/** With what is reached by passing stars; without what the last star makes needless. */
function settled(pattern: readonly string[], reached: readonly number[]): Places {
    const places = new Set(reached);
    let last = -1;
    // A set also visits what is added on the way.
    for (const place of places) {
        if (pattern[place] === "*") {
            last = Math.max(last, place);
            places.add(place + 1);
        }
    }
    return [...places].filter((place) => place >= last).sort((one, other) => one - other);
}
