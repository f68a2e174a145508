import type { Environment } from "../../environment/environment";
import type { Report } from "../../issue";
import { checkAccessPoints } from "./accessPoints";
import { checkAccounts } from "./accounts";
import { checkCapacity } from "./capacity";
import { checkDataRepositories } from "./dataRepositories";
import { checkDataRole } from "./dataRole";
import { checkDocumentSizes } from "./documentSizes";
import { checkFileSystems } from "./fileSystems";
import { checkNetworkOrigins } from "./networkOrigins";
import { checkGroup } from "./groups";
import { checkGuardRails } from "./guardRails";
import { checkJoinedNames } from "./joinedNames";
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
        checkDataRole(each, report);
        checkFileSystems(each, report);
        checkNetworkOrigins(each, report);
        checkGuardRails(each, report);
        checkDataRepositories(each, report);
        checkGroup(each, environment, report);
    }
    checkRoles(placed, report);
    checkAccessPoints(placed, report);
    checkJoinedNames(placed, environment, report);
    checkCapacity(placed, report);
    checkServiceLimits(placed, report);
    checkDocumentSizes(placed, environment, report);
}
