import type { Report } from "../../issue";
import type { Entries } from "../rosterEntry";
import type { RosterInput } from "../rosterSchema";
import { checkBorrowing } from "./borrowing";
import { checkCompute } from "./compute";
import { checkExpiry } from "./expiry";
import { checkFairShare } from "./fairShare";
import { checkMembers } from "./members";
import { checkMove } from "./move";
import { checkPrefixes } from "./prefixes";
import { checkPriorityClasses } from "./priorityClasses";
import { checkRenames } from "./renames";
import { checkRepetitions } from "./repetitions";
import { checkTags } from "./tags";

/** What the roster alone can tell; nothing that an alias names is looked up. */
export function checkEntries(
    { active, leaving }: Pick<Entries, "active" | "leaving">,
    roster: RosterInput,
    today: string,
    report: Report,
): void {
    checkPriorityClasses(roster, report);
    checkRenames([...active, ...leaving], report);
    for (const entry of active) {
        checkMembers(entry, report);
        checkCompute(entry, report);
        checkRepetitions(entry, report);
        checkTags(entry, report);
        checkExpiry(entry, today, report);
        checkMove(entry, report);
        checkFairShare(entry, roster, report);
    }
    checkBorrowing(active, report);
    checkPrefixes(active, report);
}
