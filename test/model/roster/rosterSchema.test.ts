import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv";
import { z } from "zod";
import { rosterJsonSchema, rosterJsonSchemaText } from "../../../model/roster/rosterJsonSchema";
import { fieldsOf, referenceTable, summaryTable } from "../../../model/roster/rosterReference";
import { rosterSchema } from "../../../model/roster/rosterSchema";
import { schemaAt } from "../../../model/schemaKeys";
import { readYaml } from "../../../model/yaml/yamlSource";
import { committedFile, committedRosters } from "../../support/committed";
import { exampleFile, projectFolder, readProjectFile } from "../../support/example";

/** `npm run schema` writes what these tests compare. */
const update = process.env.UPDATE_SCHEMA === "true";

const fields = fieldsOf(rosterJsonSchema());

describe("the roster's schema for editors", () => {
    const accepts = new Ajv({ strict: false, allowUnionTypes: true }).compile(rosterJsonSchema());

    it("is committed as it is generated", () => {
        const text = rosterJsonSchemaText();
        if (update) {
            fs.writeFileSync(path.join(projectFolder, "teams.schema.json"), text);
        }

        assert.equal(readProjectFile("teams.schema.json"), text);
    });

    const schemaLine = "# yaml-language-server: $schema=./teams.schema.json";

    it("is named by the first line of the example's roster", () => {
        assert.equal(exampleFile("teams.yaml").split("\n")[0], schemaLine);
    });

    for (const roster of committedRosters) {
        it(`is named by the first line of the committed ${roster}`, () => {
            assert.equal(committedFile(roster).split(/\r?\n/)[0], schemaLine);
        });

        it(`takes the committed ${roster}`, () => {
            assert.equal(accepts(readYaml(roster, committedFile(roster)).value), true);
        });
    }

    it("says of every field what it is, with an example", () => {
        const silent = fields.filter(
            ({ description, examples }) => !description.endsWith(".") || examples.length === 0,
        );

        assert.deepEqual(silent, []);
    });

    it("has examples that the parser takes", () => {
        const refused = fields.flatMap((field) =>
            field.examples.filter((example) => {
                const schema = schemaAt(rosterSchema, segments(field.path));
                return !(schema?.safeParse(example).success ?? false);
            }),
        );

        assert.deepEqual(refused, []);
    });

    it("has a field's first example beside that of every other", () => {
        const team = Object.fromEntries(
            fields.flatMap(({ path: field, examples }) => {
                const name = /^teams\.<team>\.(\w+)$/.exec(field)?.[1];
                return name === undefined ? [] : [[name, examples[0]]];
            }),
        );

        assert.equal(Object.keys(team).length, 22);
        assert.equal(rosterSchema.safeParse({ teams: { team } }).success, true);
    });

    it("offers texts that the parser takes, once their places are filled in", () => {
        const { properties, definitions } = rosterJsonSchema();
        const offers = [
            { snippets: properties?.teams?.defaultSnippets, path: ["teams"] },
            {
                snippets: definitions?.member?.defaultSnippets,
                path: ["teams", "team", "scientists", 0],
            },
            {
                snippets: definitions?.instances?.defaultSnippets,
                path: ["teams", "team", "compute", "instances", 0],
            },
        ];

        const taken = offers.map(({ snippets = [], path: at }) =>
            snippets.map(({ body }) => {
                const text = JSON.stringify(body).replace(/\$\{\d+:([^}]*)\}/g, "$1");
                return schemaAt(rosterSchema, at)?.safeParse(JSON.parse(text)).success;
            }),
        );

        assert.deepEqual(taken, [[true], [true, true], [true, true]]);
    });

    it("says of every default what the parser fills in", () => {
        const declared = fields
            .filter((field) => "default" in field)
            .map((field) => [field.path, field.default]);

        const filledIn = declared.map(([field]) => [
            field,
            schemaAt(rosterSchema, segments(String(field)))?.parse(undefined),
        ]);

        assert.deepEqual(declared, filledIn);
    });

    it("agrees with the parser about the shape of every roster among the cases", () => {
        const folder = path.join(projectFolder, "test/cases/rosters");
        const files = fs.readdirSync(folder).filter((name) => name.endsWith(".yaml"));
        const verdicts = (judge: (value: unknown) => boolean) =>
            files.map((name) => {
                const { value } = readYaml(name, fs.readFileSync(path.join(folder, name)));
                return [name, judge(value)];
            });

        const parser = verdicts((value) => rosterSchema.safeParse(value).success);
        const editor = verdicts((value) => accepts(value));

        // Three rules that JSON Schema cannot say; the parser alone refuses these.
        const unspeakable = [
            "dayNoCalendarHas.yaml",
            "roleOfPermissionSet.yaml",
            "serviceAccountDefault.yaml",
        ];
        assert.deepEqual(
            editor.filter(([name]) => !unspeakable.includes(String(name))),
            parser.filter(([name]) => !unspeakable.includes(String(name))),
        );
    });

    it("takes the example's roster", () => {
        assert.equal(accepts(readYaml("teams.yaml", exampleFile("teams.yaml")).value), true);
    });
});

describe("the field reference", () => {
    const tables = [
        { file: "docs/teams.md", table: referenceTable(fields) },
        { file: "README.md", table: summaryTable(fields) },
    ];
    for (const { file, table } of tables) {
        it(`in ${file} is what the schema says`, () => {
            if (update) {
                const text = readProjectFile(file).replace(
                    block,
                    (_, open: string, _old, close: string) => `${open}\n${table}\n\n${close}`,
                );
                fs.writeFileSync(path.join(projectFolder, file), text);
            }

            const [, , written = ""] = block.exec(readProjectFile(file)) ?? [];

            assert.deepEqual(cells(written), cells(table));
        });
    }

    it("has YAML that the parser takes in docs/teams.md and in README.md", () => {
        const samples = tables.flatMap(({ file }) =>
            [...readProjectFile(file).matchAll(/```yaml\n([^]*?)```/g)].map(
                ([, text = ""]) => text,
            ),
        );

        const refused = samples.flatMap((text) => {
            const parsed = rosterSchema.safeParse(readYaml("sample", text).value);
            return parsed.success ? [] : [z.prettifyError(parsed.error)];
        });

        assert.deepEqual([samples.length > 1, refused], [true, []]);
    });
});

const block = /(<!-- fields -->\n)([^]*?)(<!-- \/fields -->)/;

/** Cells without the spaces that the formatter lines them up with. */
function cells(table: string): readonly (readonly string[])[] {
    return table
        .trim()
        .split("\n")
        .filter((line) => !/^[|\s-]*$/.test(line))
        .map((line) => line.split("|").map((cell) => cell.trim()));
}

/** `teams.<team>.data[].bucket` as a path through a document. */
function segments(field: string): readonly (string | number)[] {
    return field
        .replaceAll("[]", ".0")
        .split(".")
        .map((segment) => (segment === "0" ? 0 : segment));
}
