import { stringify } from "yaml";
import type { JsonSchema } from "./rosterJsonSchema";

/** One field of the roster, as its documentation says it. */
export interface Field {
    /** `teams.<team>.data[].bucket` */
    readonly path: string;
    readonly description: string;
    readonly required: boolean;
    readonly default?: unknown;
    readonly values: readonly string[];
    readonly examples: readonly unknown[];
}

/** Every field, in the schema's order; what several fields share is taken apart at the first one. */
export function fieldsOf(schema: JsonSchema): readonly Field[] {
    const definitions = new Map(Object.entries(schema.definitions ?? {}));
    const resolve = (at: JsonSchema): JsonSchema => {
        const found = definitions.get(at.$ref?.replace("#/definitions/", "") ?? "");
        return found === undefined ? at : { ...found, ...at };
    };
    const taken = new Set<string>();
    const below = (at: JsonSchema, path: string): readonly Field[] => {
        if (at.$ref !== undefined && taken.has(at.$ref)) {
            return [];
        }
        if (at.$ref !== undefined) {
            taken.add(at.$ref);
        }
        const { properties, items, additionalProperties } = resolve(at);
        if (items !== undefined) {
            return below(items, `${path}[]`);
        }
        if (typeof additionalProperties === "object") {
            return path === "teams"
                ? below(additionalProperties, "teams.<team>")
                : path === "clusters"
                  ? below(additionalProperties, "clusters.<cluster>")
                  : [];
        }
        return Object.entries(properties ?? {}).flatMap(([key, property]) => {
            const inner = path === "" ? key : `${path}.${key}`;
            const field = resolve(property);
            return [
                {
                    path: inner,
                    description: field.description ?? "",
                    required: resolve(at).required?.includes(key) ?? false,
                    ...("default" in field ? { default: field.default } : {}),
                    values: field.enum ?? [],
                    examples: field.examples ?? [],
                },
                ...below(property, inner),
            ];
        });
    };
    return below(schema, "");
}

/** docs/teams.md's table: everything about every field. */
export function referenceTable(fields: readonly Field[]): string {
    return table(
        ["field", "what it is", "values", "default", "example"],
        fields.map((field) => [
            `\`${field.path}\``,
            field.description,
            // A closed list of thirty is for the editor to show.
            field.values.length > 8 ? "" : field.values.map((value) => `\`${value}\``).join(", "),
            field.required ? "required" : "default" in field ? code(field.default) : "",
            field.examples.map(code).join(" "),
        ]),
    );
}

/** README's table: a team's own fields, each in its first sentence. */
export function summaryTable(fields: readonly Field[]): string {
    return table(
        ["field of a team", "what it is", "default"],
        fields.flatMap(({ path, description, required, ...field }) => {
            const name = /^teams\.<team>\.([A-Za-z]+)$/.exec(path)?.[1];
            return name === undefined
                ? []
                : [
                      [
                          `\`${name}\``,
                          firstSentence(description),
                          required ? "required" : "default" in field ? code(field.default) : "",
                      ],
                  ];
        }),
    );
}

function firstSentence(text: string): string {
    return (text.split(/[.:;] /, 1)[0] ?? "").replace(/\.$/, "");
}

function code(value: unknown): string {
    const text = stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim();
    return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) =>
        `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
