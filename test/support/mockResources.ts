import type { GraphResource } from "../../policypack/graph/resource";
import { placementOf } from "../../policypack/graph/placement";
import type { MockRegistration } from "./mocks";

/**
 * What a program registered with mocks, as a graph is built from it. Mocks know no parents: whose a
 * resource is, its name says by the program's rule.
 */
export function mockResources(
    registrations: readonly MockRegistration[],
    stack = "dev",
): readonly GraphResource[] {
    const urnOf = ({ type, name }: Pick<MockRegistration, "type" | "name">) =>
        `urn:pulumi:${stack}::hyperpod-teams::${type}::${name}`;
    const providers = new Map(
        registrations
            .filter(({ type }) => type.startsWith("pulumi:providers:"))
            .map(({ type, name, inputs }) => [name, placementOf({ type, props: inputs })]),
    );
    const teams = registrations.filter(({ type }) => type === "hyperpod-teams:components:Team");
    return registrations.map((registration) => {
        const { type, name, inputs, outputs, provider } = registration;
        const team = teams.find((each) => name.startsWith(`${each.name}-`));
        return {
            urn: urnOf(registration),
            type,
            name,
            inputs,
            outputs,
            // The reference is the provider's URN, "::" and its id.
            placement: providers.get(provider.split("::").at(-2) ?? "") ?? {},
            ...(team === undefined ? {} : { parent: urnOf(team) }),
        };
    });
}
