import { z } from "zod";
import type { Path } from "./issue";

/** The keys that a schema knows at a place of a document: what a mistyped key may have meant. */
export function keysAt(schema: z.ZodType, path: Path): readonly string[] {
    const found = schemaAt(schema, path);
    const map = found === undefined ? undefined : bare(found);
    return map instanceof z.ZodObject ? Object.keys(map.shape) : [];
}

/** What a schema says of a place of a document; nothing where it has no such place. */
export function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
    return path.reduce<z.ZodType | undefined>(
        (at, segment) => (at === undefined ? undefined : below(bare(at), segment)),
        schema,
    );
}

/** Without what says that a value may be absent. */
function bare(schema: z.ZodType): z.ZodType {
    return schema instanceof z.ZodOptional ||
        schema instanceof z.ZodNullable ||
        schema instanceof z.ZodDefault
        ? bare(schema.unwrap() as z.ZodType)
        : schema;
}

function below(schema: z.ZodType, segment: string | number): z.ZodType | undefined {
    if (schema instanceof z.ZodObject) {
        return new Map(Object.entries<z.ZodType>(schema.shape)).get(String(segment));
    }
    if (schema instanceof z.ZodArray) {
        return schema.element as z.ZodType;
    }
    return schema instanceof z.ZodRecord ? (schema.valueType as z.ZodType) : undefined;
}
