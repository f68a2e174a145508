import type { Declared } from "../../policypack/graph/graph";
import { isWord, matchesWord } from "../../policypack/graph/emptiness";
import { anyOf, within } from "../../policypack/graph/sets";

/**
 * Whom and what registered teams name as theirs. A graph alone does not say it: there, whoever is let in
 * by one team alone looks like one of its own.
 */
export class Claims {
    private readonly byTeam: ReadonlyMap<string, Declared>;

    constructor(claims: readonly Declared[]) {
        this.byTeam = new Map(claims.map((claim) => [claim.team, claim]));
    }

    /** Whether all that a principal's name stands for is a member of the team. */
    isMember(team: string, id: string): boolean {
        const members = this.byTeam.get(team)?.members ?? [];
        return members.some(
            (member) =>
                member === id ||
                (isWord(id) ? matchesWord(member, id) : within(anyOf(id), anyOf(member))),
        );
    }

    holdsKey(team: string, key: string): boolean {
        return this.byTeam.get(team)?.keys.includes(key) ?? false;
    }

    mounts(team: string, fileSystem: string): boolean {
        const own = this.byTeam.get(team)?.fileSystems ?? [];
        return own.some((each) => fileSystem === `file-system:${each}`);
    }
}
