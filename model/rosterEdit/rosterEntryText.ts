import { Document, Scalar, isMap, isSeq } from "yaml";
import type { YAMLMap } from "yaml";

/** What a new entry can be given at once; everything else is added in the file. */
export interface NewTeam {
    readonly description?: string;
    readonly owners?: readonly string[];
    readonly contact?: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly expires?: string;
    readonly cluster: string;
    readonly scientists: readonly {
        readonly account: string;
        readonly permissionSet?: string;
        readonly role?: string;
    }[];
    readonly compute: {
        readonly instances: readonly { readonly instanceType: string; readonly count: number }[];
        readonly sharing?: string;
    };
    readonly data?: readonly {
        readonly bucket: string;
        readonly prefix: string;
        readonly mode?: string;
    }[];
    readonly fileSystems?: readonly string[];
    readonly serviceAccounts?: readonly string[];
    readonly environments?: Readonly<Record<string, null>>;
}

/** An entry as a person would write it; lines end with LF and begin at column 1. */
export function entryText(name: string, entry: NewTeam, indent: number): string {
    const document = new Document({ [name]: entry });
    const team = document.get(name) as YAMLMap;
    for (const { key, value } of team.items) {
        if (isSeq(value)) {
            layOut(value.items);
        } else if (isMap(value)) {
            const instances: unknown = value.get("instances");
            if (isSeq(instances)) {
                layOut(instances.items);
            }
            value.flow = (key as Scalar).value === "tags";
        }
    }
    quote(team.get("expires", true));
    for (const { value } of (team.get("tags") as YAMLMap | undefined)?.items ?? []) {
        quote(value);
    }
    return document.toString({ indent, lineWidth: 0, nullStr: "" });
}

/** A list's entries stand one below another, each on a line of its own. */
function layOut(items: readonly unknown[]): void {
    for (const item of items) {
        if (isMap(item)) {
            item.flow = true;
        }
    }
}

/** Digits and days are text here, and other readers of YAML would take them for something else. */
function quote(value: unknown): void {
    if (value instanceof Scalar) {
        value.type = Scalar.QUOTE_DOUBLE;
    }
}
