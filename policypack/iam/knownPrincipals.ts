import { fill } from "../naming";
import { includes } from "./pattern";

/**
 * Whom a document may let in, as the configuration knows it. ARNs are patterns: `{name}` is any name
 * of a role, `*` and `?` are IAM's wildcards, so that the form of a permission set's role covers
 * every one of its roles, and a condition may use the same form or a narrower one.
 */
export interface KnownPrincipals {
    /** Role ARNs; one that contains `{team}` is known to that team's documents alone. */
    readonly roles: readonly string[];
    readonly services: readonly string[];
    readonly wholeAccounts: readonly string[];
    readonly wholeOrganizations: readonly string[];
    /** Paths below organizations, for example `o-exampleorg1/r-ab12/ou-ab12-research/*`. */
    readonly organizationPaths?: readonly string[];
    /** The accounts, owners of access points, to all of whose access points a bucket may delegate. */
    readonly accessPointAccounts: readonly string[];
    /** ARNs of single access points to which a bucket may delegate; `{team}` is any team here. */
    readonly accessPoints?: readonly string[];
}

/** The ARNs of everybody who is known, as the outer patterns of a set question. */
export function knownArns(known: KnownPrincipals, team: string | undefined): readonly string[] {
    const roles =
        team === undefined
            ? known.roles.filter((role) => !/\{team\}/i.test(role))
            : known.roles.map((role) => fill(role, team));
    const accounts = known.wholeAccounts.flatMap((account) =>
        ["iam", "sts"].map((service) => `arn:{partition}:${service}::${account}:*`),
    );
    return [...roles, ...accounts];
}

/** The access points to which a bucket may delegate, by ARN. */
export function knownAccessPoints(known: KnownPrincipals): readonly string[] {
    const accounts = known.accessPointAccounts.map(
        (account) => `arn:{partition}:s3:*:${account}:*`,
    );
    return [...accounts, ...(known.accessPoints ?? [])];
}

/** Whether an ARN, letter by letter, is one of a known role or of a principal of a known account. */
export function isKnownRole(
    arn: string,
    known: KnownPrincipals,
    team: string | undefined,
): boolean {
    return includes(knownArns(known, team), arn, {
        form: "arn",
        literal: true,
        placeholders: true,
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
