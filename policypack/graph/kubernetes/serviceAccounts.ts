import type { Draft } from "../draft";
import type { Evidence } from "../graph";
import { grantOf } from "../grant";
import type { Cluster } from "./clusters";
import type { BindingSubjects, BoundSubject } from "./bindings";
import type { Identities, Subject } from "./identities";
import type { InsideNamespaces } from "./insideNamespaces";
import type { Nodes } from "./nodes";
import { evidenceOf, objectText } from "./objects";
import type { PlacedObjects } from "./objects";

interface Account {
    readonly cluster: Cluster;
    readonly namespace: string;
    readonly node: string;
}

/** Every service account that the stack names; whoever makes pods in its namespace may be it. */
export class ServiceAccounts {
    readonly #accounts = new Map<string, Account>();
    readonly #nodes: Nodes;
    readonly #inside: InsideNamespaces;

    constructor(nodes: Nodes, inside: InsideNamespaces) {
        this.#nodes = nodes;
        this.#inside = inside;
    }

    all(): readonly Account[] {
        return [...this.#accounts.values()];
    }

    /** A service account that something names, whether or not the stack makes it. */
    named(cluster: Cluster, namespace: string, name: string, because: Evidence): string {
        const node = this.#nodes.serviceAccount(cluster, namespace, name);
        if (!this.#accounts.has(node)) {
            this.#accounts.set(node, { cluster, namespace, node });
            this.#inside.add({
                kind: "pods",
                cluster,
                namespace,
                to: node,
                grant: grantOf(["run"], [name], [because]),
            });
        }
        return node;
    }

    /** Those that the stack makes. */
    read(objects: PlacedObjects): void {
        for (const account of objects.of("core/ServiceAccount")) {
            for (const cluster of account.clusters) {
                const name = objectText(account, "metadata.name") ?? "*";
                const { namespace, resource } = account;
                this.#nodes.serviceAccount(cluster, namespace, name, resource.urn);
                this.named(cluster, namespace, name, evidenceOf(account));
            }
        }
    }
}

const ofAccount = /^system:serviceaccount:([^:]+):([^:]+)$/;
const builtIn = new Set([
    "system:authenticated",
    "system:serviceaccounts",
    "system:unauthenticated",
]);

/** Who stands behind the subjects of bindings: users, groups and service accounts. */
export class Subjects implements BindingSubjects {
    readonly #nodes: Nodes;
    readonly #identities: Identities;
    readonly #accounts: ServiceAccounts;
    /** The groups that Kubernetes fills by itself, where somebody binds them. */
    readonly #filled = new Map<string, { readonly cluster: Cluster; readonly name: string }>();

    constructor(nodes: Nodes, identities: Identities, accounts: ServiceAccounts) {
        this.#nodes = nodes;
        this.#identities = identities;
        this.#accounts = accounts;
    }

    of(cluster: Cluster, { kind, name, namespace = "default" }: BoundSubject): readonly Subject[] {
        if (kind === "Group") {
            if (builtIn.has(name) || name.startsWith("system:serviceaccounts:")) {
                this.#filled.set(`${cluster.arn}\n${name}`, { cluster, name });
            }
            return [{ node: this.#nodes.group(cluster, name), undecided: [] }];
        }
        const [, home, account] = ofAccount.exec(kind === "User" ? name : "") ?? [];
        if (kind === "ServiceAccount" || account !== undefined) {
            const because = { urn: "", document: `binding that names service account "${name}"` };
            const node = this.#accounts.named(cluster, home ?? namespace, account ?? name, because);
            return [{ node, undecided: [] }];
        }
        if (kind === "User" && name === "system:anonymous") {
            return [{ node: this.#nodes.principal("*"), undecided: [] }];
        }
        return kind === "User"
            ? this.#identities.named(cluster, name)
            : [
                  {
                      node: this.#nodes.principal("*"),
                      undecided: [`what a subject of kind "${kind}" is is not known`],
                  },
              ];
    }

    /** Puts everybody into the groups that Kubernetes fills, of those that something names. */
    fill(draft: Draft): void {
        for (const { cluster, name } of this.#filled.values()) {
            const to = this.#nodes.group(cluster, name);
            const because = [{ urn: "", document: `group "${name}" of Kubernetes` }];
            for (const from of this.#membersOf(cluster, name)) {
                draft.grant({ kind: "member", from, to }, grantOf(["member"], [name], because));
            }
        }
    }

    #membersOf(cluster: Cluster, group: string): readonly string[] {
        if (group === "system:unauthenticated") {
            return [this.#nodes.principal("*")];
        }
        const [, home] = /^system:serviceaccounts:(.*)$/.exec(group) ?? [];
        const because = { urn: "", document: "every namespace has a service account of this name" };
        for (const namespace of home === undefined ? this.#nodes.namespacesOf(cluster) : [home]) {
            this.#accounts.named(cluster, namespace, "default", because);
        }
        const accounts = this.#accounts
            .all()
            .filter(
                (each) =>
                    each.cluster.arn === cluster.arn &&
                    (home === undefined || each.namespace === home || each.namespace === "*"),
            )
            .map(({ node }) => node);
        return group === "system:authenticated"
            ? [...this.#identities.everyone(cluster), ...accounts]
            : accounts;
    }
}
