import type { Environment } from "../../environment/environment";
import type { Report } from "../../issue";
import { checkAccessPoints } from "./accessPoints";
import { checkAccounts } from "./accounts";
import { checkCapacity } from "./capacity";
import { checkDocumentSizes } from "./documentSizes";
import { checkFileSystems } from "./fileSystems";
import type { PlacedTeam } from "./placedTeam";
import { checkRoles } from "./roles";
import { checkServiceLimits } from "./serviceLimits";

/** What can be told once every alias is known for what it names. */
export function checkTeams(
    placed: readonly PlacedTeam[],
    environment: Environment,
    report: Report,
): void {
    for (const each of placed) {
        checkAccounts(each, report);
        checkFileSystems(each, report);
    }
    checkRoles(placed, report);
    checkAccessPoints(placed, report);
    checkCapacity(placed, report);
    checkServiceLimits(placed, report);
    checkDocumentSizes(placed, environment, report);
}
