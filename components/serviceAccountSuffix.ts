import { teamDefaults } from "../model/roster/rosterDefaults";

const [defaultServiceAccount] = teamDefaults.serviceAccounts;

/**
 * Ends the Pulumi names of what belongs to one service account. The default one has no ending: its
 * resources keep their names when a team adds another.
 */
export function serviceAccountSuffix(serviceAccount: string): string {
    return serviceAccount === defaultServiceAccount ? "" : `-${serviceAccount}`;
}
