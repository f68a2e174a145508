import { inclusion, longestPattern } from "./inclusion";
import type { Inclusion } from "./inclusion";
import { overlap } from "./overlap";
import { anything, tokensOf } from "./patternTokens";
import type { Form, Syntax, Token } from "./patternTokens";

/**
 * Set questions about IAM patterns (`*` any letters, `?` exactly one), decided and not sampled. How
 * and why that is exact stands in `inclusion.ts`.
 *
 * A policy variable (`${…}`) may turn out to be anything, so the inner pattern, what is judged,
 * takes it for everything and the outer ones, what is allowed, for nothing. So it is with an ARN
 * whose six parts cannot be told. What takes too long to decide counts as not included and as
 * overlapping, which is the unsafe answer to both.
 */
export interface PatternOptions {
    /**
     * How AWS compares here. `resource` asks for all the ways in which the Resource element could be
     * read, since IAM's reference only says that a star which ends a part may reach over the colon:
     * an answer that depends on the way is no answer.
     */
    readonly form?: Form | "resource";
    /** Actions have no letter case. */
    readonly ignoreCase?: boolean;
    /** Whether the inner pattern is one text, in which `*` and `?` are letters. */
    readonly literal?: boolean;
    /** Whether the outer patterns come from the configuration, with `{name}` and `{team}`. */
    readonly placeholders?: boolean;
}

/** Whether whatever the inner pattern matches is matched by one of the outer ones. */
export function includes(
    outers: readonly string[],
    inner: string,
    options: PatternOptions = {},
): boolean {
    return decide(outers, inner, options) === "inside";
}

/** The same with the reason for a no: there is more, or it cannot be decided. */
export function decide(
    outers: readonly string[],
    inner: string,
    options: PatternOptions = {},
): Inclusion {
    // The usual case, and the only one that a stack of a thousand teams can afford: the same text.
    if (outers.includes(inner) && !inner.includes("{")) {
        return "inside";
    }
    const ignoreCase = options.ignoreCase ?? false;
    // One text is inside another one only if it is the same, which was asked already.
    const isText = !(options.literal === true ? /\$\{/ : /[*?]|\$\{/).test(inner);
    const candidates =
        isText && !ignoreCase ? outers.filter((outer) => /[*?{]/.test(outer)) : outers;
    const answers = formsOf(options).map((form) => {
        const syntax = { form, ignoreCase };
        const judged = read(inner, {
            ...syntax,
            literal: options.literal ?? false,
            placeholders: false,
            variables: "anything",
        });
        const allowed = candidates.flatMap((outer) => {
            const tokens = tokensOf(outer, {
                ...syntax,
                literal: false,
                placeholders: options.placeholders ?? false,
                variables: "nothing",
            });
            return tokens === undefined ? [] : [tokens];
        });
        return isMeasurable([judged, ...allowed]) ? inclusion(allowed, judged) : "undecided";
    });
    return answers.find((answer) => answer !== "inside") ?? "inside";
}

/** Whether something is matched by both patterns. */
export function overlaps(one: string, other: string, options: PatternOptions = {}): boolean {
    return formsOf(options).some((form) => {
        const syntax: Syntax = {
            form,
            ignoreCase: options.ignoreCase ?? false,
            literal: false,
            placeholders: false,
            variables: "anything",
        };
        const first = read(one, syntax);
        const second = read(other, syntax);
        return !isMeasurable([first, second]) || overlap(first, second);
    });
}

function formsOf({ form = "text" }: PatternOptions): readonly Form[] {
    return form === "resource" ? ["text", "arn", "openArn"] : [form];
}

function read(pattern: string, syntax: Syntax): readonly Token[] {
    return tokensOf(pattern, syntax) ?? anything;
}

// AWS does not say whether `?` counts a letter beyond ASCII as one character or as its bytes.
function isMeasurable(patterns: readonly (readonly Token[])[]): boolean {
    let [foreign, counts] = [false, false];
    for (const pattern of patterns) {
        if (pattern.length > longestPattern) {
            return false;
        }
        for (const { letters, many } of pattern) {
            if (letters.kind === "letter") {
                foreign ||= (letters.letter.codePointAt(0) ?? 0) > 127;
            } else {
                counts ||= !many;
            }
        }
    }
    return !(foreign && counts);
}
