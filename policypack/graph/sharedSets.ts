import type { PatternSet } from "./graph";
import { anyOf, keyOfSet, meet } from "./sets";
import type { SetOptions } from "./sets";

/** IAM actions and Kubernetes verbs have no letter case. */
export const actionCase: SetOptions = { ignoreCase: true };

const sets = new Map<string, PatternSet>();
const mostSets = 5_000;
const shortKeys = new WeakMap<PatternSet, string>();
let numbered = 0;

/**
 * The set of these words: for the same words the same object. All teams' documents name the same few
 * lists of actions and kinds, so that what is computed of one list need not be computed again.
 */
export function sharedSet(words: readonly string[]): PatternSet {
    const key = JSON.stringify(words);
    const known = sets.get(key);
    if (known !== undefined) {
        return known;
    }
    if (sets.size >= mostSets) {
        sets.clear();
    }
    const set = anyOf(...words);
    sets.set(key, set);
    return shared(set);
}

const met = new WeakMap<PatternSet, WeakMap<PatternSet, PatternSet>>();

/** What is in both sets of actions, computed once for two objects. */
export function meetActions(one: PatternSet, other: PatternSet): PatternSet {
    const others = met.get(one) ?? new WeakMap<PatternSet, PatternSet>();
    met.set(one, others);
    const known = others.get(other);
    if (known !== undefined) {
        return known;
    }
    const both = meet(one, other, actionCase);
    others.set(other, both);
    return shortKeys.has(one) && shortKeys.has(other) ? shared(both) : both;
}

/** A text for a set, the same for the same object or for the same patterns. */
export function shortKeyOf(set: PatternSet): string {
    return shortKeys.get(set) ?? keyOfSet(set);
}

function shared(set: PatternSet): PatternSet {
    numbered += 1;
    shortKeys.set(set, `#${numbered}`);
    return set;
}
