import { accountOfArn } from "../arn";
import type { Draft } from "../draft";
import type { GraphEstate } from "../estate";
import type { Evidence } from "../graph";
import { grantOf } from "../grant";
import { isUnknown, textOf, textsOf } from "../read";
import type { GraphResource } from "../resource";
import { clusterNode, clusterOf } from "./clusters";
import type { Cluster } from "./clusters";
import type { Nodes } from "./nodes";
import { anything } from "./ruleGrants";

/** Somebody whom a cluster knows. */
export interface Subject {
    readonly node: string;
    /** Why it may not be who is meant. */
    readonly undecided: readonly string[];
}

export interface Identities {
    /** What an AWS principal is in a cluster. Its entry may be registered elsewhere. */
    of(cluster: Cluster, principal: string, resource: GraphResource): string;
    /** Whoever may come with a user name. */
    named(cluster: Cluster, user: string): readonly Subject[];
    /** Everybody who comes in by an access entry. */
    everyone(cluster: Cluster): readonly string[];
}

/** https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html */
const nodeGroups: Readonly<Record<string, readonly string[]>> = {
    EC2: ["system:nodes"],
    EC2_LINUX: ["system:bootstrappers", "system:nodes"],
    EC2_WINDOWS: ["eks:kube-proxy-windows", "system:bootstrappers", "system:nodes"],
    FARGATE_LINUX: ["system:bootstrappers", "system:node-proxier", "system:nodes"],
    HYBRID_LINUX: ["system:bootstrappers", "system:nodes"],
    HYPERPOD_LINUX: ["system:bootstrappers", "system:nodes"],
};

/** Reads the access entries: who comes into a cluster, under which name and in which groups. */
export function identitiesOf(estate: GraphEstate, draft: Draft, nodes: Nodes): Identities {
    const byPrincipal = new Map<string, string>();
    const known = new Map<string, KnownUsers>();

    const enter = (entry: Entry, undecided: readonly string[]): string => {
        const { cluster, principal, user, team, evidence } = entry;
        const node = nodes.identity(cluster, user, team);
        draft.grant(
            { kind: "access-entry", from: nodes.principal(principal), to: node },
            grantOf(["eks:AccessKubernetesApi"], [cluster.arn], [evidence], { undecided }),
        );
        byPrincipal.set(`${cluster.arn}\n${principal}`, node);
        const users = known.get(cluster.arn) ?? new KnownUsers();
        known.set(cluster.arn, users.add(user, node));
        return node;
    };

    for (const resource of estate.ofType("aws:eks/accessEntry:AccessEntry")) {
        const entry = entryOf(estate, resource);
        const { cluster, evidence } = entry;
        const node = enter(
            entry,
            entry.principal === "*" ? ["its principal is not known before the rollout"] : [],
        );
        for (const name of entry.groups) {
            draft.grant(
                { kind: "member", from: node, to: nodes.group(cluster, name) },
                grantOf(["member"], [name], [evidence]),
            );
        }
        if (entry.open !== undefined) {
            draft.grant(
                { kind: "kubernetes", from: node, to: clusterNode(draft, cluster) },
                anything([evidence], entry.open),
            );
        }
    }

    return {
        of: (cluster, principal, { urn }) =>
            byPrincipal.get(`${cluster.arn}\n${principal}`) ??
            enter(
                {
                    cluster,
                    principal,
                    user: defaultUser(principal),
                    evidence: {
                        urn,
                        document: `access entry of "${nameOf(principal)}", registered elsewhere`,
                    },
                },
                ["the access entry is registered elsewhere, or there is none"],
            ),
        named: (cluster, user) => [
            {
                node: nodes.identity(cluster, user),
                undecided: [],
            },
            ...(known.get(cluster.arn)?.coming(user) ?? []),
        ],
        everyone: (cluster) => known.get(cluster.arn)?.all() ?? [],
    };
}

interface Entry {
    readonly cluster: Cluster;
    readonly principal: string;
    /** With stars for what a session chooses. */
    readonly user: string;
    readonly team?: string;
    readonly evidence: Evidence;
}

function entryOf(
    estate: GraphEstate,
    resource: GraphResource,
): Entry & { readonly groups: readonly string[]; readonly open?: string } {
    const cluster = clusterOf(resource);
    const principal = textOf(resource, "principalArn") ?? "*";
    const type = textOf(resource, "type") ?? "STANDARD";
    const isNode = type !== "STANDARD";
    const ofNode = nodeGroups[type];
    const team = estate.teamOf(resource);
    const open = isUnknown(resource, "kubernetesGroups") || isUnknown(resource, "type");
    return {
        cluster,
        principal,
        user: isNode ? "system:node:*" : userOf(resource, principal),
        groups: isNode ? (ofNode ?? ["system:nodes"]) : textsOf(resource, "kubernetesGroups"),
        ...(team === undefined ? {} : { team }),
        evidence: {
            urn: resource.urn,
            document: `access entry of "${nameOf(principal)}"${isNode ? ` (${type})` : ""}`,
        },
        ...(open ? { open: "its groups are not known before the rollout" } : {}),
    };
}

/** What a session chooses stands as a star: whoever takes the role gives the session its name. */
function userOf(resource: GraphResource, principal: string): string {
    if (isUnknown(resource, "userName")) {
        return "*";
    }
    const template = textOf(resource, "userName") ?? defaultUser(principal);
    return template
        .replaceAll("{{AccountID}}", accountOfArn(principal) ?? "*")
        .replaceAll(/\{\{[^}]*\}\}/g, "*");
}

function defaultUser(principal: string): string {
    const [, partition, account, role] =
        /^arn:([^:]*):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(principal) ?? [];
    return partition === undefined || account === undefined || role === undefined
        ? principal
        : `arn:${partition}:sts::${account}:assumed-role/${role}/*`;
}

function nameOf(principal: string): string {
    return principal.slice(principal.lastIndexOf("/") + 1);
}

/** The user names of one cluster; those with a star are found by what stands before it. */
class KnownUsers {
    readonly #nodes = new Map<string, string>();
    readonly #patterns = new Map<string, { readonly pattern: RegExp; readonly node: string }[]>();

    add(user: string, node: string): this {
        this.#nodes.set(user, node);
        const star = user.indexOf("*");
        if (star >= 0) {
            const source = user
                .split("*")
                .map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
            const before = user.slice(0, star);
            const list = this.#patterns.get(before) ?? [];
            list.push({ pattern: new RegExp(`^${source.join(".*")}$`, "s"), node });
            this.#patterns.set(before, list);
        }
        return this;
    }

    all(): readonly string[] {
        return [...this.#nodes.values()];
    }

    coming(user: string): readonly Subject[] {
        const undecided = [`only in a session whose name makes it user "${user}"`];
        return Array.from({ length: user.length + 1 }, (_, length) => user.slice(0, length))
            .flatMap((before) => this.#patterns.get(before) ?? [])
            .filter(({ pattern }) => pattern.test(user))
            .map(({ node }) => ({ node, undecided }));
    }
}
