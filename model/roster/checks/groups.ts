import { isManaged } from "../../documents/plannedFileSystem";
import type { Environment } from "../../environment/environment";
import type { Report } from "../../issue";
import { unknownName } from "../../suggestion";
import type { PlacedTeam } from "./placedTeam";

/**
 * In an environment that is spread over several stacks a mistyped group would move a team. What the
 * environment's own stack makes is not at hand in another one.
 */
export function checkGroup(
    { team, at }: PlacedTeam,
    { groups }: Environment,
    report: Report,
): void {
    if (groups.size === 0 || team.group === undefined) {
        return;
    }
    const stack = groups.get(team.group);
    if (stack === undefined) {
        report.error(at("group"), unknownName("group", team.group, groups));
        return;
    }
    team.fileSystems.forEach((fileSystem, index) => {
        if (isManaged(fileSystem) && !fileSystem.perTeam) {
            report.error(
                at("fileSystems", index),
                `file system "${fileSystem.alias}" is made by the environment's own stack and shared, and group "${team.group ?? ""}" is in stack "${stack}"; expected one with "perTeam: true" or with an "id", or a team without group`,
            );
        }
    });
}
