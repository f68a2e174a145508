/**
 * Who can reach what, as a graph of plain data: a node is somebody or something, an edge says what
 * the one may do to the other and which documents say so. It is computed from registered documents
 * alone, and is never less than what they allow: where a document is not understood, there is an
 * edge that says so (`undecided`).
 *
 * Everything is in a fixed order (nodes and edges by id, the rest as `canonical` says), so that the
 * same access always has the same text.
 */
export interface AccessGraph {
    readonly nodes: readonly GraphNode[];
    readonly edges: readonly GraphEdge[];
    /** What was registered and is not part of the graph although it might grant, in words. */
    readonly unread: readonly string[];
}

export const nodeKinds = [
    /** Whoever there is: a principal `*` that nothing fences. */
    "anyone",
    /** All principals of an AWS account. Id: `arn:aws:iam::<account>:root`. */
    "account",
    /** All principals of an organization. Id: `organization:<id>`. */
    "organization",
    /** An AWS service. Id: `service:<name>`. */
    "service",
    /** An identity provider's subjects. Id: `federated:<arn or name>`. */
    "federated",
    /** Principals outside of the stack, by ARN or ARN pattern: a permission set's roles, a runner. */
    "principal",
    /** A unique id in the place of a principal: whoever it was is gone. Id: `deleted:<id>`. */
    "deleted-principal",
    /** A registered role. Id: its ARN. */
    "role",
    /** What a role is inside a cluster. Id: `identity:<cluster>/<user name>`. */
    "cluster-identity",
    /** A group that Kubernetes gives or an access entry names. Id: `group:<cluster>/<name>`. */
    "group",
    /** Everything in a cluster that is in no namespace, and all namespaces. Id: `cluster:<cluster>`. */
    "cluster",
    /** Id: `namespace:<cluster>/<name>`. */
    "namespace",
    /** Id: `service-account:<cluster>/<namespace>/<name>`. */
    "service-account",
    /** Id: its ARN. */
    "bucket",
    /** Id: its ARN. */
    "key",
    /** Id: `file-system:<id or name>`. */
    "file-system",
    /** What else stands in an account. Id: `resources:<account>`. */
    "resources",
] as const;

export type NodeKind = (typeof nodeKinds)[number];

export interface GraphNode {
    readonly id: string;
    readonly kind: NodeKind;
    /** Short, for people: a name without its account or cluster. */
    readonly label: string;
    /** Twelve digits, where the thing has one account. */
    readonly account?: string;
    /** The team that it was registered for; shared things and strangers have none. */
    readonly team?: string;
    /** The resource that makes it, where the stack does. */
    readonly urn?: string;
}

export const edgeKinds = [
    /** From a principal to a role: it may take the role on. */
    "assume",
    /** From a role to what its access entry makes it in the cluster. */
    "access-entry",
    /** From a cluster identity, or a service account, to a group that it is in. */
    "member",
    /** From identity or group to namespace or cluster: verbs on Kubernetes resources. */
    "kubernetes",
    /**
     * From a namespace to a service account in it. It leads on only for whoever's way there lets them
     * make pods (`makesPods` of the edge `kubernetes`); so does `mount`. A cluster, and a namespace
     * whose name is a pattern, have the edges of all namespaces that they stand for.
     */
    "pods",
    /** From a service account to the role that its pods get, or to the target role behind it. */
    "pod-identity",
    /** To a bucket: S3 actions on objects and prefixes; `via` says through which access point. */
    "data",
    /** To a KMS key. */
    "key",
    /** From a namespace to a file system that a claim in it mounts. */
    "mount",
    /** From a file system to a bucket that it is linked with. */
    "link",
    /** Other AWS actions: on a cluster (its description), or on what else is in an account. */
    "aws",
] as const;

export type EdgeKind = (typeof edgeKinds)[number];

export interface GraphEdge {
    /** `<kind>|<from>|<to>|<via>`; one edge each. */
    readonly id: string;
    readonly kind: EdgeKind;
    readonly from: string;
    readonly to: string;
    /** The ARN of the access point that it leads through; empty where there is none. */
    readonly via: string;
    /** What is allowed: the union of these. */
    readonly grants: readonly Grant[];
}

/** Actions times things under conditions: one rectangle of what is allowed, and why. */
export interface Grant {
    /** IAM actions (`s3:GetObject`) or Kubernetes verbs. */
    readonly actions: PatternSet;
    /**
     * What they are allowed on. Of a bucket: `object/<key pattern>` for objects,
     * `prefix/<prefix pattern>` for what may be listed and `bucket` for itself. In Kubernetes:
     * `<group>/<resource>`, with `/<subresource>` where given (`/pods/log`,
     * `kubeflow.org/pytorchjobs`), and `url:<path>` of the API server; names are a condition with the
     * key `kubernetes:resourcename`. Of everything else: ARNs.
     */
    readonly on: PatternSet;
    /** All of these must hold as well; what the edge's own nodes say already is not repeated. */
    readonly when: readonly GraphCondition[];
    /** Denied for certain: these actions on these things are taken away again. */
    readonly except: readonly { readonly actions: PatternSet; readonly on: PatternSet }[];
    /** Why this may be less than shown, or nothing at all; it counts as access. Empty if it is sure. */
    readonly undecided: readonly string[];
    /** What exactly may be denied, where `undecided` has a denial among its reasons. */
    readonly denials?: readonly OpenDenial[];
    readonly because: readonly Evidence[];
}

/**
 * A denial of which nobody can say whether it meets a request: it takes nothing away from what counts
 * as access, but without it there would be more.
 */
export interface OpenDenial {
    readonly actions: PatternSet;
    readonly on: PatternSet;
    /**
     * It denies only where all of these hold. `deny:principal` and `deny:resource` are whom and what
     * it names, where the edge's own nodes leave open whether it means them.
     */
    readonly when: readonly GraphCondition[];
    /** The same in words, as `undecided` has it. */
    readonly why: string;
}

/** A union of parts. */
export type PatternSet = readonly PatternPart[];

/** What matches all of the patterns in `all` and none of those in `none` (`*`: any letters, `?`: one). */
export interface PatternPart {
    readonly all: readonly string[];
    readonly none: readonly string[];
}

export interface GraphCondition {
    readonly operator: string;
    /** In lower case. */
    readonly key: string;
    /** Alternatives, sorted. */
    readonly values: readonly string[];
}

/** A statement that gives the access, or a resource that does. */
export interface Evidence {
    readonly urn: string;
    /** `trust policy of role "hyperpod-vision-data"`. */
    readonly document: string;
    /** Its Sid, or its place counted from 1. */
    readonly statement?: string;
}

/** What a registered team is said to have: a claim, to be compared with what it has. */
export interface Declared {
    readonly team: string;
    /** Ids of nodes, or patterns of them, from which the team's people and machines come. */
    readonly members: readonly string[];
    readonly namespaces: readonly string[];
    readonly data: readonly {
        readonly bucket: string;
        readonly prefix: string;
        readonly writes: boolean;
    }[];
    readonly keys: readonly string[];
    readonly fileSystems: readonly string[];
}

/** One difference between what is declared and what the graph holds. */
export interface Deviation {
    readonly team: string;
    /** `beyond` is an error, `missing` a warning. */
    readonly kind: "beyond" | "missing";
    /** What is reached, or is not, in one sentence. */
    readonly what: string;
    /** The ids of the edges that lead there, in order; none for what is missing. */
    readonly path: readonly string[];
}
