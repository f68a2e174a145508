import { z } from "zod";
import { rosterSchema } from "./rosterSchema";

/** The part of JSON Schema that the roster's own uses. */
export interface JsonSchema {
    readonly $ref?: string;
    readonly type?: string;
    readonly description?: string;
    readonly default?: unknown;
    readonly enum?: readonly string[];
    readonly examples?: readonly unknown[];
    readonly defaultSnippets?: readonly { readonly label: string; readonly body: unknown }[];
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
    readonly additionalProperties?: JsonSchema | boolean;
    readonly items?: JsonSchema;
    readonly anyOf?: readonly JsonSchema[];
    readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

/**
 * What editors complete and check teams.yaml by. Draft 7: yaml-language-server, which most editors
 * use, promises no later one. https://github.com/redhat-developer/yaml-language-server
 */
export function rosterJsonSchema(): JsonSchema {
    return z.toJSONSchema(rosterSchema, { target: "draft-7", io: "input" }) as JsonSchema;
}

/** The text of teams.schema.json. */
export function rosterJsonSchemaText(): string {
    return `${JSON.stringify(rosterJsonSchema(), undefined, 2)}\n`;
}
