import type { Report } from "../../issue";
import type { PlacedTeam } from "./placedTeam";

/** A file system is mounted in its own region, and by one cluster where the stack's file says so. */
export function checkFileSystems({ team, at }: PlacedTeam, report: Report): void {
    for (const [index, fileSystem] of team.fileSystems.entries()) {
        const { alias, cluster, region } = fileSystem;
        if (cluster !== undefined && cluster !== team.cluster) {
            report.error(
                at("fileSystems", index),
                `file system "${alias}" belongs to cluster "${cluster.alias}"; the team is on "${team.cluster.alias}"`,
            );
        } else if (region !== team.cluster.region) {
            report.error(
                at("fileSystems", index),
                `file system "${alias}" is in region "${region}"; expected one in the cluster's, "${team.cluster.region}"`,
            );
        }
    }
}
