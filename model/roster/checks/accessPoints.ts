import { accessPointArn } from "../../arns";
import type { Report } from "../../issue";
import { accessPointName, accessPointNameProblem } from "../../names";
import type { Team } from "../../team";
import type { PlacedTeam } from "./placedTeam";

/** Team "a-b" on bucket "c" and team "a" on bucket "b-c" would share one access point. */
export function checkAccessPoints(placed: readonly PlacedTeam[], report: Report): void {
    const owners = new Map<string, Team>();
    for (const { team, at } of placed) {
        const seen = new Set<string>();
        for (const [index, { bucket }] of team.data.entries()) {
            if (seen.has(bucket.alias)) {
                // Another prefix behind the same access point.
                continue;
            }
            seen.add(bucket.alias);
            const path = at("data", index, "bucket");
            const name = accessPointName(team.physicalName, bucket.alias);
            const problem = accessPointNameProblem(name);
            if (problem !== undefined) {
                report.error(path, problem);
            }
            const arn = accessPointArn(bucket, name);
            const owner = owners.get(arn);
            // Two teams under one former name have been told so.
            if (owner !== undefined && owner.physicalName !== team.physicalName) {
                report.error(
                    path,
                    `access point "${name}" would belong to team "${owner.name}" too; rename one of the teams or the bucket's alias`,
                );
            }
            owners.set(arn, team);
        }
    }
}
