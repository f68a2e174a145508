import { leadsNowhere } from "./patternWalk";

/** Answers to what took a walk: documents ask the same few questions over and over. */
const remembered = new Map<string, boolean>();
const mostRemembered = 20_000;

/**
 * Whether it is certain that no word matches all patterns of the one list and none of the other
 * (`*`: any letters, `?`: one). It is decided and not sampled; what takes too long to decide is not
 * certain.
 */
export function isCertainlyEmpty(all: readonly string[], none: readonly string[]): boolean {
    if (!isMeasurable(all, none)) {
        return false;
    }
    const quick = quickAnswer(all, none);
    if (typeof quick === "boolean") {
        return quick;
    }
    const key = JSON.stringify([quick.all, quick.none]);
    const known = remembered.get(key);
    if (known !== undefined) {
        return known;
    }
    if (remembered.size >= mostRemembered) {
        remembered.clear();
    }
    const answer = leadsNowhere(quick.all, quick.none);
    remembered.set(key, answer);
    return answer;
}

// AWS does not say whether `?` counts a letter beyond ASCII as one character or as its bytes.
function isMeasurable(all: readonly string[], none: readonly string[]): boolean {
    const isForeign = (pattern: string) => /[^\x00-\x7f]/.test(pattern);
    const counts = (pattern: string) => pattern.includes("?");
    return !(
        (all.some(isForeign) || none.some(isForeign)) &&
        (all.some(counts) || none.some(counts))
    );
}

type Quick = boolean | { readonly all: readonly string[]; readonly none: readonly string[] };

/** The answer to the usual questions, which takes no walk; else what of the question is left. */
function quickAnswer(all: readonly string[], none: readonly string[]): Quick {
    const word = all.find(isWord);
    if (word !== undefined) {
        return (
            all.some((each) => each !== word && !matchesWord(each, word)) ||
            none.some((each) => each === word || matchesWord(each, word))
        );
    }
    if (none.some((each) => each === "*" || all.includes(each))) {
        return true;
    }
    for (const [at, one] of all.entries()) {
        if (all.slice(at + 1).some((other) => areApart(one, other))) {
            return true;
        }
    }
    const relevant = none.filter((each) => !all.some((one) => areApart(one, each)));
    const needed = all.length < 2 ? all : withoutWiderStarts(all);
    const [only] = needed;
    if (only === undefined || needed.length > 1) {
        return { all: needed, none: relevant };
    }
    if (relevant.some((each) => isStart(each) && startOf(only).startsWith(startOf(each)))) {
        return true;
    }
    // Where the pattern has a wildcard, some letter leads past all words and beginnings of words.
    const left = relevant.filter((each) => !isWord(each) && !isStart(each));
    return left.length === 0 ? false : { all: needed, none: relevant };
}

/** Whether a pattern says what words begin with, and nothing more. */
function isStart(pattern: string): boolean {
    return pattern.endsWith("*") && !/[*?]/.test(pattern.slice(0, -1));
}

/** What all words of a pattern begin with. */
function startOf(pattern: string): string {
    const at = pattern.search(/[*?]/);
    return at < 0 ? pattern : pattern.slice(0, at);
}

/** Of patterns that must all match: without those that only say what others begin with anyway. */
function withoutWiderStarts(all: readonly string[]): readonly string[] {
    return all.filter(
        (each, at) =>
            !isStart(each) ||
            !all.some(
                (other, index) =>
                    index !== at &&
                    startOf(other).startsWith(startOf(each)) &&
                    (index < at || other !== each),
            ),
    );
}

export function isWord(pattern: string): boolean {
    return !/[*?]/.test(pattern);
}

/** Whether a pattern matches one text. */
export function matchesWord(pattern: string, word: string): boolean {
    if (isWord(pattern)) {
        return pattern === word;
    }
    // The last star takes as little as it can, and one letter more wherever the rest does not fit.
    let at = 0;
    let star = -1;
    let afterStar = 0;
    for (let read = 0; read < word.length;) {
        const wanted = pattern[at];
        if (wanted === "*") {
            star = at;
            at += 1;
            afterStar = read;
        } else if (wanted !== undefined && (wanted === "?" || wanted === word[read])) {
            at += 1;
            read += 1;
        } else if (star >= 0) {
            at = star + 1;
            afterStar += 1;
            read = afterStar;
        } else {
            return false;
        }
    }
    while (pattern[at] === "*") {
        at += 1;
    }
    return at === pattern.length;
}

/** Whether what two patterns begin or end with already keeps them apart. */
function areApart(one: string, other: string): boolean {
    const firstOf = (pattern: string) => {
        const at = pattern.search(/[*?]/);
        return at < 0 ? pattern.length : at;
    };
    const start = Math.min(firstOf(one), firstOf(other));
    if (one.slice(0, start) !== other.slice(0, start)) {
        return true;
    }
    const endOf = (pattern: string) =>
        pattern.length - 1 - Math.max(pattern.lastIndexOf("*"), pattern.lastIndexOf("?"));
    const end = Math.min(endOf(one), endOf(other));
    return one.slice(one.length - end) !== other.slice(other.length - end);
}
