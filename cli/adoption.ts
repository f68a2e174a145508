import type { Inputs } from "./importIds";

/** What `pulumi preview --import-file` writes and `pulumi import --file` reads. */
export interface ImportFile {
    readonly nameTable?: Readonly<Record<string, string>>;
    readonly resources?: readonly ImportEntry[];
    readonly providerInputs?: Readonly<Record<string, unknown>>;
}

interface ImportEntry {
    readonly type: string;
    readonly name: string;
    /** Where two resources have one name, the real one. */
    readonly logicalName?: string;
    readonly id?: string;
    readonly parent?: string;
    readonly component?: boolean;
}

/** What `pulumi preview --json` tells, as far as it is read here. */
export interface PreviewReport {
    readonly steps?: readonly PreviewStep[];
}

export interface PreviewStep {
    readonly op: string;
    readonly urn: string;
    readonly newState?: {
        readonly type: string;
        readonly inputs?: Inputs;
        readonly provider?: string;
    };
    readonly replaceReasons?: readonly string[] | null;
}

/** A resource that the program would create and that may be there already. */
export interface Candidate {
    readonly type: string;
    readonly name: string;
    readonly inputs: Inputs;
    readonly provider: string;
}

export interface Adoption {
    /** To import: what was found, with the components that it belongs to. */
    readonly file: ImportFile;
    readonly found: readonly {
        readonly type: string;
        readonly name: string;
        readonly id: string;
    }[];
    readonly notFound: readonly Candidate[];
}

/** Fills in the ids of what is there, and leaves out what is not. */
export async function adoption(
    file: ImportFile,
    { steps = [] }: PreviewReport,
    idOf: (candidate: Candidate) => Promise<string | undefined>,
): Promise<Adoption> {
    const found: ImportEntry[] = [];
    const notFound: Candidate[] = [];
    const entries = file.resources ?? [];
    for (const entry of entries.filter(({ component }) => component !== true)) {
        const candidate = candidateFor(entry, steps);
        const id = candidate && (await idOf(candidate));
        if (id !== undefined) {
            found.push({ ...entry, id });
        } else if (candidate !== undefined) {
            notFound.push(candidate);
        }
    }
    const kept = new Set<string>();
    for (const { parent } of found) {
        keepWithParents(parent, entries, kept);
    }
    return {
        file: {
            ...file,
            // In the file's order: a parent stands before what belongs to it.
            resources: entries.flatMap((entry) =>
                entry.component === true
                    ? kept.has(entry.name)
                        ? [entry]
                        : []
                    : (found.find(({ name }) => name === entry.name) ?? []),
            ),
        },
        found: found.map(({ type, name, logicalName, id = "" }) => ({
            type,
            name: logicalName ?? name,
            id,
        })),
        notFound,
    };
}

/** Steps that would take something away, which an adoption is never for. One sentence each. */
export function takenAway({ steps = [] }: PreviewReport): readonly string[] {
    return steps
        .filter(({ op }) => ["replace", "delete"].includes(op))
        .map(({ op, urn, replaceReasons }) => {
            const name = urn.split("::").at(-1) ?? urn;
            const type = urn.split("::").at(-2)?.split("$").at(-1) ?? "";
            const reasons = (replaceReasons ?? []).map((reason) => `"${reason}"`).join(", ");
            return `${type} "${name}" would be ${op === "replace" ? "replaced" : "deleted"}${reasons === "" ? "" : `, because ${reasons} differs`}`;
        });
}

function candidateFor(
    { type, name, logicalName = name }: ImportEntry,
    steps: readonly PreviewStep[],
): Candidate | undefined {
    const step = steps.find(
        ({ op, urn, newState }) =>
            op === "create" && newState?.type === type && urn.endsWith(`::${logicalName}`),
    );
    return step?.newState === undefined
        ? undefined
        : {
              type,
              name: logicalName,
              inputs: step.newState.inputs ?? {},
              provider: step.newState.provider ?? "",
          };
}

function keepWithParents(
    name: string | undefined,
    entries: readonly ImportEntry[],
    kept: Set<string>,
): void {
    const entry = entries.find((each) => each.name === name);
    if (entry !== undefined && !kept.has(entry.name)) {
        kept.add(entry.name);
        keepWithParents(entry.parent, entries, kept);
    }
}
