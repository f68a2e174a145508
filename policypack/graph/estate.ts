import type { Knowledge } from "./knowledge";
import { classicForms } from "./resource";
import type { GraphResource } from "./resource";

/** Everything that was registered, sorted by what it is; both halves of the graph read it. */
export interface GraphEstate {
    /** As registered, components and providers included. */
    readonly resources: readonly GraphResource[];
    readonly known: Knowledge;
    /** Resources of these types in the classic form, in whichever form they were registered. */
    ofType(...types: readonly string[]): readonly GraphResource[];
    /** The team whose component a resource stands below. */
    teamOf(resource: GraphResource): string | undefined;
}

const teamComponent = "hyperpod-teams:components:Team";

export function graphEstate(resources: readonly GraphResource[], known: Knowledge): GraphEstate {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const byType = new Map<string, GraphResource[]>();
    for (const form of resources.flatMap(classicForms)) {
        const list = byType.get(form.type);
        if (list === undefined) {
            byType.set(form.type, [form]);
        } else {
            list.push(form);
        }
    }
    return {
        resources,
        known,
        ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
        teamOf: (resource) => {
            const seen = new Set<string>();
            let above = byUrn.get(resource.urn);
            while (above !== undefined && !seen.has(above.urn)) {
                if (above.type === teamComponent) {
                    return above.name;
                }
                seen.add(above.urn);
                above = byUrn.get(above.parent ?? "");
            }
            return undefined;
        },
    };
}
