import type { Environment } from "../../environment/environment";
import type { Report } from "../../issue";
import { quoted } from "../../printable";
import { didYouMean } from "../../suggestion";
import type { Entries } from "../rosterEntry";
import type { RosterInput } from "../rosterSchema";

/**
 * A removal is named a rollout before the team goes, and may be named still when it is gone: neither
 * an active team nor an unknown one is a mistake there. But what stays takes protection away, and what
 * is mistyped does nothing, and nobody would be told.
 */
export function checkRemovals(
    roster: RosterInput,
    { active }: Pick<Entries, "active">,
    { environment, stack }: { readonly environment: Environment; readonly stack: string },
    report: Report,
): void {
    const { protect, removals } = environment;
    const place = `"hyperpod-teams:removals" of Pulumi.${stack}.yaml`;
    const known = Object.entries(roster.teams).flatMap(([name, { formerly }]) => [
        name,
        ...(formerly === undefined ? [] : [formerly]),
    ]);
    for (const name of removals.teams.filter((each) => !known.includes(each))) {
        report.warning(
            ["teams"],
            `no team is called ${quoted(name)}, which ${place} names; take it out there once the team is gone, or correct it${didYouMean(name, known)}`,
            "key",
        );
    }
    for (const { name, physicalName } of protect ? active : []) {
        if (removals.teams.includes(name) || removals.teams.includes(physicalName)) {
            report.warning(
                ["teams", name],
                `nothing protects this team as long as ${place} names it; let it go ("state: leaving"), or take it out there`,
                "key",
            );
        }
    }
}
