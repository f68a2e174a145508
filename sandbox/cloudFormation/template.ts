import { isMap, isScalar, isSeq, parseDocument } from "yaml";

/** A template as CloudFormation has it: intrinsic functions in their long form, `{ "Fn::Sub": … }`. */
export interface Template {
    readonly Parameters?: Readonly<Record<string, ParameterDeclaration>>;
    /** What must hold of the parameters, or nothing is deployed. */
    readonly Rules?: Readonly<Record<string, { readonly Assertions: readonly Assertion[] }>>;
    readonly Conditions?: Readonly<Record<string, unknown>>;
    readonly Resources: Readonly<Record<string, ResourceDeclaration>>;
}

interface Assertion {
    readonly Assert: unknown;
    readonly AssertDescription: string;
}

export interface ParameterDeclaration {
    readonly Type: "String" | "CommaDelimitedList";
    readonly Default?: string;
    readonly AllowedPattern?: string;
    readonly AllowedValues?: readonly string[];
}

export interface ResourceDeclaration {
    readonly Type: string;
    readonly Condition?: string;
    readonly Properties?: unknown;
}

/** Reads YAML, with the short forms of intrinsic functions brought into their long ones. */
export function parseTemplate(text: string): Template {
    const document = parseDocument(text, { logLevel: "silent" });
    const [problem] = document.errors;
    if (problem !== undefined) {
        throw problem;
    }
    return plainValue(document.contents) as Template;
}

function plainValue(node: unknown): unknown {
    const value = isMap(node)
        ? Object.fromEntries(
              node.items.map(({ key, value: held }) => [String(plainValue(key)), plainValue(held)]),
          )
        : isSeq(node)
          ? node.items.map(plainValue)
          : isScalar(node)
            ? node.value
            : null;
    const name = /^!([A-Z]\w*)$/.exec((node as { tag?: string } | null)?.tag ?? "")?.[1];
    switch (name) {
        case undefined:
            return value;
        case "Ref":
        case "Condition":
            return { [name]: value };
        case "GetAtt":
            // A text in the short form, a list in the long one.
            return { "Fn::GetAtt": typeof value === "string" ? value.split(".") : value };
        default:
            return { [`Fn::${name}`]: value };
    }
}
