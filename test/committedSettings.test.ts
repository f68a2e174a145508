import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import type { z } from "zod";
import { configNamespace } from "../model/environment/configKeys";
import { partKey } from "../model/environment/part";
import { environmentSchema } from "../model/environment/environmentSchema";
import { stackOf } from "../model/environment/stackFile";
import { committedFile, committedFiles, committedStacks } from "./support/committed";
import { exampleFile, projectFolder, readProjectFile } from "./support/example";

interface Setting {
    readonly type?: string;
    readonly description?: string;
    readonly default?: unknown;
}

const configIn = (text: string) =>
    (parse(text) as { config: Readonly<Record<string, unknown>> }).config;

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
    const declared = configIn(readProjectFile("Pulumi.yaml")) as Readonly<Record<string, Setting>>;
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
});

describe("the settings of the example", () => {
    const read = (stack: string) => configIn(exampleFile(`Pulumi.${stack}.yaml`));

    it("are the same ones in every environment, in the same order", () => {
        assert.deepEqual(Object.keys(read("prod")), Object.keys(read("dev")));
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

        assert.deepEqual(shape(read("prod")), shape(read("dev")));
    });

    it("keep prod from losing what must not vanish, and let dev go", () => {
        const protect = (stack: string) => read(stack)["hyperpod-teams:protect"];

        assert.deepEqual([protect("dev"), protect("prod")], [false, true]);
    });
});

/** Whichever organisation's: environments may differ in what they have, and in what they protect. */
describe("the committed files", function () {
    this.timeout(60_000);

    it("have an environment", () => {
        assert.notDeepEqual(committedStacks, []);
    });

    for (const stack of committedStacks) {
        it(`are accepted by "hyperpod-teams check" (${stack})`, () => {
            const command = path.join(projectFolder, "bin", "hyperpod-teams.js");
            const { status, stdout, stderr } = spawnSync(
                process.execPath,
                [command, "--stack", stack, "check"],
                { cwd: projectFolder, encoding: "utf8" },
            );

            assert.equal(status, 0, stdout + stderr);
        });
    }

    it("let no resource run on a default provider", () => {
        const stacks = committedFiles(/^Pulumi/).filter((file) => stackOf(file) !== undefined);
        const open = stacks.filter((file) => {
            const off = configIn(committedFile(file))["pulumi:disable-default-providers"];
            const isOff = (name: string) =>
                Array.isArray(off) && (off.includes(name) || off.includes("*"));
            return !isOff("aws") || !isOff("kubernetes");
        });

        assert.deepEqual(open, []);
    });
});
