import { isCertainlyEmpty, isWord, matchesWord } from "./emptiness";
import type { PatternPart, PatternSet } from "./graph";

/**
 * Calculating with sets of words that patterns describe. Unions, intersections and differences are
 * exact; whether a set is empty is decided too, within a bound. What would take longer counts as not
 * empty, and so as not within another set: both are the unsafe answer.
 *
 * Patterns are text, and a wildcard reaches over everything. Where AWS compares ARNs part by part,
 * that is more than it matches, never less.
 */
export interface SetOptions {
    /** IAM actions have no letter case. */
    readonly ignoreCase?: boolean;
}

export const everything: PatternSet = [{ all: ["*"], none: [] }];
export const nothing: PatternSet = [];

/** A union of single patterns. */
export function anyOf(...patterns: readonly string[]): PatternSet {
    return patterns.map((pattern) => ({ all: [pattern], none: [] }));
}

/** All words but those that one of the patterns matches. */
export function allBut(...patterns: readonly string[]): PatternSet {
    return [{ all: ["*"], none: patterns }];
}

/** What is in both sets. */
export function meet(one: PatternSet, other: PatternSet, options: SetOptions = {}): PatternSet {
    return one.flatMap((part) =>
        other.flatMap((also) =>
            tidy({ all: [...part.all, ...also.all], none: [...part.none, ...also.none] }, options),
        ),
    );
}

/** What is in the one set and not in the other. */
export function minus(one: PatternSet, other: PatternSet, options: SetOptions = {}): PatternSet {
    let left = one.flatMap((part) => tidy(part, options));
    for (const { all, none } of other) {
        // A word is not in a part if it misses one of its patterns or has one that is excepted.
        left = left.flatMap((part) => [
            ...all.flatMap((pattern) =>
                tidy({ all: part.all, none: [...part.none, pattern] }, options),
            ),
            ...none.flatMap((pattern) =>
                tidy({ all: [...part.all, pattern], none: part.none }, options),
            ),
        ]);
        if (left.length === 0) {
            return left;
        }
    }
    return left;
}

/** Whether it is certain that nothing is in it. */
export function isEmptySet(set: PatternSet, options: SetOptions = {}): boolean {
    return set.every((part) => isEmptyPart(part, options));
}

/** Whether it is certain that nothing is in both. */
export function areDisjoint(one: PatternSet, other: PatternSet, options: SetOptions = {}): boolean {
    return meet(one, other, options).length === 0;
}

/** Whether it is certain that all of the one is in the other. */
export function within(one: PatternSet, other: PatternSet, options: SetOptions = {}): boolean {
    return minus(one, other, options).length === 0;
}

/** Whether it is certain that both hold the same. */
export function sameSet(one: PatternSet, other: PatternSet, options: SetOptions = {}): boolean {
    return within(one, other, options) && within(other, one, options);
}

/** Whether a word is in a set. */
export function holds(set: PatternSet, word: string, { ignoreCase }: SetOptions = {}): boolean {
    const written = (text: string) => (ignoreCase === true ? text.toLowerCase() : text);
    return set.some(
        ({ all, none }) =>
            all.every((each) => matchesWord(written(each), written(word))) &&
            !none.some((each) => matchesWord(written(each), written(word))),
    );
}

/** The same set without what says nothing more, in a fixed order. */
export function simplified(set: PatternSet, options: SetOptions = {}): PatternSet {
    const parts = new Map<string, PatternPart>();
    for (const part of set) {
        for (const each of tidy(part, options)) {
            const key = keyOfPart(each, options);
            const known = parts.get(key);
            // Of two that differ in letter case alone, always the same one stays.
            if (known === undefined || keyOfPart(each) < keyOfPart(known)) {
                parts.set(key, each);
            }
        }
    }
    const entries = [...parts].sort(([one], [other]) => (one < other ? -1 : 1));
    const wide = entries.filter(([, { all }]) => !all.some(isWord));
    const dropped = new Set<string>();
    for (const [key, part] of entries) {
        const isCovered = wide.some(
            ([other, wider]) =>
                other !== key && !dropped.has(other) && within([part], [wider], options),
        );
        if (isCovered) {
            dropped.add(key);
        }
    }
    return entries.filter(([key]) => !dropped.has(key)).map(([, part]) => part);
}

/** A text for a part: the same for the same patterns. */
export function keyOfPart({ all, none }: PatternPart, { ignoreCase }: SetOptions = {}): string {
    const key = JSON.stringify([all, none]);
    return ignoreCase === true ? key.toLowerCase() : key;
}

export function keyOfSet(set: PatternSet, options: SetOptions = {}): string {
    return set.map((part) => keyOfPart(part, options)).join();
}

function isEmptyPart({ all, none }: PatternPart, { ignoreCase }: SetOptions): boolean {
    return ignoreCase === true
        ? isCertainlyEmpty(all.map(lower), none.map(lower))
        : isCertainlyEmpty(all, none);
}

function lower(text: string): string {
    return text.toLowerCase();
}

/** A part without patterns that say nothing more; nothing if it is empty. */
function tidy({ all, none }: PatternPart, options: SetOptions): PatternSet {
    if (isEmptyPart({ all, none }, options)) {
        return nothing;
    }
    const needed = withoutWider(all, options);
    const word = needed.length === 1 && isWord(needed[0] ?? "*");
    // What is excepted from one word alone is something else: it is not empty.
    const excepted = word
        ? []
        : withoutNarrower(
              none.filter(
                  (pattern) => !isEmptyPart({ all: [...needed, pattern], none: [] }, options),
              ),
              options,
          );
    return [{ all: needed, none: excepted }];
}

/** Of patterns that must all match: those that no other one makes needless. */
function withoutWider(patterns: readonly string[], options: SetOptions): readonly string[] {
    const sorted = unique(patterns, options);
    return sorted.filter(
        (wide, at) =>
            !sorted.some(
                (narrow, index) =>
                    index !== at &&
                    isInside(narrow, wide, options) &&
                    (index < at || !isInside(wide, narrow, options)),
            ),
    );
}

function withoutNarrower(patterns: readonly string[], options: SetOptions): readonly string[] {
    const sorted = unique(patterns, options);
    return sorted.filter(
        (narrow, at) =>
            !sorted.some(
                (wide, index) =>
                    index !== at &&
                    isInside(narrow, wide, options) &&
                    (index < at || !isInside(wide, narrow, options)),
            ),
    );
}

function isInside(narrow: string, wide: string, options: SetOptions): boolean {
    return wide === "*" || (!isWord(wide) && isEmptyPart({ all: [narrow], none: [wide] }, options));
}

function unique(patterns: readonly string[], { ignoreCase }: SetOptions): readonly string[] {
    const sorted = [...new Set(patterns)].sort();
    if (ignoreCase !== true) {
        return sorted;
    }
    const met = new Set<string>();
    return sorted.filter((each) => !met.has(lower(each)) && met.add(lower(each)));
}
