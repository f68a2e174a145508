import type { TeamInput } from "../roster/rosterTeamSchema";

/** Where a team stays although its entry may say `leaving`: its entry may go when this is nowhere. */
export type Stays = "nowhere" | "everywhere" | readonly string[];

export function whereItStays({ state, environments }: TeamInput): Stays {
    if (environments === undefined) {
        return state === "leaving" ? "nowhere" : "everywhere";
    }
    const stacks = Object.entries(environments)
        .filter(([, here]) => (here?.state ?? state) !== "leaving")
        .map(([stack]) => stack);
    return stacks.length === 0 ? "nowhere" : stacks;
}
