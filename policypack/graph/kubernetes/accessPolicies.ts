import type { Draft } from "../draft";
import type { GraphEstate } from "../estate";
import type { Evidence, Grant } from "../graph";
import { isUnknown, textOf, textsOf } from "../read";
import type { GraphResource } from "../resource";
import { accessPolicyRules } from "./accessPolicyRules";
import { clusterOf } from "./clusters";
import type { Identities } from "./identities";
import type { Nodes, Scope } from "./nodes";
import { anything, ruleGrants } from "./ruleGrants";

/**
 * EKS allows what access policies say beside what RBAC says. A namespace in their scope may be a
 * pattern: it is a node of its own, from which the edges of all namespaces go on that it matches.
 */
export function accessPolicyEdges(
    estate: GraphEstate,
    draft: Draft,
    nodes: Nodes,
    identities: Identities,
): void {
    const type = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
    for (const resource of estate.ofType(type)) {
        const cluster = clusterOf(resource);
        const principal = textOf(resource, "principalArn") ?? "*";
        const from = identities.of(cluster, principal, resource);
        for (const scope of scopesOf(resource, cluster)) {
            const to = nodes.scope(scope);
            for (const grant of grantsOf(resource, scope)) {
                draft.grant({ kind: "kubernetes", from, to }, grant);
            }
        }
    }
}

function scopesOf(resource: GraphResource, cluster: Scope["cluster"]): readonly Scope[] {
    const isNamespaced = textOf(resource, "accessScope.type") === "namespace";
    return isNamespaced && !isUnknown(resource, "accessScope.namespaces")
        ? textsOf(resource, "accessScope.namespaces").map((namespace) => ({ cluster, namespace }))
        : [{ cluster }];
}

function grantsOf(resource: GraphResource, { namespace }: Scope): readonly Grant[] {
    const policy = textOf(resource, "policyArn");
    const name = policy?.slice(policy.lastIndexOf("/") + 1) ?? "";
    const because: readonly Evidence[] = [
        { urn: resource.urn, document: `access policy "${name}"` },
    ];
    const undecided = isUnknown(resource, "accessScope")
        ? ["its scope is not known before the rollout"]
        : [];
    const rules = Object.hasOwn(accessPolicyRules, name) ? accessPolicyRules[name] : undefined;
    return rules === undefined
        ? [anything(because, ...undecided, `what access policy "${name}" allows is not known here`)]
        : rules.flatMap((rule) =>
              ruleGrants(
                  rule,
                  because,
                  namespace === undefined ? "cluster" : "namespace",
                  undecided,
              ),
          );
}
