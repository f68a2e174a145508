import type { KnownPrincipals } from "../iam/knownPrincipals";

/** A fact's list of principals, sorted by what each means. */
export function knownPrincipals(
    principals: readonly string[],
    services: readonly string[] = [],
): KnownPrincipals {
    const accounts = principals.map((each) => /:iam::([0-9]{12}):root$/.exec(each)?.[1]);
    return {
        roles: principals.filter((each) => each.includes(":role/")),
        services,
        wholeAccounts: accounts.filter((account) => account !== undefined),
        wholeOrganizations: principals.filter((each) => each.startsWith("o-")),
        accessPointAccounts: [],
    };
}
