import type { Letters } from "./letters";

/** One place of a pattern: one letter of a set, or (`many`) any number of them. */
export interface Token {
    readonly letters: Letters;
    readonly many: boolean;
}

/**
 * How AWS compares:
 * - `text`: as one string, a star reaches over everything (StringLike, Action);
 * - `arn`: the six parts of an ARN one by one, no wildcard reaches over a colon into the next part
 *   (ArnLike, ArnEquals);
 * - `openArn`: like `arn`, but a star that ends a part may reach over colons, which is what IAM's
 *   reference says of the Resource element.
 */
export type Form = "text" | "arn" | "openArn";

export interface Syntax {
    readonly form: Form;
    readonly ignoreCase: boolean;
    /** Whether `*` and `?` are letters like any other (StringEquals, Principal). */
    readonly literal: boolean;
    /** Whether `{name}` and `{team}` are the configuration's placeholders. */
    readonly placeholders: boolean;
    /** What a policy variable is: anything in what is judged, nothing in what is allowed. */
    readonly variables: "anything" | "nothing";
}

const one = (letters: Letters): Token => ({ letters, many: false });
const many = (letters: Letters): Token => ({ letters, many: true });

export const anything: readonly Token[] = [many({ kind: "any" })];

const placeholders: Readonly<Record<string, readonly Token[]>> = {
    "{name}": [one({ kind: "name" }), many({ kind: "name" })],
    "{team}": [one({ kind: "slug" }), many({ kind: "slug" })],
    "{partition}": ["a", "w", "s"]
        .map((letter) => one({ kind: "letter", letter }))
        .concat(many({ kind: "partition" })),
};

/**
 * The places of a pattern; nothing when the pattern means nothing that could be relied on. What
 * `${…}` becomes is not known before the request, in a 2008 document it is plain text: as
 * "anything" it covers both.
 */
export function tokensOf(pattern: string, syntax: Syntax): readonly Token[] | undefined {
    const arn = syntax.form === "arn" || syntax.form === "openArn";
    if (arn && pattern === "*" && !syntax.literal) {
        return anything;
    }
    if (syntax.placeholders && pattern.split("{team}").length > 2) {
        // Twice the same team is no matter of place and letter: no automaton can say it.
        return undefined;
    }
    const tokens: Token[] = [];
    let colons = 0;
    for (const part of partsOf(pattern, syntax.placeholders)) {
        if (part.startsWith("${")) {
            if (syntax.variables === "nothing") {
                return undefined;
            }
            tokens.push(...anything);
            continue;
        }
        const placeholder = syntax.placeholders ? placeholders[part] : undefined;
        if (placeholder !== undefined) {
            tokens.push(...placeholder);
            continue;
        }
        if (part.length > 1 && part.startsWith("{")) {
            // A placeholder that nobody filled in: what it would allow is not known.
            return undefined;
        }
        colons += part === ":" ? 1 : 0;
        tokens.push(tokenOf(part, arn && colons < 5 ? "segment" : "any", syntax));
    }
    return arn && colons < 5 ? undefined : opened(tokens, syntax.form);
}

function partsOf(pattern: string, withPlaceholders: boolean): readonly string[] {
    const part = withPlaceholders ? /\$\{[^}]*\}?|\{[A-Za-z]+\}|[^]/gu : /\$\{[^}]*\}?|[^]/gu;
    return pattern.match(part) ?? [];
}

function tokenOf(
    part: string,
    wildcard: "segment" | "any",
    { literal, ignoreCase }: Syntax,
): Token {
    if (!literal && part === "*") {
        return many({ kind: wildcard });
    }
    if (!literal && part === "?") {
        return one({ kind: wildcard });
    }
    return one({ kind: "letter", letter: ignoreCase ? part.toLowerCase() : part });
}

function opened(tokens: readonly Token[], form: Form): readonly Token[] {
    if (form !== "openArn") {
        return tokens;
    }
    return tokens.map((token, index) => {
        const next = tokens[index + 1]?.letters;
        const endsPart = next?.kind === "letter" && next.letter === ":";
        return token.many && token.letters.kind === "segment" && endsPart
            ? many({ kind: "any" })
            : token;
    });
}
