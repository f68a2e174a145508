import type { Draft } from "../draft";
import { grantOf } from "../grant";
import { accountOfArn } from "../arn";
import { clusterNode } from "./clusters";
import type { Cluster } from "./clusters";
import type { Owners } from "./owners";
import { anything } from "./ruleGrants";

/** Where rights hold: in a namespace, by name or pattern, or everywhere in a cluster. */
export interface Scope {
    readonly cluster: Cluster;
    readonly namespace?: string;
}

export function namespaceId({ arn }: Cluster, name: string): string {
    return `namespace:${arn}/${name}`;
}

export function groupId({ arn }: Cluster, name: string): string {
    return `group:${arn}/${name}`;
}

/** The nodes of Kubernetes' half, made the same wherever they are named. */
export class Nodes {
    readonly #draft: Draft;
    readonly #owners: Owners;
    readonly #namespaces = new Map<
        string,
        { readonly cluster: Cluster; readonly namespace: string }
    >();

    constructor(draft: Draft, owners: Owners) {
        this.#draft = draft;
        this.#owners = owners;
    }

    scope({ cluster, namespace }: Scope): string {
        return namespace === undefined
            ? clusterNode(this.#draft, cluster)
            : this.namespace(cluster, namespace);
    }

    namespace(cluster: Cluster, name: string): string {
        const id = namespaceId(cluster, name);
        this.#namespaces.set(id, { cluster, namespace: name });
        return this.#owned(id, "namespace", name, cluster);
    }

    /** The namespaces of a cluster that something names. */
    namespacesOf({ arn }: Cluster): readonly string[] {
        return [...this.#namespaces.values()]
            .filter(({ cluster }) => cluster.arn === arn)
            .map(({ namespace }) => namespace);
    }

    /** Those that are many namespaces by a pattern. */
    patterns(): readonly { readonly cluster: Cluster; readonly namespace: string }[] {
        return [...this.#namespaces.values()].filter(({ namespace }) => /[*?]/.test(namespace));
    }

    /** Some groups are the API server's own, and nobody has to bind them. */
    group(cluster: Cluster, name: string): string {
        const id = this.#owned(groupId(cluster, name), "group", name, cluster);
        const to = clusterNode(this.#draft, cluster);
        if (name === "system:masters") {
            this.#draft.grant(
                { kind: "kubernetes", from: id, to },
                grantOf(["*"], ["*"], [{ urn: "", document: `group "${name}" of Kubernetes` }]),
            );
        }
        if (name === "system:nodes") {
            this.#draft.grant(
                { kind: "kubernetes", from: id, to },
                anything(
                    [{ urn: "", document: `group "${name}" of Kubernetes` }],
                    "a node has what its pods have, and which these are no document says",
                ),
            );
        }
        return id;
    }

    identity(cluster: Cluster, user: string, team?: string): string {
        return this.#draft.node({
            id: `identity:${cluster.arn}/${user}`,
            kind: "cluster-identity",
            label: user,
            ...(cluster.account === undefined ? {} : { account: cluster.account }),
            ...(team === undefined ? {} : { team }),
        });
    }

    serviceAccount(cluster: Cluster, namespace: string, name: string, urn?: string): string {
        const team = this.#owners.get(namespaceId(cluster, namespace));
        return this.#draft.node({
            id: `service-account:${cluster.arn}/${namespace}/${name}`,
            kind: "service-account",
            label: name,
            ...(cluster.account === undefined ? {} : { account: cluster.account }),
            ...(team === undefined ? {} : { team }),
            ...(urn === undefined ? {} : { urn }),
        });
    }

    /** An AWS principal; a star is whoever there is. */
    principal(arn: string): string {
        if (arn === "*") {
            return this.#draft.node({ id: "anyone", kind: "anyone", label: "anyone" });
        }
        const account = accountOfArn(arn);
        return this.#draft.node({
            id: arn,
            kind: "principal",
            label: arn.slice(arn.lastIndexOf("/") + 1),
            ...(account === undefined ? {} : { account }),
        });
    }

    #owned(id: string, kind: "group" | "namespace", label: string, cluster: Cluster): string {
        const team = this.#owners.get(id);
        return this.#draft.node({
            id,
            kind,
            label,
            ...(cluster.account === undefined ? {} : { account: cluster.account }),
            ...(team === undefined ? {} : { team }),
        });
    }
}
