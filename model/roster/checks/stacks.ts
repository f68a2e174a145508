import type { Report } from "../../issue";
import type { RosterInput } from "../rosterSchema";
import { unknownName } from "../../suggestion";

/** A mistyped environment would keep the team out of the one that was meant. */
export function checkStacks(
    roster: RosterInput,
    stacks: readonly string[] | undefined,
    report: Report,
): void {
    if (stacks === undefined) {
        return;
    }
    const known = new Map(stacks.map((stack) => [stack, stack]));
    for (const [name, { environments }] of Object.entries(roster.teams)) {
        for (const stack of Object.keys(environments ?? {})) {
            if (!known.has(stack)) {
                report.error(
                    ["teams", name, "environments", stack],
                    unknownName("environment", stack, known),
                    "key",
                );
            }
        }
    }
}
