import { findExisting } from "../sandbox/aws/findExisting";
import { findExistingObject } from "../sandbox/kubernetes/findExisting";
import type { Sandbox } from "../sandbox/sandbox";

interface Resource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: unknown;
    readonly provider?: string;
    /** Waits to be deleted: something else has taken its place. */
    readonly delete?: boolean;
}

interface Deployment {
    readonly resources?: readonly Resource[];
    readonly pending_operations?: readonly { readonly type: string; readonly resource: Resource }[];
}

/** What `pulumi stack export` writes and `pulumi stack import` reads. */
export interface StackExport {
    readonly deployment?: Deployment;
}

/** A creation that began and whose end nobody wrote down, with the id of what it made, if it did. */
export interface SettledCreate {
    readonly urn: string;
    readonly id: string | undefined;
}

/** How many operations of any kind were cut off. */
export function pendingOperationCount({ deployment = {} }: StackExport): number {
    return deployment.pending_operations?.length ?? 0;
}

/**
 * The export with every pending creation settled: what was made becomes a resource, with the id that
 * the next refresh reads its outputs by; what was not made is struck off. Other pending operations
 * are the refresh's.
 *
 * The engine's own `refresh --import-pending-creates` only marks them; nothing takes them in.
 */
export async function settleCreates(
    sandbox: Sandbox,
    stackExport: StackExport,
): Promise<{ readonly stackExport: StackExport; readonly settled: readonly SettledCreate[] }> {
    const { deployment = {} } = stackExport;
    const { resources = [], pending_operations: operations = [] } = deployment;
    const made: Resource[] = [];
    /** Resources that a replacement was about to take the place of, and did. */
    const replaced = new Set<Resource>();
    const settled: SettledCreate[] = [];
    for (const { type, resource } of operations) {
        if (type !== "creating") {
            continue;
        }
        const id = await existingId(sandbox, resource, resources);
        settled.push({ urn: resource.urn, id });
        const old = resources.find((each) => each.urn === resource.urn && each.delete !== true);
        if (id !== undefined && id !== old?.id) {
            made.push({ ...resource, id, outputs: resource.inputs });
            if (old !== undefined) {
                replaced.add(old);
            }
        }
    }
    return {
        stackExport: {
            ...stackExport,
            deployment: {
                ...deployment,
                // What a creation depends on was written down before it began: order is kept.
                resources: [
                    ...resources.map((each) =>
                        replaced.has(each) ? { ...each, delete: true } : each,
                    ),
                    ...made,
                ],
                pending_operations: operations.filter(({ type }) => type !== "creating"),
            },
        },
        settled,
    };
}

/** Ids that follow from the inputs are looked for as such, generated ones by what is unique. */
async function existingId(
    sandbox: Sandbox,
    { type, inputs = {}, provider }: Resource,
    resources: readonly Resource[],
): Promise<string | undefined> {
    if (type.startsWith("kubernetes:")) {
        return findExistingObject(sandbox, type, inputs);
    }
    const owner = resources.find(({ urn, id }) => `${urn}::${id ?? ""}` === provider);
    const accounts = owner?.inputs?.allowedAccountIds;
    const [accountId] = typeof accounts === "string" ? (JSON.parse(accounts) as string[]) : [];
    const region = typeof owner?.inputs?.region === "string" ? owner.inputs.region : undefined;
    return accountId === undefined
        ? undefined
        : findExisting(sandbox, accountId, type, inputs, region);
}
