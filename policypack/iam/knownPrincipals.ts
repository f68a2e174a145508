import { fill, match } from "../naming";

/** Whom a document may let in, as the configuration knows it. */
export interface KnownPrincipals {
    /** Role ARNs; one that contains `{team}` is known to that team's documents alone. */
    readonly roles: readonly string[];
    readonly services: readonly string[];
    readonly wholeAccounts: readonly string[];
    readonly wholeOrganizations: readonly string[];
    readonly accessPointAccounts: readonly string[];
}

export function isKnownRole(
    arn: string,
    known: KnownPrincipals,
    team: string | undefined,
): boolean {
    return known.roles.some((pattern) => {
        const found = match(pattern, arn);
        return found !== undefined && (found.team === undefined || found.team === team);
    });
}

/** What a finding offers instead: the known roles, in the team's own form. */
export function wantedRoles(known: KnownPrincipals, team: string | undefined): readonly string[] {
    return known.roles.map((pattern) => fill(pattern, team));
}

/** The account of an ARN whose partition, service and account are written out. */
export function fixedAccount(arn: string, service: string): string | undefined {
    const [prefix, partition, foundService, , account, ...resource] = arn.split(":");
    return prefix === "arn" &&
        /^aws[a-z-]*$/.test(partition ?? "") &&
        foundService === service &&
        /^[0-9]{12}$/.test(account ?? "") &&
        resource.length > 0
        ? account
        : undefined;
}

/** The account that a principal means as a whole: its root's ARN or its bare id. */
export function wholeAccount(principal: string): string | undefined {
    if (/^[0-9]{12}$/.test(principal)) {
        return principal;
    }
    return principal.endsWith(":root") && principal.split(":").length === 6
        ? fixedAccount(principal, "iam")
        : undefined;
}
