import { registeredIn } from "../aws/registered";
import type { Inputs } from "../inputs";
import type { Resource, StackResource } from "../judge";
import { withoutFilledIn } from "./filledIn";
import { placementOf } from "./placement";
import type { Placement } from "./placement";

/**
 * One registered resource, wherever it was read: a stack as a policy gets it, an export, a preview.
 * What is not known yet throws where one touches it, so that it is read by `inputAt` and its like.
 */
export interface GraphResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly inputs: Inputs;
    readonly outputs: Inputs;
    /** The URN of the resource that it belongs to. */
    readonly parent?: string;
    readonly id?: string;
    /** URNs of what each input is computed from. */
    readonly sources?: Readonly<Record<string, readonly string[]>>;
    /** Where its provider leads to. */
    readonly placement: Placement;
}

/** The same with the inputs where the pack's readers look for them. */
export function asRegistered({ type, name, urn, inputs }: GraphResource): Resource {
    return { type, name, urn, props: inputs };
}

/** What a resource stands for, in the classic form: what a Cloud Control resource or a stack makes. */
export function classicForms(resource: GraphResource): readonly GraphResource[] {
    const registered = asRegistered(resource);
    return registeredIn(registered).map((form) =>
        form === registered
            ? resource
            : { ...resource, type: form.type, name: form.name, inputs: form.props, outputs: {} },
    );
}

/** The resources of a stack as the engine hands them to a policy. */
export function graphResources(resources: readonly StackResource[]): readonly GraphResource[] {
    return resources.map(({ urn, type, name, props, parent, provider, propertyDependencies }) => ({
        urn,
        type,
        name,
        inputs: withoutFilledIn(type, props),
        outputs: withoutFilledIn(type, props),
        placement: provider === undefined ? {} : placementOf(provider),
        sources: Object.fromEntries(
            Object.entries(propertyDependencies).map(([input, of]) => [
                input,
                of.map((each) => each.urn),
            ]),
        ),
        ...(parent === undefined ? {} : { parent: parent.urn }),
    }));
}
