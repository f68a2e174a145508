import { CommandError } from "./commandError";

interface Resource {
    readonly urn: string;
    readonly replaceWith?: readonly string[];
}

/** What `pulumi stack export` writes and `pulumi stack import` reads. */
export interface StateFile {
    readonly deployment?: { readonly resources?: readonly Resource[] };
}

export interface MovableState {
    readonly state: StateFile;
    /** What `pulumi state move` is told; it takes what is below along. */
    readonly urns: readonly string[];
}

/**
 * A stack's state from which the engine can move a team. Engine 3.248 moves no resource that names
 * another one under `replaceWith`: it leaves the name as it was in the source and then finds it
 * missing. The names come back with the next rollout, which changes nothing else.
 */
export function movableState(state: StateFile, team: string): MovableState {
    const resources = state.deployment?.resources ?? [];
    const top = new RegExp(
        `::hyperpod-teams:components:(?:Team::${team}|DataRepositories::${team}-[^:]+)$`,
    );
    const urns = resources.map(({ urn }) => urn).filter((urn) => top.test(urn));
    if (!urns.some((urn) => urn.endsWith(`:Team::${team}`))) {
        throw new CommandError(`team "${team}" has no resources in this stack`, 2);
    }
    return {
        state: {
            ...state,
            deployment: {
                ...state.deployment,
                resources: resources.map(({ replaceWith: _, ...resource }) => resource),
            },
        },
        urns,
    };
}

/** The engine's own command, which does the moving. */
export function moveArguments(
    source: string,
    target: string,
    urns: readonly string[],
): readonly string[] {
    return ["state", "move", "--yes", "--source", source, "--dest", target, ...urns];
}
