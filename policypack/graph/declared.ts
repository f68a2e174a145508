import { isObject } from "../inputs";
import type { Inputs } from "../inputs";
import type { Declared } from "./graph";
import { valueAt } from "./read";
import type { GraphResource } from "./resource";

const teamComponent = "hyperpod-teams:components:Team";

/**
 * What registered teams are said to have, by their components: a claim, which says nothing of what they
 * have. A component that claims nothing is left out: whatever it reaches is judged by other policies.
 */
export function declaredTeams(resources: readonly GraphResource[]): readonly Declared[] {
    return resources
        .filter(({ type }) => type === teamComponent)
        .flatMap((resource) => claimOf(resource) ?? [])
        .sort((one, other) => (one.team < other.team ? -1 : 1));
}

/** What one component claims. */
export function claimOf(resource: GraphResource): Declared | undefined {
    const claim = valueAt(resource, "declared");
    return claim.state === "known" && isObject(claim.value)
        ? declaredOf(resource.name, claim.value)
        : undefined;
}

function declaredOf(team: string, claim: Inputs): Declared {
    const cluster = textOf(claim.clusterArn);
    return {
        team,
        members: textsOf(claim.members),
        namespaces: textsOf(claim.namespaces).map((name) => `namespace:${cluster}/${name}`),
        data: listOf(claim.data)
            .filter(isObject)
            .map(({ bucketArn, prefix, writes }) => ({
                bucket: textOf(bucketArn),
                prefix: textOf(prefix),
                writes: writes === true,
            })),
        keys: textsOf(claim.keys),
        fileSystems: textsOf(claim.fileSystems),
    };
}

function listOf(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): readonly string[] {
    return listOf(value).filter((each) => typeof each === "string");
}

function textOf(value: unknown): string {
    return typeof value === "string" ? value : "";
}
