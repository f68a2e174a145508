import { Composer, CST, Lexer, Parser } from "yaml";
import type { Document, Node } from "yaml";
import { cut, printable } from "../printable";
import { syntaxMessage } from "./yamlMessages";
import { mostProblems } from "./yamlText";

export interface SyntaxProblem {
    readonly offset: number;
    readonly message: string;
}

export interface YamlTree {
    /** As far as it could be read: good for places even where there are problems. */
    readonly root: Node | null;
    readonly problems: readonly SyntaxProblem[];
}

/** A roster has nine levels; what composes and walks a tree recurses. */
const mostLevels = 64;

/**
 * Anchors, aliases, merges and tags are refused, and so are directives: they let one line of the
 * file change another team far away, where no reviewer looks, they let a few lines stand for
 * millions (an alias bomb), and editing the file while keeping its comments would have to follow
 * them. A roster that repeats itself is read more safely than one that refers to itself.
 */
const refusedFeatures: ReadonlyMap<CST.TokenType | null, readonly [what: string, fix: string]> =
    new Map([
        [
            "anchor",
            ["an anchor", 'write values out where they hold (in quotes, if text begins with "&")'],
        ],
        [
            "alias",
            ["an alias", 'write values out where they hold (in quotes, if text begins with "*")'],
        ],
        ["tag", ["a tag", "put the value in quotes if it is text, else remove the tag"]],
        ["directive-line", ["a directive", "remove the line: the file is read as YAML 1.2"]],
    ]);

/** Enough is known: the rest of the text is not worth the time. */
class TooManyProblems extends Error {}

/**
 * Text into YAML's nodes. The library's own `parseDocument` is not used because it goes on to the
 * end whatever it meets: a hundred thousand closing brackets would take it minutes.
 */
export function parseTree(text: string): YamlTree {
    const problems: SyntaxProblem[] = [];
    const problem = (offset: number, message: string) => {
        // Asked before: the composer reports what was thrown at it, level by level.
        if (problems.length >= mostProblems) {
            throw new TooManyProblems();
        }
        problems.push({ offset, message });
    };
    let root: Node | null = null;
    try {
        const { token, openQuotes } = documentToken(text, problem);
        if (problems.length === 0) {
            root = compose(token, text, (offset, message) => {
                problem(openQuotes.get(offset) ?? offset, message);
            });
        }
    } catch (error) {
        if (!(error instanceof TooManyProblems)) {
            throw error;
        }
    }
    return { root, problems };
}

type Problem = (offset: number, message: string) => void;

interface ParsedText {
    /** The text's only document, not composed yet. */
    readonly token: CST.Document | undefined;
    /** By their ends, where the library reports them, the beginnings of quotes that nothing closes. */
    readonly openQuotes: ReadonlyMap<number, number>;
}

/** All that the parser refuses is told. */
function documentToken(text: string, problem: Problem): ParsedText {
    const openQuotes = new Map<number, number>();
    const parser = new Parser();
    const documents: CST.Document[] = [];
    const take = (tokens: Iterable<CST.Token>) => {
        for (const token of tokens) {
            if (token.type === "error") {
                problem(token.offset, syntaxMessage("UNEXPECTED_TOKEN", token.message));
            } else if (token.type === "document") {
                documents.push(token);
                if (documents.length === 2) {
                    problem(
                        token.offset,
                        'a second document begins here; expected one: remove the line "---"',
                    );
                }
            }
        }
    };
    let inScalar = false;
    for (const lexeme of new Lexer().lex(text)) {
        const feature = inScalar ? undefined : refusedFeatures.get(CST.tokenType(lexeme));
        if (!inScalar && /^["']/.test(lexeme) && lexeme.lastIndexOf(lexeme.charAt(0)) === 0) {
            openQuotes.set(parser.offset + lexeme.length, parser.offset);
        }
        inScalar = lexeme === CST.SCALAR;
        if (feature !== undefined) {
            problem(
                parser.offset,
                `got ${feature[0]}, ${printable(cut(lexeme, 40))}; ${feature[1]}`,
            );
        }
        take(parser.next(lexeme));
        if (parser.stack.length > mostLevels) {
            problem(parser.offset, `more than ${mostLevels} levels deep; expected fewer`);
            throw new TooManyProblems();
        }
    }
    take(parser.end());
    return { token: documents[0], openQuotes };
}

function compose(token: CST.Document | undefined, text: string, problem: Problem): Node | null {
    const composer = new Composer({
        // Looked for by our own walk: the library compares each key with all others.
        uniqueKeys: false,
        strict: true,
        version: "1.2",
    });
    // The composer has no way to stop it from outside but this one; a test would see it go.
    Object.assign(composer, {
        onError: (source: ErrorSource, code: string, message: string) => {
            problem(offsetOf(source), syntaxMessage(code, message));
        },
    });
    const composed: Document.Parsed[] = [];
    if (token !== undefined) {
        composed.push(...composer.next(token));
    }
    composed.push(...composer.end(true, text.length));
    return composed[0]?.contents ?? null;
}

type ErrorSource = number | readonly number[] | { readonly offset: number };

function offsetOf(source: ErrorSource): number {
    if (typeof source === "number") {
        return source;
    }
    return "offset" in source ? source.offset : (source[0] ?? 0);
}
