/** One property of a CloudFormation schema, as far as the simulated types need it. */
export interface Shape {
    readonly kind: "text" | "integer" | "number" | "object" | "list" | "tags";
    readonly required?: true;
    readonly pattern?: RegExp;
    readonly values?: readonly string[];
    readonly least?: number;
    readonly most?: number;
    readonly members?: Readonly<Record<string, Shape>>;
}

/** What is wrong with a desired state, in the words of CloudFormation's own check. */
export function schemaProblem(shape: Shape, value: unknown, path = "#"): string | undefined {
    switch (shape.kind) {
        case "text":
            return textProblem(shape, value, path);
        case "integer":
            return Number.isInteger(value)
                ? rangeProblem(shape, value as number, path)
                : expected("Integer", value, path);
        case "number":
            return typeof value === "number"
                ? rangeProblem(shape, value, path)
                : expected("Number", value, path);
        case "object":
            return objectProblem(shape.members ?? {}, value, path);
        case "list":
            return listProblem(shape, value, path, (item, itemPath) =>
                objectProblem(shape.members ?? {}, item, itemPath),
            );
        case "tags":
            return listProblem(shape, value, path, (item, itemPath) =>
                objectProblem(tagMembers, item, itemPath),
            );
    }
}

const tagMembers: Readonly<Record<string, Shape>> = {
    Key: { kind: "text", required: true, most: 128 },
    Value: { kind: "text", required: true, most: 256 },
};

function textProblem(
    { pattern, values, most }: Shape,
    value: unknown,
    path: string,
): string | undefined {
    if (typeof value !== "string") {
        return expected("String", value, path);
    }
    if (values !== undefined && !values.includes(value)) {
        return `${path}: ${value} is not a valid enum value`;
    }
    if (pattern !== undefined && !pattern.test(value)) {
        return `${path}: failed validation constraint for keyword [pattern]`;
    }
    return most !== undefined && value.length > most
        ? `${path}: expected maxLength: ${most}, actual: ${value.length}`
        : undefined;
}

function rangeProblem({ least, most }: Shape, value: number, path: string): string | undefined {
    if (least !== undefined && value < least) {
        return `${path}: ${value} is not greater or equal to ${least}`;
    }
    return most !== undefined && value > most
        ? `${path}: ${value} is not less or equal to ${most}`
        : undefined;
}

function objectProblem(
    members: Readonly<Record<string, Shape>>,
    value: unknown,
    path: string,
): string | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return expected("JSONObject", value, path);
    }
    const stranger = Object.keys(value).find((name) => !Object.hasOwn(members, name));
    if (stranger !== undefined) {
        return `${path}: extraneous key [${stranger}] is not permitted`;
    }
    const entries = value as Readonly<Record<string, unknown>>;
    for (const [name, member] of Object.entries(members)) {
        if (entries[name] === undefined) {
            if (member.required === true) {
                return `${path}: required key [${name}] not found`;
            }
            continue;
        }
        const found = schemaProblem(member, entries[name], `${path}/${name}`);
        if (found !== undefined) {
            return found;
        }
    }
    return undefined;
}

function listProblem(
    { most }: Shape,
    value: unknown,
    path: string,
    itemProblem: (item: unknown, path: string) => string | undefined,
): string | undefined {
    if (!Array.isArray(value)) {
        return expected("JSONArray", value, path);
    }
    if (most !== undefined && value.length > most) {
        return `${path}: expected maximum item count: ${most}, found: ${value.length}`;
    }
    for (const [index, item] of value.entries()) {
        const found = itemProblem(item, `${path}/${index}`);
        if (found !== undefined) {
            return found;
        }
    }
    return undefined;
}

function expected(type: string, value: unknown, path: string): string {
    const got = Array.isArray(value) ? "JSONArray" : typeof value;
    return `${path}: expected type: ${type}, found: ${got}`;
}
