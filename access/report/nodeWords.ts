import type { GraphNode } from "../../policypack/graph/graph";
import { name } from "./phrase";
import type { Phrase } from "./phrase";

/** Groups that Kubernetes itself puts callers into. */
const everybody: Readonly<Record<string, Phrase>> = {
    "system:authenticated": ["everybody who comes into the cluster, group "],
    "system:unauthenticated": ["whoever comes to the cluster without a name, group "],
    "system:serviceaccounts": ["all pods of the cluster, group "],
};

/** Nodes by their ids; an id without a node stands for itself. */
export class NodeWords {
    private readonly nodes: ReadonlyMap<string, GraphNode>;

    constructor(nodes: readonly GraphNode[]) {
        this.nodes = new Map(nodes.map((node) => [node.id, node]));
    }

    get(id: string): GraphNode {
        return this.nodes.get(id) ?? { id, kind: "principal", label: id };
    }

    /** What it is and where, for somebody who has never seen it. */
    full(id: string): Phrase {
        const node = this.get(id);
        const there: Phrase =
            node.account === undefined ? [] : [" (account ", name(node.account), ")"];
        switch (node.kind) {
            case "anyone":
                return ["anyone"];
            case "account":
                return ["every principal of account ", name(node.account ?? node.id)];
            case "organization":
                return ["every account of organization ", name(node.label)];
            case "service":
                return ["AWS service ", name(node.label)];
            case "federated":
                return ["users of identity provider ", name(node.label), ...there];
            case "deleted-principal":
                return ["principal ", name(idOf(node))];
            case "principal":
                return [name(roleNameOf(node.id) ?? node.label), ...there];
            case "role":
                return ["role ", name(node.label), ...there];
            case "service-account":
                return ["service account ", name(node.label), ...inNamespace(node.id)];
            case "cluster-identity":
                return ["cluster user ", name(node.label)];
            case "group":
                return [...(everybody[node.label] ?? ["group "]), name(node.label)];
            case "cluster":
                return ["cluster ", name(node.label)];
            case "namespace":
                return ["namespace ", name(node.label)];
            case "bucket":
                return ["bucket ", name(node.label)];
            case "key":
                return ["key ", name(node.label), ...there];
            case "resources":
                return ["what else stands in account ", name(node.account ?? node.label)];
            case "file-system":
                return ["file system ", name(node.label)];
        }
    }
}

/** A role's name, with what Identity Center puts behind a permission set's name left to the reader. */
function roleNameOf(arn: string): string | undefined {
    return /^arn:[^:]*:(?:iam|sts)::[^:]*:(?:role|assumed-role|user)\/(?:.*\/)?([^/]+)$/s.exec(
        arn,
    )?.[1];
}

function idOf({ id }: GraphNode): string {
    return id.replace(/^deleted:/, "");
}

function inNamespace(id: string): Phrase {
    const namespace = id.split("/").at(-2);
    return namespace === undefined ? [] : [" of namespace ", name(namespace)];
}
