import type { GraphResource } from "../../policypack/graph/resource";

/** One edit of what a program registered; `in` and `like` are names of resources. */
export type Edit =
    | { readonly remove: string }
    /** A resource more, in the place and under the team of another one. */
    | {
          readonly add: string;
          readonly type: string;
          readonly like: string;
          readonly inputs: Record<string, unknown>;
      }
    /** An input, by its path. */
    | { readonly in: string; readonly set: Readonly<Record<string, unknown>> }
    /** Text, wherever it stands in the inputs. */
    | { readonly in: string; readonly replace: string; readonly by: string }
    /** One more statement in a policy. */
    | { readonly in: string; readonly document: string; readonly statement: unknown }
    /** The statements of a policy, made anew: as they are, in a list, backwards or renamed. */
    | { readonly in: string; readonly document: string; readonly statements: unknown };

/** The resources after the edits; an edit that changes nothing is a mistake in the case. */
export function edited(
    resources: readonly GraphResource[],
    edits: readonly Edit[],
): readonly GraphResource[] {
    return edits.reduce((state, edit) => {
        const next = editedOnce(state, edit);
        if (JSON.stringify(next) === JSON.stringify(state)) {
            throw new Error(`the edit ${JSON.stringify(edit)} changes nothing`);
        }
        return next;
    }, resources);
}

function editedOnce(resources: readonly GraphResource[], edit: Edit): readonly GraphResource[] {
    if ("remove" in edit) {
        return resources.filter((each) => each !== named(resources, edit.remove));
    }
    if ("add" in edit) {
        const like = named(resources, edit.like);
        const urn = `urn:pulumi:dev::hyperpod-teams::${edit.type}::${edit.add}`;
        const { type, inputs } = edit;
        return [...resources, { ...like, type, name: edit.add, urn, inputs, outputs: inputs }];
    }
    const resource = named(resources, edit.in);
    const inputs = editedInputs(resource.inputs, edit);
    return resources.map((each) =>
        each === resource ? { ...each, inputs, outputs: { ...each.outputs, ...inputs } } : each,
    );
}

function editedInputs(
    inputs: Record<string, unknown>,
    edit: Exclude<Edit, { readonly remove: string } | { readonly add: string }>,
): Record<string, unknown> {
    if ("set" in edit) {
        const copy = structuredClone(inputs);
        for (const [path, value] of Object.entries(edit.set)) {
            setAt(copy, path.split("."), value);
        }
        return copy;
    }
    if ("replace" in edit) {
        return replacedIn(inputs, edit.replace, edit.by) as Record<string, unknown>;
    }
    const document = JSON.parse(String(inputs[edit.document])) as { Statement: unknown[] };
    const statements =
        "statement" in edit ? [...document.Statement, edit.statement] : edit.statements;
    return { ...inputs, [edit.document]: JSON.stringify({ ...document, Statement: statements }) };
}

function setAt(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
    const [key = "", ...rest] = path;
    if (rest.length > 0) {
        setAt(target[key] as Record<string, unknown>, rest, value);
    } else if (value === null) {
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- an input that is left out
        delete target[key];
    } else {
        target[key] = value;
    }
}

/** In a policy's text as well, which is text inside of the inputs' own. */
function replacedIn(value: unknown, from: string, to: string): unknown {
    if (typeof value === "string") {
        return value.split(from).join(to);
    }
    if (Array.isArray(value)) {
        return value.map((each) => replacedIn(each, from, to));
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(
              Object.entries(value).map(([key, each]) => [key, replacedIn(each, from, to)]),
          )
        : value;
}

function named(resources: readonly GraphResource[], name: string): GraphResource {
    const [found, ...more] = resources.filter(
        (each) => each.name === name && !each.type.startsWith("hyperpod-teams:"),
    );
    if (found === undefined || more.length > 0) {
        throw new Error(
            `${more.length + (found === undefined ? 0 : 1)} resources are named "${name}"`,
        );
    }
    return found;
}
