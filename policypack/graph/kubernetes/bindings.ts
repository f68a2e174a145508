import { isObject } from "../../inputs";
import { bindingKinds } from "../../kubernetes/rbac";
import type { Draft } from "../draft";
import type { Grant } from "../graph";
import type { Cluster } from "./clusters";
import type { Subject } from "./identities";
import type { Nodes, Scope } from "./nodes";
import { evidenceOf } from "./objects";
import type { PlacedObject, PlacedObjects } from "./objects";
import { anything } from "./ruleGrants";
import type { Roles } from "./roles";

export interface BindingSubjects {
    /** Whoever a binding's subject is. */
    of(cluster: Cluster, subject: BoundSubject): readonly Subject[];
}

/** A subject as a binding names it. */
export interface BoundSubject {
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
}

/** RBAC: from whoever is bound to the namespace, or to the cluster. */
export function bindingEdges(
    objects: PlacedObjects,
    draft: Draft,
    nodes: Nodes,
    roles: Roles,
    subjects: BindingSubjects,
): void {
    for (const binding of objects.of(...bindingKinds)) {
        for (const cluster of binding.clusters) {
            const scope: Scope = {
                cluster,
                ...(binding.object.kind === "RoleBinding" ? { namespace: binding.namespace } : {}),
            };
            const grants = boundGrants(binding, scope, roles);
            const to = nodes.scope(scope);
            for (const { node, undecided } of boundSubjects(binding, cluster, nodes, subjects)) {
                for (const grant of grants) {
                    draft.grant({ kind: "kubernetes", from: node, to }, marked(grant, undecided));
                }
            }
        }
    }
}

function marked(grant: Grant, undecided: readonly string[]): Grant {
    return undecided.length === 0
        ? grant
        : { ...grant, undecided: [...new Set([...grant.undecided, ...undecided])] };
}

function boundGrants(
    binding: PlacedObject,
    { cluster, namespace }: Scope,
    roles: Roles,
): readonly Grant[] {
    const evidence = evidenceOf(binding);
    const reach = namespace === undefined ? "cluster" : "namespace";
    const input = binding.object.at("roleRef");
    const reference = input.state === "known" && isObject(input.value) ? input.value : {};
    const { kind, name } = reference;
    const grants =
        typeof name === "string" && (kind === "Role" || kind === "ClusterRole")
            ? roles.grants(
                  {
                      clusterArn: cluster.arn,
                      name,
                      ...(kind === "Role" && namespace !== undefined ? { namespace } : {}),
                  },
                  reach,
              )
            : [anything([], "which role it binds is not known")];
    return grants.map((grant) => ({
        ...marked(grant, binding.undecided),
        because: [...grant.because, evidence],
    }));
}

function boundSubjects(
    binding: PlacedObject,
    cluster: Cluster,
    nodes: Nodes,
    subjects: BindingSubjects,
): readonly Subject[] {
    const input = binding.object.at("subjects");
    if (input.state === "absent") {
        return [];
    }
    const anyone = (why: string): Subject => ({ node: nodes.principal("*"), undecided: [why] });
    if (input.state === "unknown") {
        return [anyone("whom it binds is not known before the rollout")];
    }
    const listed: readonly unknown[] = Array.isArray(input.value) ? input.value : [input.value];
    return listed.flatMap((each) => {
        const { kind, name, namespace } = isObject(each) ? each : {};
        return typeof kind === "string" && typeof name === "string"
            ? subjects.of(cluster, {
                  kind,
                  name,
                  namespace: typeof namespace === "string" ? namespace : binding.namespace,
              })
            : [anyone("whom it binds cannot be read")];
    });
}
