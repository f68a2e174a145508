import type { PatternPart, PatternSet } from "../../policypack/graph/graph";
import { areDisjoint, minus } from "../../policypack/graph/sets";
import type { ReachItem } from "./gain";
import type { GraphWalk } from "./reach";

interface Holding {
    readonly team: string;
    readonly from: string;
    readonly parts: readonly Start[];
}

/** A part by what all of it begins with, which tells most of them apart at once. */
interface Start {
    readonly letters: string;
    /** Whether it is all that begins so. */
    readonly isWhole: boolean;
    readonly part: PatternPart;
}

/** What stands in a cluster and in no namespace, as its own API says; a kind that is not here may be a team's. */
const ofNoTeam: PatternSet = [
    "/nodes",
    "/nodes/*",
    "/namespaces",
    "/persistentvolumes",
    "apiextensions.k8s.io/*",
    "authorization.k8s.io/self*",
    "kueue.x-k8s.io/clusterqueues",
    "kueue.x-k8s.io/resourceflavors",
    "kueue.x-k8s.io/workloadpriorityclasses",
    "scheduling.k8s.io/*",
    "storage.k8s.io/*",
    "url:*",
].map((pattern) => ({ all: [pattern], none: [] }));

/** Which teams reach what, by the thing that several may reach. */
export class SharedData {
    private readonly walk: GraphWalk;
    private readonly holdings = new Map<string, readonly Holding[]>();

    constructor(walk: GraphWalk) {
        this.walk = walk;
    }

    /** Teams that reach some of it by another role than the item does; in a cluster, all that have a part of it. */
    teamsOn({ kind, to, from, grants }: ReachItem): readonly string[] {
        if (kind === "kubernetes" && this.walk.nodes.get(to)?.kind === "cluster") {
            const reachesTeams = grants.some(({ on }) => minus(on, ofNoTeam).length > 0);
            return reachesTeams ? this.teamsIn(to) : [];
        }
        if (kind !== "data" && kind !== "mount") {
            return [];
        }
        const asked = grants.flatMap(({ on }) => on.flatMap(startsOf));
        const teams = this.holdingsOf(to)
            .filter((holding) => holding.from !== from)
            .filter(({ parts }) => parts.some((part) => asked.some((own) => meets(own, part))))
            .map(({ team }) => team);
        return [...new Set(teams)].sort();
    }

    private teamsIn(cluster: string): readonly string[] {
        const inside = cluster.replace(/^cluster:/, "namespace:");
        const teams = [...this.walk.nodes.values()].flatMap(({ id, team }) =>
            team !== undefined && id.startsWith(`${inside}/`) ? [team] : [],
        );
        return [...new Set(teams)].sort();
    }

    private holdingsOf(to: string): readonly Holding[] {
        const known = this.holdings.get(to);
        if (known !== undefined) {
            return known;
        }
        const holdings = this.walk.into(to).flatMap(({ from, grants }): readonly Holding[] => {
            const team = this.walk.nodes.get(from)?.team;
            const parts = grants.flatMap(({ on }) => on.flatMap(startsOf));
            return team === undefined ? [] : [{ team, from, parts }];
        });
        this.holdings.set(to, holdings);
        return holdings;
    }
}

/** What is excepted counts too: it was shared before, or it is not. */
function startsOf({ all }: PatternPart): readonly Start[] {
    const [pattern = "*"] = all;
    const end = pattern.search(/[*?]/);
    return [
        {
            letters: end < 0 ? pattern : pattern.slice(0, end),
            isWhole: all.length === 1 && end === pattern.length - 1 && pattern.endsWith("*"),
            part: { all, none: [] },
        },
    ];
}

function meets(one: Start, other: Start): boolean {
    if (!one.letters.startsWith(other.letters) && !other.letters.startsWith(one.letters)) {
        return false;
    }
    return (one.isWhole && other.isWhole) || !areDisjoint([one.part], [other.part]);
}
