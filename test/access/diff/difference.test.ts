import assert from "node:assert/strict";
import type { AccessDifference } from "../../../access/diff/accessDifference";
import { differenceOf } from "../../../access/diff/difference";
import { contextOf, headline } from "../../../access/report/changeWords";
import { plain } from "../../../access/report/phrase";
import type { AccessGraph, GraphNode } from "../../../policypack/graph/graph";
import { anyOf, edge, exampleClaims, exampleGraph } from "../../support/exampleGraph";
import { renamed, withEdge, withGrants } from "../../support/graphEdits";

const cluster = "arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev";
const dataRole = (team: string) => `arn:aws:iam::111122223333:role/hyperpod-${team}-data`;
const base = exampleGraph("vision", "speech");

const stranger: GraphNode = {
    id: "arn:aws:iam::999988887777:role/auditor",
    kind: "principal",
    label: "auditor",
    account: "999988887777",
};

const assuming = (from: string, role: string) =>
    edge("assume", from, role, { actions: anyOf("sts:AssumeRole"), on: anyOf(role) });

function told(difference: AccessDifference): readonly string[] {
    const context = contextOf(difference);
    return difference.changes.map(
        (change) => `${change.kind}, ${change.crossing}: ${plain(headline(change, context))}`,
    );
}

const account = (id: string) => `(account "${id}")`;
const key = `decrypt with key "1234abcd-12ab-34cd-56ef-1234567890ab" ${account("777788889999")}`;
const jobs =
    'see, create, change and delete "pytorchjobs" and "hyperpodpytorchjobs" in namespace "hyperpod-ns-speech"';

interface Case {
    readonly does: string;
    readonly base?: AccessGraph;
    readonly head: AccessGraph;
    readonly told: readonly string[];
}

const isData = ({ kind, from }: { kind: string; from: string }) =>
    kind === "data" && from === dataRole("vision");
const wide = withGrants(base, isData, (grant) => ({ ...grant, on: anyOf("object/*") }));
const fenced = ({ kind, to }: { kind: string; to: string }) =>
    kind === "assume" && to.endsWith("hyperpod-vision-scientist");

const named = withEdge(base, assuming("deleted:AROAEXAMPLE", dataRole("vision")), {
    id: "deleted:AROAEXAMPLE",
    kind: "deleted-principal",
    label: "AROAEXAMPLE",
});

const cases: readonly Case[] = [
    {
        does: "finds no difference in the same access",
        head: exampleGraph("speech", "vision"),
        told: [],
    },
    {
        does: "finds no difference in split statements, names and order",
        head: withGrants(base, isData, (grant) => [
            { ...grant, on: anyOf("object/vision/a*"), because: [] },
            { ...grant, on: [{ all: ["object/vision/*"], none: ["object/vision/a*"] }] },
        ]),
        told: [],
    },
    {
        does: "finds no difference in a condition whose values stand in statements of their own",
        base: withGrants(base, fenced, (grant) => ({
            ...grant,
            when: [{ operator: "StringEquals", key: "aws:sourcevpc", values: ["vpc-1", "vpc-2"] }],
        })),
        head: withGrants(base, fenced, (grant) =>
            ["vpc-2", "vpc-1"].map((value) => ({
                ...grant,
                when: [{ operator: "StringEquals", key: "aws:sourcevpc", values: [value] }],
            })),
        ),
        told: [],
    },
    {
        does: "tells of a new team once",
        base: exampleGraph("vision"),
        head: base,
        told: [
            `team-added, account: speech is a new team, which can read "s3://acme-curated-dev/speech/*", ${key} and ${jobs}`,
        ],
    },
    {
        does: "tells of a removed team once",
        head: exampleGraph("vision"),
        told: [
            `team-removed, account: speech is gone, and can no longer read "s3://acme-curated-dev/speech/*", ${key} and ${jobs}`,
        ],
    },
    {
        does: "says whose data a wider prefix reaches",
        head: wide,
        told: [
            'gained, team: vision can now read "s3://acme-curated-dev/*" (was: "vision/*"), which speech can reach too',
        ],
    },
    {
        does: "never calls narrowing widening",
        base: wide,
        head: base,
        told: [
            'lost, team: vision can no longer read "s3://acme-curated-dev/*" (still: "vision/*")',
        ],
    },
    {
        does: "tells of a stranger with all that opens to him",
        head: withEdge(base, assuming(stranger.id, dataRole("vision")), stranger),
        told: [
            `gained, outsider: "auditor" ${account("999988887777")} can now become role "hyperpod-vision-data" ${account("111122223333")}, and so read "s3://acme-curated-dev/vision/*" and ${key}`,
        ],
    },
    {
        does: "tells of two strangers at once",
        head: [stranger, { ...stranger, id: `${stranger.id}2` }].reduce(
            (graph, node) => withEdge(graph, assuming(node.id, dataRole("vision")), node),
            base,
        ),
        told: [
            `gained, outsider: "auditor" ${account("999988887777")} and "auditor2" ${account("999988887777")} can now become role "hyperpod-vision-data" ${account("111122223333")}, and so read "s3://acme-curated-dev/vision/*" and ${key}`,
        ],
    },
    {
        does: "puts anyone before all others",
        head: withEdge(
            wide,
            edge("data", "anyone", "arn:aws:s3:::acme-curated-dev", {
                actions: anyOf("s3:GetObject"),
                on: anyOf("object/public/*"),
            }),
            { id: "anyone", kind: "anyone", label: "anyone" },
        ),
        told: [
            'gained, anyone: anyone can now read "s3://acme-curated-dev/public/*", which vision can reach too',
            'gained, team: vision can now read "s3://acme-curated-dev/*" (was: "vision/*"), which speech can reach too',
        ],
    },
    {
        does: "follows who may make pods to what pods get",
        head: withEdge(
            base,
            edge(
                "kubernetes",
                `group:${cluster}/hyperpod:vision`,
                `namespace:${cluster}/hyperpod-ns-speech`,
                {
                    actions: anyOf("create"),
                    on: anyOf("kubeflow.org/pytorchjobs"),
                },
            ),
        ),
        told: [
            'gained, team: vision can now read "s3://acme-curated-dev/speech/*" and create "pytorchjobs" in namespace "hyperpod-ns-speech"',
        ],
    },
    {
        does: "does not take whoever may look for one who makes pods",
        head: withEdge(
            base,
            edge(
                "kubernetes",
                `group:${cluster}/hyperpod:vision`,
                `namespace:${cluster}/hyperpod-ns-speech`,
                {
                    actions: anyOf("get", "list", "watch"),
                    on: anyOf("/pods"),
                },
            ),
        ),
        told: ['gained, team: vision can now see "pods" in namespace "hyperpod-ns-speech"'],
    },
    {
        does: "tells of a role with another name that gives the same",
        head: renamed(base, "hyperpod-vision-data", "hyperpod-vision-lake"),
        told: ["moved, none: vision comes to the same as before by another way"],
    },
    {
        does: "tells of a condition that is gone",
        head: withGrants(base, fenced, (grant) => ({ ...grant, when: [] })),
        told: [
            `gained, none: "AWSReservedSSO_vision_????????????????" ${account("444455556666")} can now become role "hyperpod-vision-scientist" ${account("444455556666")} (was: only if "aws:principalorgid" is "o-example")`,
        ],
    },
    {
        does: "tells of a name that fits more principals, and of whom it stands for",
        base: renamed(base, "_vision_????????????????", "_vision_0123456789abcdef"),
        head: base,
        told: [
            `gained, outsider: "AWSReservedSSO_vision_????????????????" ${account("444455556666")}, named instead of "AWSReservedSSO_vision_0123456789abcdef" ${account("444455556666")}, can now become role "hyperpod-vision-scientist" ${account("444455556666")}, and so read "s3://acme-curated-dev/vision/*", ${key} and ${jobs.replace("speech", "vision")}`,
        ],
    },
    {
        does: "tells of a name that fits fewer principals as a loss alone",
        head: renamed(base, "_vision_????????????????", "_vision_0123456789abcdef"),
        told: [
            `lost, none: "AWSReservedSSO_vision_????????????????" ${account("444455556666")} can no longer become role "hyperpod-vision-scientist" ${account("444455556666")}, and so read "s3://acme-curated-dev/vision/*", ${key} and ${jobs.replace("speech", "vision")}`,
        ],
    },
    {
        does: "takes an id that is new for somebody's who is there",
        head: named,
        told: [
            `gained, outsider: principal "AROAEXAMPLE" can now become role "hyperpod-vision-data" ${account("111122223333")}, and so read "s3://acme-curated-dev/vision/*" and ${key}`,
        ],
    },
    {
        does: "takes one of two ids in the place of one name for somebody's who is there",
        base: withEdge(base, assuming(stranger.id, dataRole("vision")), stranger),
        head: withEdge(named, assuming("deleted:AROAOTHER", dataRole("vision")), {
            id: "deleted:AROAOTHER",
            kind: "deleted-principal",
            label: "AROAOTHER",
        }),
        told: [
            `gained, outsider: principal "AROAEXAMPLE" and principal "AROAOTHER" can now become role "hyperpod-vision-data" ${account("111122223333")}, and so read "s3://acme-curated-dev/vision/*" and ${key}`,
            `lost, account: "auditor" ${account("999988887777")} can no longer become role "hyperpod-vision-data" ${account("111122223333")}, and so read "s3://acme-curated-dev/vision/*" and ${key}`,
        ],
    },
    {
        does: "tells of a principal that is gone as such, and not as a gain",
        base: withEdge(base, assuming(stranger.id, dataRole("vision")), stranger),
        head: named,
        told: [
            `lost, account: "auditor" ${account("999988887777")} can no longer become role "hyperpod-vision-data" ${account("111122223333")}, and so read "s3://acme-curated-dev/vision/*" and ${key}`,
            'stale, none: a document names principal "AROAEXAMPLE", which is gone: whoever is called so now does not come in by it',
        ],
    },
    {
        does: "tells of what cannot be decided any more",
        head: withGrants(base, isData, (grant) => ({
            ...grant,
            undecided: ['operator "StringFoo" is not known'],
        })),
        told: [
            'undecided, none: it can no longer be decided what vision can do with bucket "acme-curated-dev"',
        ],
    },
];

describe("the difference of two access graphs", () => {
    for (const { does, base: before = base, head, told: expected } of cases) {
        it(does, () => {
            const difference = differenceOf(before, head, exampleClaims("vision", "speech"));

            assert.deepEqual(told(difference), expected);
        });
    }

    it("says of each team what becomes of it", () => {
        const head = withEdge(
            renamed(exampleGraph("vision", "robotics"), "hyperpod-robotics-data", "robotics-lake"),
            assuming(stranger.id, dataRole("vision")),
            stranger,
        );

        const { teams } = differenceOf(exampleGraph("vision", "speech", "robotics"), head);

        assert.deepEqual(teams, [
            { team: "robotics", status: "moved", exposed: false },
            { team: "speech", status: "removed", exposed: false },
            { team: "vision", status: "unchanged", exposed: true },
        ]);
    });

    it("tells what a service gains that somebody had already who comes the same way", () => {
        const job: GraphNode = {
            ...stranger,
            id: "arn:aws:iam::111122223333:role/job",
            kind: "role",
            label: "job",
            account: "111122223333",
        };
        const lambda: GraphNode = {
            id: "service:lambda.amazonaws.com",
            kind: "service",
            label: "lambda.amazonaws.com",
        };
        const admin = { ...job, id: `${job.id}-admin`, label: "admin" };
        const bucket = "arn:aws:s3:::acme-curated-dev";
        const reading = (from: string) =>
            edge("data", from, bucket, {
                actions: anyOf("s3:GetObject"),
                on: anyOf("object/vision/*"),
            });
        const before: AccessGraph = {
            ...base,
            nodes: [...base.nodes, job, lambda, admin],
            edges: [
                ...base.edges,
                assuming(lambda.id, job.id),
                assuming(admin.id, job.id),
                reading(admin.id),
            ],
        };

        const { changes } = differenceOf(before, withEdge(before, reading(job.id)));

        assert.deepEqual(
            changes.map(({ kind, from }) => ({ kind, from })),
            [{ kind: "gained", from: [job.id] }],
        );
    });

    it("names what was registered and is newly not read", () => {
        const { unread } = differenceOf(
            { ...base, unread: ["old"] },
            { ...base, unread: ["new", "old"] },
        );

        assert.deepEqual(unread, ["new"]);
    });

    it("tells of roles that only lead to each other", () => {
        const role = (name: string): GraphNode => ({
            id: `arn:aws:iam::111122223333:role/${name}`,
            kind: "role",
            label: name,
        });
        const [one, other] = [role("one"), role("other")];
        const head = withEdge(
            withEdge(base, assuming(one.id, other.id), one, other),
            assuming(other.id, one.id),
        );

        const { changes } = differenceOf(base, head);

        assert.deepEqual(
            changes.map(({ kind, from, edges }) => ({ kind, from, edges })),
            [
                { kind: "gained", from: [one.id], edges: [`assume|${one.id}|${other.id}|`] },
                { kind: "gained", from: [other.id], edges: [`assume|${other.id}|${one.id}|`] },
            ],
        );
    });
});
