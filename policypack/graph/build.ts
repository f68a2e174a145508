import { newDraft } from "./draft";
import { graphEstate } from "./estate";
import type { AccessGraph } from "./graph";
import { iamEdges } from "./iamEdges";
import type { Knowledge } from "./knowledge";
import { kubernetesEdges } from "./kubernetes/kubernetesEdges";
import type { GraphResource } from "./resource";

/**
 * Who can reach what, by the registered documents alone: never less than they allow. What stands
 * outside of them is `known`, or it counts as open.
 */
export function buildGraph(
    resources: readonly GraphResource[],
    known: Knowledge = {},
): AccessGraph {
    const estate = graphEstate(resources, known);
    const draft = newDraft();
    iamEdges(estate, draft);
    kubernetesEdges(estate, draft);
    return draft.graph();
}
