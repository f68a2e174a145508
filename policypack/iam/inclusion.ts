import { has, representatives, within } from "./letters";
import type { Token } from "./patternTokens";

export type Inclusion = "inside" | "outside" | "undecided";

/** Some 50 ms at worst; no document that somebody wrote by hand comes near it. */
export const mostSteps = 2_000_000;
export const longestPattern = 4096;

/**
 * Whether every word of the inner pattern is a word of at least one of the outer ones.
 *
 * The argument. Read a pattern as an automaton: its states are its places, a letter leads from a
 * place to the next one, a star also stays where it is and may be passed without a letter. A word
 * proves the inner pattern outside if it leads the inner automaton to its end and none of the outer
 * ones to theirs. So walk over all pairs (place of the inner one, set of all places where the outer
 * ones can be after the same word), the subset construction: there are finitely many pairs, every
 * word leads to one of them, and the pattern is outside exactly if a pair of (inner end, no outer
 * end) can be reached.
 *
 * Three things keep the walk short without changing its answer:
 * - Of the infinitely many letters that a wildcard reads, those that no place of the set names do
 *   the same, so one of each class stands for all (`representatives`).
 * - A star that swallows whatever stands before it makes earlier places of its pattern needless:
 *   what they accept, the star accepts too. A set of one pattern thus holds one star and what
 *   follows it up to the next one, as many sets as a text search has states, not two to the power
 *   of the length.
 * - A pair whose set accepts all that the set of a pair already met accepts, at the same place of
 *   the inner pattern, needs no visit: what proves it outside proves that one outside too.
 *
 * Deciding this is exponential for hostile patterns all the same (many `?` behind a star), so the
 * steps are counted, and a walk that takes too many ends without an answer.
 */
export function inclusion(
    outers: readonly (readonly Token[])[],
    inner: readonly Token[],
): Inclusion {
    return new Walk(outers, inner).answer();
}

interface Place {
    /** None at the pattern's end. */
    readonly token?: Token;
    /** The first place of the same pattern that this one, a star, makes needless. */
    readonly swallowsFrom?: number;
    /** A star at the end: whatever follows is accepted. */
    readonly acceptsAll?: boolean;
}

type Places = readonly number[];

class Walk {
    private readonly inner: readonly Token[];
    private readonly places: readonly Place[];
    private readonly start: Places;
    private readonly met = new Map<number, Places[]>();
    private steps = 0;

    constructor(outers: readonly (readonly Token[])[], inner: readonly Token[]) {
        this.inner = inner;
        const places: Place[] = [];
        const starts: number[] = [];
        for (const outer of outers) {
            starts.push(places.length);
            places.push(...placesOf(outer, places.length));
        }
        this.places = places;
        this.start = this.settled(new Set(starts));
    }

    answer(): Inclusion {
        const open: [number, Places][] = [[0, this.start]];
        for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
            const [at, places] = pair;
            if (this.steps > mostSteps) {
                return "undecided";
            }
            if (places.some((place) => this.places[place]?.acceptsAll) || this.isMet(at, places)) {
                continue;
            }
            const token = this.inner[at];
            if (token === undefined) {
                if (!places.some((place) => this.places[place]?.token === undefined)) {
                    return "outside";
                }
                continue;
            }
            for (const letter of this.lettersOf(token, places)) {
                open.push([token.many ? at : at + 1, this.after(places, letter)]);
            }
            if (token.many) {
                open.push([at + 1, places]);
            }
        }
        return "inside";
    }

    private lettersOf({ letters }: Token, places: Places): readonly string[] {
        if (letters.kind === "letter") {
            return [letters.letter];
        }
        const named = new Set<string>();
        for (const place of places) {
            const wanted = this.places[place]?.token?.letters;
            if (wanted?.kind === "letter") {
                named.add(wanted.letter);
            }
        }
        return representatives(named).filter((letter) => has(letters, letter));
    }

    private after(places: Places, letter: string): Places {
        const reached = new Set<number>();
        this.steps += places.length;
        for (const place of places) {
            const token = this.places[place]?.token;
            if (token !== undefined && has(token.letters, letter)) {
                reached.add(token.many ? place : place + 1);
            }
        }
        return this.settled(reached);
    }

    /** Adds what is reached by passing stars, drops what a star makes needless; in order. */
    private settled(reached: Set<number>): Places {
        // A set keeps its order of insertion and also visits what is added on the way.
        for (const place of reached) {
            if (this.places[place]?.token?.many === true) {
                reached.add(place + 1);
            }
        }
        const kept: number[] = [];
        let needlessFrom = Infinity;
        for (const place of [...reached].sort((one, other) => other - one)) {
            if (place < needlessFrom) {
                kept.push(place);
                needlessFrom = this.places[place]?.swallowsFrom ?? Infinity;
            }
        }
        this.steps += reached.size;
        return kept.reverse();
    }

    private isMet(at: number, places: Places): boolean {
        const before = this.met.get(at) ?? [];
        for (const each of before) {
            this.steps += Math.min(each.length, places.length);
            if (this.isCovered(each, places)) {
                return true;
            }
        }
        before.push(places);
        this.met.set(at, before);
        return false;
    }

    /**
     * Whether all that the places accept is accepted from the others, which stand in order. Only the
     * first of them from a place on can be the star that makes it needless: that star would have
     * made whatever stands between needless too.
     */
    private isCovered(places: Places, others: Places): boolean {
        let at = 0;
        return places.every((place) => {
            while ((others[at] ?? Infinity) < place) {
                at += 1;
            }
            const next = others[at];
            return (
                next !== undefined &&
                (next === place || (this.places[next]?.swallowsFrom ?? Infinity) <= place)
            );
        });
    }
}

function placesOf(pattern: readonly Token[], first: number): readonly Place[] {
    const places = pattern.map((token, index): Place => {
        if (!token.many) {
            return { token };
        }
        let from = index;
        for (const before of pattern.slice(0, index).reverse()) {
            if (!within(before.letters, token.letters)) {
                break;
            }
            from -= 1;
        }
        const acceptsAll = index === pattern.length - 1 && token.letters.kind === "any";
        return { token, swallowsFrom: first + from, acceptsAll };
    });
    return [...places, {}];
}
