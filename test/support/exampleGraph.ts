import type {
    AccessGraph,
    Declared,
    EdgeKind,
    Evidence,
    Grant,
    GraphEdge,
    GraphNode,
    NodeKind,
    PatternSet,
} from "../../policypack/graph/graph";

const people = "444455556666";
const platform = "111122223333";
const lake = "777788889999";
const cluster = `arn:aws:eks:us-west-2:${platform}:cluster/hyperpod-dev`;
const bucket = "arn:aws:s3:::acme-curated-dev";
const key = `arn:aws:kms:us-west-2:${lake}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** A graph as an estate of teams that keep to themselves has it; for what shows and compares graphs. */
export function exampleGraph(...teams: readonly string[]): AccessGraph {
    const nodes: GraphNode[] = [
        node("bucket", bucket, "acme-curated-dev", { account: lake }),
        node("key", key, "1234abcd-12ab-34cd-56ef-1234567890ab", { account: lake }),
        node("cluster", `cluster:${cluster}`, "hyperpod-dev", { account: platform }),
    ];
    const edges: GraphEdge[] = [];
    for (const team of teams) {
        const permissionSet = permissionSetOf(team);
        const scientist = `arn:aws:iam::${people}:role/hyperpod-${team}-scientist`;
        const access = `arn:aws:iam::${platform}:role/hyperpod-${team}-cluster-access`;
        const data = `arn:aws:iam::${platform}:role/hyperpod-${team}-data`;
        const accessPoint = `arn:aws:s3:us-west-2:${lake}:accesspoint/${team}-curated`;
        const identity = `identity:${cluster}/hyperpod:${team}`;
        const group = `group:${cluster}/hyperpod:${team}`;
        const namespace = `namespace:${cluster}/hyperpod-ns-${team}`;
        const serviceAccount = `service-account:${cluster}/hyperpod-ns-${team}/training`;
        nodes.push(
            node("principal", permissionSet, `AWSReservedSSO_${team}_*`, { account: people, team }),
            node("role", scientist, `hyperpod-${team}-scientist`, { account: people, team }),
            node("role", access, `hyperpod-${team}-cluster-access`, { account: platform, team }),
            node("role", data, `hyperpod-${team}-data`, { account: platform, team }),
            node("cluster-identity", identity, `hyperpod:${team}`, { account: platform, team }),
            node("group", group, `hyperpod:${team}`, { account: platform, team }),
            node("namespace", namespace, `hyperpod-ns-${team}`, { account: platform, team }),
            node("service-account", serviceAccount, "training", { account: platform, team }),
        );
        const assume = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"];
        const trust = (role: string) => [
            evidence(team, `trust policy of role "${role}"`, "AllowTeam"),
        ];
        edges.push(
            edge("assume", permissionSet, scientist, {
                actions: anyOf(...assume),
                on: anyOf(scientist),
                when: [
                    { operator: "StringEquals", key: "aws:principalorgid", values: ["o-example"] },
                ],
                because: trust(`hyperpod-${team}-scientist`),
            }),
            edge("assume", scientist, access, {
                actions: anyOf(...assume),
                on: anyOf(access),
                because: trust(`hyperpod-${team}-cluster-access`),
            }),
            edge("access-entry", access, identity, {
                actions: anyOf("eks:AccessKubernetesApi"),
                on: anyOf(cluster),
                because: [evidence(team, `access entry of role "hyperpod-${team}-cluster-access"`)],
            }),
            edge("member", identity, group, {
                actions: anyOf("member"),
                on: anyOf(`hyperpod:${team}`),
                because: [evidence(team, `access entry of role "hyperpod-${team}-cluster-access"`)],
            }),
            edge("kubernetes", group, namespace, {
                actions: anyOf("create", "delete", "get", "list", "patch", "update", "watch"),
                on: anyOf(
                    "kubeflow.org/pytorchjobs",
                    "sagemaker.amazonaws.com/hyperpodpytorchjobs",
                ),
                because: [evidence(team, `Role "hyperpod-${team}"`, "1")],
            }),
            edge("pods", namespace, serviceAccount, {
                actions: anyOf("run"),
                on: anyOf("training"),
                because: [evidence(team, `ServiceAccount "training"`)],
            }),
            edge("pod-identity", serviceAccount, data, {
                actions: anyOf("sts:AssumeRole", "sts:TagSession"),
                on: anyOf(data),
                because: [
                    evidence(team, `pod identity association of "training"`),
                    ...trust(`hyperpod-${team}-data`),
                ],
            }),
            edge(
                "data",
                data,
                bucket,
                {
                    actions: anyOf("s3:GetObject"),
                    on: anyOf(`object/${team}/*`),
                    because: [evidence(team, `policy "data" of role "hyperpod-${team}-data"`, "1")],
                },
                accessPoint,
            ),
            edge("key", data, key, {
                actions: anyOf("kms:Decrypt"),
                on: anyOf(key),
                when: [
                    {
                        operator: "StringEquals",
                        key: "kms:viaservice",
                        values: ["s3.us-west-2.amazonaws.com"],
                    },
                ],
                because: [evidence(team, `policy "data" of role "hyperpod-${team}-data"`, "2")],
            }),
        );
    }
    const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
    return { nodes: nodes.sort(byId), edges: edges.sort(byId), unread: [] };
}

/** What these teams are said to have: their people. */
export function exampleClaims(...teams: readonly string[]): readonly Declared[] {
    return teams.map((team) => ({
        team,
        members: [permissionSetOf(team)],
        namespaces: [`namespace:${cluster}/hyperpod-ns-${team}`],
        data: [{ bucket, prefix: `${team}/`, writes: false }],
        keys: [key],
        fileSystems: [],
    }));
}

function permissionSetOf(team: string): string {
    return `arn:aws:iam::${people}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${team}_????????????????`;
}

/** A union of single patterns. */
export function anyOf(...patterns: readonly string[]): PatternSet {
    return patterns.map((pattern) => ({ all: [pattern], none: [] }));
}

export function edge(
    kind: EdgeKind,
    from: string,
    to: string,
    grant: Partial<Grant> & Pick<Grant, "actions" | "on">,
    via = "",
): GraphEdge {
    const id = `${kind}|${from}|${to}|${via}`;
    const grants = [{ when: [], except: [], undecided: [], because: [], ...grant }];
    return { id, kind, from, to, via, grants };
}

function node(
    kind: NodeKind,
    id: string,
    label: string,
    more: Pick<GraphNode, "account" | "team">,
): GraphNode {
    return { id, kind, label, ...more };
}

function evidence(team: string, document: string, statement?: string): Evidence {
    const urn = `urn:pulumi:dev::hyperpod-teams::hyperpod-teams:components:Team::${team}`;
    return { urn, document, ...(statement === undefined ? {} : { statement }) };
}
