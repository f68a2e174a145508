import { quoted } from "./quoted";

/**
 * JSON as RFC 8259 writes it, with the two things that `JSON.parse` keeps quiet about: an object
 * that names a key twice (the last one wins there, the first one elsewhere), and a number whose
 * text does not survive the conversion. Either would let the pack judge another document than AWS.
 */
export type Json =
    string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type JsonReading =
    { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly reason: string };

// Deep enough for any policy document, shallow enough that nesting cannot exhaust the stack.
const deepest = 64;

// Far above every quota for documents and template bodies, far below what exhausts the stack.
const longestText = 1_000_000;

const whiteSpace = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

class NotJson extends Error {}

export function readJson(text: string): JsonReading {
    if (text.length > longestText) {
        return { ok: false, reason: `it is longer than ${longestText} characters` };
    }
    if (text.startsWith("\ufeff")) {
        return { ok: false, reason: "it starts with a byte order mark" };
    }
    try {
        return { ok: true, value: new Reader(text).document() };
    } catch (error) {
        if (error instanceof NotJson) {
            return { ok: false, reason: error.message };
        }
        throw error;
    }
}

class Reader {
    private readonly text: string;
    private position = 0;

    constructor(text: string) {
        this.text = text;
    }

    document(): Json {
        const value = this.value(0);
        if (this.position < this.text.length) {
            throw this.unexpected("the end");
        }
        return value;
    }

    private value(depth: number): Json {
        if (depth > deepest) {
            throw new NotJson(`it is nested deeper than ${deepest} levels`);
        }
        this.token(whiteSpace);
        const value = this.bareValue(depth);
        this.token(whiteSpace);
        return value;
    }

    private bareValue(depth: number): Json {
        const first = this.text[this.position];
        if (first === "{") {
            return this.object(depth);
        }
        if (first === "[") {
            return this.list(depth);
        }
        if (first === '"') {
            return this.string();
        }
        for (const [word, value] of [
            ["true", true],
            ["false", false],
            ["null", null],
        ] as const) {
            if (this.text.startsWith(word, this.position)) {
                this.position += word.length;
                return value;
            }
        }
        return this.number();
    }

    private object(depth: number): Json {
        const object: Record<string, Json> = {};
        this.position += 1;
        this.token(whiteSpace);
        if (this.skip("}")) {
            return object;
        }
        do {
            this.token(whiteSpace);
            const key = this.string();
            if (Object.hasOwn(object, key)) {
                throw new NotJson(`it names the key ${quoted(key)} twice in one object`);
            }
            this.token(whiteSpace);
            if (!this.skip(":")) {
                throw this.unexpected('":"');
            }
            // A plain assignment to "__proto__" would vanish instead of showing up as a key.
            Object.defineProperty(object, key, {
                value: this.value(depth + 1),
                enumerable: true,
            });
        } while (this.skip(","));
        if (!this.skip("}")) {
            throw this.unexpected('"," or "}"');
        }
        return object;
    }

    private list(depth: number): Json {
        const list: Json[] = [];
        this.position += 1;
        this.token(whiteSpace);
        if (this.skip("]")) {
            return list;
        }
        do {
            list.push(this.value(depth + 1));
        } while (this.skip(","));
        if (!this.skip("]")) {
            throw this.unexpected('"," or "]"');
        }
        return list;
    }

    private string(): string {
        const token = this.token(string);
        if (token === undefined) {
            throw this.unexpected("a string");
        }
        return JSON.parse(token) as string;
    }

    private number(): number {
        const token = this.token(number);
        if (token === undefined) {
            throw this.unexpected("a value");
        }
        if (String(Number(token)) !== token) {
            throw new NotJson(`the number ${token} cannot be read exactly, write it as a string`);
        }
        return Number(token);
    }

    private skip(character: string): boolean {
        const found = this.text[this.position] === character;
        this.position += found ? 1 : 0;
        return found;
    }

    private token(pattern: RegExp): string | undefined {
        pattern.lastIndex = this.position;
        const token = pattern.exec(this.text)?.[0];
        this.position += token?.length ?? 0;
        return token;
    }

    private unexpected(wanted: string): NotJson {
        const found = this.text[this.position];
        const what = found === undefined ? "the text ends" : `${quoted(found)} stands`;
        return new NotJson(`${what} at character ${this.position + 1} where ${wanted} belongs`);
    }
}
