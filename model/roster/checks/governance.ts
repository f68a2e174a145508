import type { Cluster } from "../../environment/environment";
import type { Report } from "../../issue";
import type { TeamEntry } from "../rosterEntry";

/**
 * A quota is the program's or somebody else's. Where it is somebody else's, an amount in the roster
 * would be a promise that nobody keeps; where environments differ, each says its own under
 * `environments`.
 */
export function checkGovernance({ input, at }: TeamEntry, cluster: Cluster, report: Report): void {
    const { alias, taskGovernance } = cluster;
    if (taskGovernance.quotas === "managed" && input.compute === undefined) {
        report.error(at("compute"), `missing; expected what the team gets of cluster "${alias}"`);
    }
    if (taskGovernance.quotas === "adopted" && input.compute !== undefined) {
        report.error(
            at("compute"),
            `the quotas of cluster "${alias}" are somebody else's ("taskGovernance.quotas: adopted"), so this would have no effect; remove it, or state it under "environments" for those where quotas are managed`,
            "key",
        );
    }
}
