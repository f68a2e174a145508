import type { GraphNode } from "../../policypack/graph/graph";
import { joinedEvidence } from "../../policypack/graph/grants";
import { isPassage, peopleFirst } from "./gain";
import type { Door, Gain, ReachItem } from "./gain";
import type { GraphWalk } from "./reach";

const podIdentity = "service:pods.eks.amazonaws.com";

export interface TeamDoors {
    /** What comes with each new team, as one. */
    readonly teams: readonly (Gain & { readonly team: string })[];
    readonly others: readonly Door[];
}

/** Whoever comes from here is never meant by a new team alone. */
const wide = ["anyone", "account", "organization", "federated", "deleted-principal"];

/**
 * Puts together what comes with a team that one side does not have: it is one change, however many
 * edges it takes. What leads from it to another team, or lets in more than its people, stays apart:
 * `isMember` says of a principal whether it is one of them. The graph cannot, as whoever is let in by
 * one team alone looks like one of its own.
 */
export function joinedTeams(
    doors: readonly Door[],
    before: GraphWalk,
    after: GraphWalk,
    isMember: (team: string, principal: string) => boolean,
): TeamDoors {
    const teams = new Map<string, Door[]>();
    const others: Door[] = [];
    for (const door of doors) {
        const team = newTeamOf(door, before, after, isMember);
        if (team === undefined) {
            others.push(door);
        } else {
            teams.set(team, [...(teams.get(team) ?? []), door]);
        }
    }
    return {
        teams: [...teams].map(([team, own]) => ({ team, ...gainOfTeam(own, after) })),
        others,
    };
}

function newTeamOf(
    { edge }: Door,
    before: GraphWalk,
    after: GraphWalk,
    isMember: (team: string, principal: string) => boolean,
): string | undefined {
    const [start, end] = [after.nodes.get(edge.from), after.nodes.get(edge.to)];
    const [from, to] = [start?.team, end?.team];
    const isNew = (team: string | undefined) => team !== undefined && !before.teams.has(team);
    if (isNew(from) && (to === undefined || to === from)) {
        return isForeign(from ?? "", start, isMember) ? undefined : from;
    }
    const isOwn = from === to || (from === undefined && !wide.includes(start?.kind ?? ""));
    return isNew(to) && isOwn && !isForeign(to ?? "", start, isMember) ? to : undefined;
}

function isForeign(
    team: string,
    start: GraphNode | undefined,
    isMember: (team: string, principal: string) => boolean,
): boolean {
    switch (start?.kind) {
        case "principal":
            return !isMember(team, start.id);
        case "service":
            return start.id !== podIdentity;
        // Whoever comes to a role of no team comes through it.
        case "role":
            return start.team === undefined;
        default:
            return false;
    }
}

function gainOfTeam(doors: readonly Door[], after: GraphWalk): Gain {
    const comers = doors.map(({ edge }) => after.comersThrough(edge));
    const edges = new Map(
        doors.flatMap(({ edge }) => after.reachBehind(edge).edges).map((edge) => [edge.id, edge]),
    );
    const items = [...edges.values()]
        .filter((edge) => after.isOpened(edge))
        .filter(({ kind }) => !isPassage(kind))
        .map(({ kind, from, to, via, grants }): ReachItem => ({
            kind,
            from,
            to,
            via,
            grants,
            was: [],
        }));
    return {
        from: doors[0]?.edge.from ?? "",
        doors,
        sources: unique(peopleFirst(comers.flatMap(({ sources }) => sources)).map(({ id }) => id)),
        teams: unique(comers.flatMap(({ teams }) => teams)),
        items,
        passages: [],
        behind: [...edges.values()],
        because: doors
            .flatMap(({ grants }) => grants.map(({ because }) => because))
            .reduce(joinedEvidence, []),
    };
}

function unique(texts: readonly string[]): readonly string[] {
    return [...new Set(texts)].sort();
}
