import { texts, text } from "./properties";
import type { Registration } from "./registration";

/** The account and region that a resource's provider works in. */
export interface Placement {
    readonly accountId?: string;
    readonly region?: string;
}

/** Finds the placement of any registration, through the provider that it was registered with. */
export type Placements = (registration: Registration) => Placement;

export function placementsOf(registrations: readonly Registration[]): Placements {
    const placements = new Map(
        registrations
            .filter(({ type }) => type === "pulumi:providers:aws")
            .map((provider) => [provider.urn, placementOf(provider)]),
    );
    return (registration) => {
        // The reference is the provider's URN, "::" and its id.
        const reference = registration.provider ?? "";
        return placements.get(reference.slice(0, reference.lastIndexOf("::"))) ?? {};
    };
}

function placementOf(provider: Registration): Placement {
    const accounts = texts(provider, "allowedAccountIds");
    const region = text(provider, "region");
    return {
        // A provider that may work in several accounts places nothing.
        ...(accounts.length === 1 && accounts[0] !== undefined ? { accountId: accounts[0] } : {}),
        ...(region === undefined ? {} : { region }),
    };
}
