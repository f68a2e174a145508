import { matchesWord } from "../../policypack/graph/emptiness";
import type { AccessChange, AccessDifference } from "./accessDifference";

/** What an access difference holds beyond what somebody has allowed. */
export interface Judgement {
    /** Widenings that nothing allows. */
    readonly beyond: readonly AccessChange[];
    /** What is registered, not read and not allowed. */
    readonly unread: readonly string[];
    /** Allowances that nothing needs. */
    readonly unused: readonly string[];
}

/** Allows what is registered and cannot be read. */
const unreadWord = "unread";

/**
 * Judges a difference by what is allowed: the name of a team, or a pattern of the principals that may
 * gain something (`arn:aws:iam::111122223333:role/auditor`, `anyone`).
 *
 * A team's name covers what its own people and pods gain of its own. What they gain of another team
 * needs that one's name too. Whoever is of no team needs a pattern, and so does a team's role that
 * gains what is nobody's: a label on a pull request of one team must not let in others, nor out.
 */
export function judge(
    { changes, unread, teams }: Pick<AccessDifference, "changes" | "unread" | "teams">,
    allowed: readonly string[],
): Judgement {
    const known = new Set(teams.map(({ team }) => team));
    const used = new Set<string>();
    const beyond = changes.filter(isWidening).filter((change) => {
        const needs = allowancesOf(change, allowed, known);
        if (needs === undefined) {
            return true;
        }
        for (const each of needs) {
            used.add(each);
        }
        return false;
    });
    const readsAll = allowed.includes(unreadWord) && !known.has(unreadWord);
    if (readsAll && unread.length > 0) {
        used.add(unreadWord);
    }
    return {
        beyond,
        unread: readsAll ? [] : unread,
        unused: allowed.filter((each) => !used.has(each)),
    };
}

/** Whether somebody gains access; what has only moved or is less certain counted as access before. */
export function isWidening({ kind }: Pick<AccessChange, "kind">): boolean {
    return kind === "gained" || kind === "team-added";
}

/** The allowances that cover a change together; nothing if they do not. */
function allowancesOf(
    { crossing, from, subjects, owners, shared, notOwn }: AccessChange,
    allowed: readonly string[],
    known: ReadonlySet<string>,
): readonly string[] | undefined {
    const patterns = allowed.filter((each) => !known.has(each));
    const byPattern = from.map((id) => patterns.find((pattern) => matchesWord(pattern, id)));
    if (byPattern.every((pattern) => pattern !== undefined)) {
        return byPattern;
    }
    const teams = teamsOf({ subjects, owners, shared });
    return isOfTeams({ crossing, subjects, notOwn }) &&
        teams.every((team) => allowed.includes(team))
        ? teams
        : undefined;
}

/** Whether names of teams can allow it at all. */
function isOfTeams({
    crossing,
    subjects,
    notOwn,
}: Pick<AccessChange, "crossing" | "subjects" | "notOwn">): boolean {
    return (
        subjects.length > 0 &&
        crossing !== "anyone" &&
        crossing !== "outsider" &&
        notOwn.length === 0
    );
}

function teamsOf({
    subjects,
    owners,
    shared,
}: Pick<AccessChange, "subjects" | "owners" | "shared">): readonly string[] {
    return [...new Set([...subjects, ...owners, ...shared])];
}

/** What somebody writes to allow all that is not: teams where their names do, and else who gains it. */
export function neededWords({ beyond, unread }: Judgement): readonly string[] {
    const words = beyond.flatMap((change) => (isOfTeams(change) ? teamsOf(change) : change.from));
    return [...new Set([...words, ...(unread.length > 0 ? [unreadWord] : [])])].sort();
}
