import { isSameTeam, teamsIn } from "./teamState";
import type { StackResources } from "./stackResources";
import type { Share } from "../model/roster/share";
import type { Team } from "../model/team";

/** What stands in each stack of the environment, as far as it is known. */
export interface StandingStacks {
    readonly stack: string;
    readonly resources: StackResources;
    /** The last states of the other stacks of the environment. */
    readonly others: ReadonlyMap<string, StackResources>;
}

const sharedComponents: Readonly<Record<string, string>> = {
    SharedBucket: "the policy of bucket",
    SharedKey: "the policy of key",
    ClusterScheduling: "the scheduler configuration of cluster",
    ClusterAddOns: "the add-ons",
    ManagedFileSystem: "file system",
};

/**
 * What stands in another stack than the one that the roster and the environment's groups put it into.
 * The engine would delete it here and make it anew there, which takes a namespace with all that runs
 * in it; so it is moved from state to state first, by hand. One sentence each.
 */
export function misplaced(share: Share, { stack, resources, others }: StandingStacks): string[] {
    const leaving = [...share.elsewhere].flatMap(([team, home]) =>
        moved(team, resources, stack, home),
    );
    const coming = share.teams
        .filter((team) => !teamsIn(resources).some((known) => isSameTeam(team, known)))
        .flatMap((team) =>
            [...others].flatMap(([other, state]) => moved(team, state, other, stack)),
        );
    return [...leaving, ...coming, ...(share.holdsShared ? [] : sharedIn(resources, share, stack))];
}

function moved(
    team: Team,
    resources: StackResources,
    source: string,
    home: string,
): readonly string[] {
    const known = teamsIn(resources).find((each) => isSameTeam(team, each));
    if (known === undefined) {
        return [];
    }
    const group = team.group === undefined ? "it has no group" : `its group is "${team.group}"`;
    return [
        `team "${team.name}" is in stack "${source}" and belongs into stack "${home}" (${group}); move it first, see docs/backends.md: hyperpod-teams --stack ${source} move ${known.name} --to ${home}`,
    ];
}

/** Components at the top of the stack; a team's own file system is below its team. */
function sharedIn(
    resources: StackResources,
    { environment }: Share,
    stack: string,
): readonly string[] {
    return Object.keys(resources).flatMap((urn) => {
        const [, component = "", name = ""] =
            /::hyperpod-teams:components:(\w+)::([^:]+)$/.exec(urn) ?? [];
        const words = Object.hasOwn(sharedComponents, component)
            ? sharedComponents[component]
            : undefined;
        return words === undefined
            ? []
            : [
                  `${words} "${name}" is in stack "${stack}", which holds teams alone; move it into the environment's own stack: pulumi state move --source ${stack} --dest ${environment} '${urn}'`,
              ];
    });
}
