import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { checkSync } from "recheck";
import * as ts from "typescript";
import { rosterJsonSchema } from "../../model/roster/rosterJsonSchema";
import { projectFolder } from "../support/example";

/**
 * Every regular expression of the model meets text that somebody else wrote. None may take more time
 * than grows with the text's length; the analyser proves that from the expression alone.
 */

interface Expression {
    readonly where: string;
    readonly source: string;
    readonly flags: string;
}

/** Literals alone: an expression that is put together at run time could not be proved. */
function expressionsOf(file: string): readonly Expression[] {
    const name = path.relative(projectFolder, file);
    const text = fs.readFileSync(file, "utf8");
    const found: Expression[] = [];
    const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
            const end = node.text.lastIndexOf("/");
            const { line } = parsed.getLineAndCharacterOfPosition(node.getStart());
            found.push({
                where: `${name}:${line + 1}`,
                source: node.text.slice(1, end),
                flags: node.text.slice(end + 1),
            });
        }
        ts.forEachChild(node, visit);
    };
    const parsed = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
    visit(parsed);
    return found;
}

function sourceFiles(folder: string): readonly string[] {
    return fs
        .readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => path.join(folder, name));
}

/** The patterns that editors run, at any depth. */
function patternsOf(schema: unknown): readonly string[] {
    if (typeof schema !== "object" || schema === null) {
        return [];
    }
    return Object.entries(schema).flatMap(([key, value]: [string, unknown]) =>
        key === "pattern" && typeof value === "string" ? [value] : patternsOf(value),
    );
}

const sources = sourceFiles(path.join(projectFolder, "model"));
const expressions = sources.flatMap(expressionsOf);

/**
 * By the automaton, which proves: the analyser's own choice for long repetitions is fuzzing, which
 * only finds no counterexample.
 */
function analyse(source: string, flags: string): { status: string; attack?: string } {
    const result = checkSync(source, flags, { checker: "automaton", timeout: 15_000 });
    return result.status === "vulnerable"
        ? { status: result.status, attack: result.attack.pattern }
        : { status: result.status };
}

describe("a regular expression of the model", () => {
    for (const { where, source, flags } of expressions) {
        it(`at ${where} takes linear time at most`, () => {
            const { status, ...found } = analyse(source, flags);

            assert.deepEqual({ source, status, found }, { source, status: "safe", found: {} });
        });
    }

    it("is a literal, so that it stands above", () => {
        assert.deepEqual(
            sources.filter((file) => /\bRegExp\(/.test(fs.readFileSync(file, "utf8"))),
            [],
        );
        assert.ok(expressions.length > 20);
    });

    it("is the only kind of pattern in the schema for editors", () => {
        const literals = new Set(expressions.map(({ source }) => source));

        const patterns = patternsOf(rosterJsonSchema());

        assert.ok(patterns.length > 10);
        assert.deepEqual(
            patterns.filter((pattern) => !literals.has(pattern)),
            [],
        );
    });

    it("would be refused if it took longer", () => {
        assert.equal(analyse("^(a+)+$", "").status, "vulnerable");
        assert.equal(analyse("^a*a*$", "").status, "vulnerable");
    });
});
