import type { GraphResource } from "../../policypack/graph/resource";
import { placementOf } from "../../policypack/graph/placement";
import type { MockRegistration } from "./mocks";

/** What a program registered with mocks, as a graph is built from it. */
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
    return registrations.map((registration) => {
        const { type, name, inputs, outputs, provider, parent } = registration;
        return {
            urn: urnOf(registration),
            type,
            name,
            inputs,
            outputs,
            // The reference is the provider's URN, "::" and its id.
            placement: providers.get(provider.split("::").at(-2) ?? "") ?? {},
            ...(parent === undefined ? {} : { parent: urnOf(parent) }),
        };
    });
}
