import type { Report } from "../../issue";
import type { PlacedTeam } from "./placedTeam";

/** A guard rail that somebody may step over is none, and is not to look like one. */
export function checkGuardRails({ team, at }: PlacedTeam, report: Report): void {
    const { guardRails, clusterAccess } = team;
    if (!guardRails.includes("network")) {
        return;
    }
    const path = at("guardRails", guardRails.indexOf("network"));
    if (clusterAccess === "edit-policy") {
        report.error(
            path,
            'guard rail "network" holds nobody who may edit network policies, as with clusterAccess "edit-policy"; expected clusterAccess "group" or "hyperpod-policies" beside it',
        );
    }
    if (!guardRails.includes("admission")) {
        report.warning(
            path,
            'guard rail "network" does not hold pods on the network of their node; add "admission", which refuses those',
        );
    }
}
