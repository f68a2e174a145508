import type { Sandbox } from "../sandbox";
import { readAccount } from "./accountState";
import { resourceType } from "./resourceTypes";
import type { Session } from "./session";

/**
 * The id under which AWS already holds what these inputs would create: what a rollout that was
 * killed in the middle of a create may have left. Generated ids are looked up by what makes the
 * thing unique; the answer is what an import takes.
 */
export function findExisting(
    sandbox: Sandbox,
    accountId: string,
    type: string,
    inputs: Readonly<Record<string, unknown>>,
    providerRegion?: string,
): string | undefined {
    const known = resourceType(type);
    const state = readAccount(sandbox, accountId);
    if (known === undefined || state === undefined) {
        return undefined;
    }
    const regional = [
        ...state.eksClusters,
        ...state.buckets,
        ...state.accessPoints,
        ...(state.fileSystems ?? []),
        ...(state.kmsKeys ?? []),
    ];
    const asked = inputs.region ?? providerRegion;
    const regions =
        typeof asked === "string"
            ? [asked]
            : // An account without anything regional still has its roles.
              new Set(["", ...regional.map(({ region }) => region)]);
    for (const region of regions) {
        const session: Session = {
            sandbox,
            accountId,
            region,
            caller: "",
            defaultTags: {},
            permissions: { require: () => undefined },
            cluster: untouchedCluster,
        };
        const id = known.find(session, inputs);
        if (id !== undefined) {
            return inputs.region === region ? `${id}@${region}` : id;
        }
    }
    return undefined;
}

/** Looking for something reads the account's file and nothing else. */
const untouchedCluster: Session["cluster"] = {
    endpoint: () => {
        throw new Error("a search asked for the cluster's endpoint");
    },
    createTeamNamespace: () => Promise.reject(new Error("a search tried to make a namespace")),
    deleteTeamNamespace: () => Promise.reject(new Error("a search tried to delete a namespace")),
};
