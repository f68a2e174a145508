import type { Account } from "../model/environment/environment";

/**
 * The `region` of a resource that is not in its account's main region. Elsewhere it is left out: the
 * provider's region is the same then, and saying it would be noise in every preview.
 */
export function inRegion(account: Account, region: string): { readonly region?: string } {
    return region === account.region ? {} : { region };
}

/** The same of a key, whose ARN says its region. */
export function keyRegion(account: Account, keyArn: string): { readonly region?: string } {
    return inRegion(account, keyArn.split(":")[3] ?? account.region);
}
