import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import type { z } from "zod";
import { configNamespace } from "../model/environment/environment";
import { partKey } from "../model/environment/part";
import { environmentSchema } from "../model/environment/environmentSchema";
import { projectFolder, readProjectFile } from "./support/example";

interface Setting {
    readonly type?: string;
    readonly description?: string;
    readonly default?: unknown;
}

const read = (file: string) =>
    (parse(readProjectFile(file)) as { config: Readonly<Record<string, unknown>> }).config;

/** Kinds of settings by zod's kinds of schemas. */
const types: Readonly<Record<string, string>> = {
    string: "string",
    enum: "string",
    boolean: "boolean",
    record: "object",
    object: "object",
};

/** The type of what it parses to, past defaults and what is mended before. */
function kindOf(schema: z.core.$ZodType): string {
    const { def } = (schema as z.core.$ZodTypes)._zod;
    if (def.type === "default" || def.type === "prefault") {
        return kindOf(def.innerType);
    }
    return def.type === "pipe" ? kindOf(def.out) : def.type;
}

/** Cells, whatever the formatter made of their width. */
const rowsOf = (lines: readonly string[]) =>
    lines.map((line) => line.split("|").map((cell) => cell.trim().replace(/^-+$/, "---")));

describe("the settings of an environment", () => {
    const declared = read("Pulumi.yaml") as Readonly<Record<string, Setting>>;
    const known = Object.entries(environmentSchema.shape);

    it("are declared in Pulumi.yaml, each with its type, and no others", () => {
        const wanted = known.map(([key, schema]) => [
            `${configNamespace}:${key}`,
            types[kindOf(schema)],
        ]);

        assert.deepEqual(
            Object.entries(declared)
                .map(([key, { type }]) => [key, type])
                .sort(),
            // What makes a stack a part is no fact of an environment.
            [...wanted, [`${configNamespace}:${partKey}`, "string"]].sort(),
        );
    });

    it("are described, each in a sentence or more", () => {
        const silent = Object.entries(declared)
            .filter(([, { description = "" }]) => !/^[A-Z].{20,}[^.]$/s.test(description))
            .map(([key]) => key);

        assert.deepEqual(silent, []);
    });

    it("have the defaults that the parser fills in", () => {
        const filledIn = known.flatMap(([key, schema]): (readonly [string, unknown, unknown])[] => {
            const { default: said } = declared[`${configNamespace}:${key}`] ?? {};
            const absent = schema.safeParse(undefined);
            if (!absent.success) {
                // The engine refuses a part without it, so it has an empty one, which is none.
                assert.ok(said === "" || Object.keys(said as object).length === 0, key);
                return [];
            }
            const present = said === undefined ? undefined : schema.parse(said);
            return [[key, absent.data, present] as const];
        });

        assert.deepEqual(
            filledIn.filter(([, absent, present]) => absent !== undefined && present === undefined),
            [],
        );
        for (const [key, absent, present] of filledIn) {
            assert.deepEqual(absent, present, key);
        }
    });

    it("stand in docs/environments.md as they are declared", () => {
        const table = [
            "| setting | type | default | what it is |",
            "| --- | --- | --- | --- |",
            ...Object.entries(declared).map(
                ([key, { type = "", description = "", ...setting }]) => {
                    const absent =
                        setting.default === undefined
                            ? ""
                            : `\`${JSON.stringify(setting.default)}\``;
                    return `| \`${key}\` | ${type} | ${absent} | ${description} |`;
                },
            ),
        ];
        const page = readProjectFile("docs/environments.md");
        const place = /(<!-- settings -->\n)([^]*)(\n<!-- \/settings -->)/;
        if (process.env.UPDATE_SCHEMA === "true") {
            fs.writeFileSync(
                path.join(projectFolder, "docs/environments.md"),
                page.replace(place, (_whole, begin: string, _old, end: string) =>
                    [begin, ...table, end].join("\n"),
                ),
            );
        }

        const written = place.exec(readProjectFile("docs/environments.md"))?.[2] ?? "";
        assert.deepEqual(rowsOf(written.trim().split("\n")), rowsOf(table));
    });

    it("are the same ones in every environment, in the same order", () => {
        assert.deepEqual(
            Object.keys(read("Pulumi.prod.yaml")),
            Object.keys(read("Pulumi.dev.yaml")),
        );
    });

    it("name the same things in every environment, and say the same of them", () => {
        const shape = (value: unknown): unknown =>
            typeof value !== "object" || value === null || Array.isArray(value)
                ? typeof value
                : Object.fromEntries(
                      Object.entries(value)
                          // Which version, and what may go, is an environment's own to say.
                          .filter(([key]) => key !== "version")
                          .map(([key, each]) => [
                              key,
                              key === "hyperpod-teams:removals" ? {} : shape(each),
                          ]),
                  );

        assert.deepEqual(shape(read("Pulumi.prod.yaml")), shape(read("Pulumi.dev.yaml")));
    });

    it("keep prod from losing what must not vanish, and let dev go", () => {
        const protect = (file: string) => read(file)["hyperpod-teams:protect"];

        assert.deepEqual([protect("Pulumi.dev.yaml"), protect("Pulumi.prod.yaml")], [false, true]);
    });
});
