import type { AccessGraph, GraphEdge, PatternSet } from "../../policypack/graph/graph";
import type { GraphResource } from "../../policypack/graph/resource";

export const account = "111122223333";
export const clusterArn = `arn:aws:eks:us-west-2:${account}:cluster/hyperpod-dev`;
const aws = { accountId: account, region: "us-west-2" };
const kubernetes = { cluster: { name: "hyperpod-dev", region: "us-west-2", accountId: account } };

/** A registered resource, on a provider of the account or of the cluster. */
export function registered(
    type: string,
    name: string,
    inputs: object,
    more: Partial<GraphResource> = {},
): GraphResource {
    return {
        urn: `urn:pulumi:dev::p::${type}::${name}`,
        type,
        name,
        inputs: inputs as GraphResource["inputs"],
        outputs: {},
        placement: type.startsWith("kubernetes:") ? kubernetes : aws,
        ...more,
    };
}

export function entry(role: string, inputs: object = {}): GraphResource {
    return registered("aws:eks/accessEntry:AccessEntry", `${role}-entry`, {
        clusterName: "hyperpod-dev",
        principalArn: `arn:aws:iam::${account}:role/${role}`,
        type: "STANDARD",
        ...inputs,
    });
}

export function association(role: string, policy: string, accessScope: object): GraphResource {
    const type = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
    return registered(type, `${role}-${policy}`, {
        clusterName: "hyperpod-dev",
        principalArn: `arn:aws:iam::${account}:role/${role}`,
        policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
        accessScope,
    });
}

/** An RBAC object: `Role`, `ClusterRole` or a binding; in namespace "a" where it is in one. */
export function rbac(kind: string, name: string, inputs: object, namespace = "a"): GraphResource {
    const metadata = kind.startsWith("Cluster") ? { name } : { name, namespace };
    const type = `kubernetes:rbac.authorization.k8s.io/v1:${kind}`;
    return registered(type, name, { metadata, ...inputs });
}

export function core(kind: string, name: string, inputs: object, namespace = "a"): GraphResource {
    const metadata = { name, ...(kind === "PersistentVolume" ? {} : { namespace }) };
    return registered(`kubernetes:core/v1:${kind}`, name, { metadata, ...inputs });
}

/**
 * Edges of some kinds as lines to compare: kind, from, to, what is allowed on what, under which
 * conditions, and why it is not sure. Ids are without the cluster.
 */
export function linesOf(graph: AccessGraph, ...kinds: readonly string[]): readonly string[] {
    return graph.edges.filter(({ kind }) => kinds.includes(kind)).flatMap(lines);
}

function lines({ kind, from, to, grants }: GraphEdge): readonly string[] {
    return grants.map(({ actions, on, when, undecided }) =>
        [
            `${kind} ${short(from)} -> ${short(to)}: ${words(actions)} on ${words(on)}`,
            ...when.map(({ operator, key, values }) => `if ${key} ${operator} ${values.join("|")}`),
            ...undecided.map((why) => `? ${why}`),
        ].join(" "),
    );
}

function short(id: string): string {
    return id
        .replace(`:${clusterArn}/`, ":")
        .replace(clusterArn, "")
        .replace(/^arn:.*\//, "");
}

function words(set: PatternSet): string {
    return set.map(({ all }) => all.join("&")).join(" ");
}
