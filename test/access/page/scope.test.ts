import assert from "node:assert/strict";
import { estateOf } from "../../../access/page/client/estate";
import { outlineOf } from "../../../access/page/client/outline";
import type { Outline } from "../../../access/page/client/outline";
import { pathsToData, scopeOf, scopeOfTeam, walksThrough } from "../../../access/page/client/scope";
import type { GraphEdge, GraphNode } from "../../../policypack/graph/graph";
import { pageData } from "../../../access/page/pageData";
import { anyOf, edge, exampleGraph } from "../../support/exampleGraph";

const teams = (count: number) => Array.from({ length: count }, (_, index) => `team-${index}`);

function estateWith(...names: readonly string[]) {
    return estateOf(pageData({ title: "", graph: exampleGraph(...names) }));
}

describe("the scope of a team", () => {
    it("is what leads to it and what it leads to, and nothing of those who share its data", () => {
        const own = estateWith("vision").edges.map(({ id }) => id);
        const estate = estateWith("speech", "vision");

        const scope = scopeOfTeam(estate.teams[1] ?? assert.fail());

        assert.deepEqual([...scope.edges].map(({ id }) => id).sort(), own.sort());
    });

    it("has whoever comes in from another team, with what stands behind them", () => {
        const graph = exampleGraph("speech", "vision");
        const [from, to] = ["speech", "vision"].map(
            (team) => graph.nodes.find(({ label }) => label === `hyperpod-${team}-data`)?.id ?? "",
        );
        const across = edge("assume", from ?? "", to ?? "", { actions: anyOf(), on: anyOf() });
        const estate = estateOf(
            pageData({ title: "", graph: { ...graph, edges: [...graph.edges, across] } }),
        );

        const { nodes } = scopeOfTeam(estate.teams[1] ?? assert.fail());

        const foreign = [...nodes].filter(({ team }) => team === "speech");
        assert.deepEqual(foreign.map(({ label }) => label).sort(), [
            "AWSReservedSSO_speech_*",
            "hyperpod-ns-speech",
            "hyperpod-speech-cluster-access",
            "hyperpod-speech-data",
            "hyperpod-speech-scientist",
            "hyperpod:speech",
            "hyperpod:speech",
            "training",
        ]);
    });

    it("does not end in a loop", () => {
        const graph = exampleGraph("vision");
        const back = edge("assume", graph.edges[0]?.to ?? "", graph.edges[0]?.from ?? "", {
            actions: anyOf(),
            on: anyOf(),
        });
        const estate = estateOf(
            pageData({ title: "", graph: { ...graph, edges: [...graph.edges, back] } }),
        );

        assert.equal(scopeOfTeam(estate.teams[0] ?? assert.fail()).edges.size, 10);
    });
});

describe("paths to data", () => {
    it("leave out what leads to no data or comes from nobody", () => {
        const graph = exampleGraph("vision");
        const scientist = graph.nodes.find(({ label }) => label === "hyperpod-vision-scientist");
        const looks = edge("aws", scientist?.id ?? "", "cluster:c", {
            actions: anyOf("eks:DescribeCluster"),
            on: anyOf("*"),
        });
        const estate = estateOf(
            pageData({ title: "", graph: { ...graph, edges: [...graph.edges, looks] } }),
        );

        const path = pathsToData(scopeOfTeam(estate.teams[0] ?? assert.fail()));

        assert.deepEqual(
            [...path].map(({ id }) => id).sort(),
            graph.edges.map(({ id }) => id).sort(),
        );
    });
});

describe("the outline of what many share", () => {
    const bucketOutline = (count: number) => {
        const estate = estateWith(...teams(count));
        const bucket = [...estate.nodes.values()].find(({ kind }) => kind === "bucket");
        return outlineOf(scopeOf([bucket ?? assert.fail()]), undefined);
    };

    it("shows every node of a few teams", () => {
        assert.equal(bucketOutline(5).nodes.length, 5 * 8 + 1);
    });

    it("shows each of some dozens of teams as one", () => {
        const { nodes, edges } = bucketOutline(30);

        assert.deepEqual(
            nodes.map(({ title, subtitle }) => `${subtitle}: ${title}`).sort(),
            [
                "bucket: acme-curated-dev",
                ...teams(30).map((name) => `team, 8 things: ${name}`),
            ].sort(),
        );
        assert.equal(edges.length, 30);
    });

    it("shows a thousand teams as one, with every edge in it", () => {
        const { nodes, edges } = bucketOutline(1000);

        assert.deepEqual(
            nodes.map(({ title }) => title),
            ["acme-curated-dev", "1,000 other teams"],
        );
        assert.deepEqual(
            edges.map((each) => each.edges.length),
            [1000],
        );
    });
});

describe("walks through a namespace", () => {
    it("do not lead somebody who may only look to what its pods reach", () => {
        const graph = exampleGraph("vision");
        const namespace = graph.nodes.find(({ kind }) => kind === "namespace")?.id ?? "";
        const looks = edge("kubernetes", "group:viewers", namespace, {
            actions: anyOf("get", "list", "watch"),
            on: anyOf("kubeflow.org/pytorchjobs"),
        });
        const estate = estateOf(
            pageData({ title: "", graph: { ...graph, edges: [...graph.edges, looks] } }),
        );
        const looking = estate.edges.find(({ id }) => id === looks.id) ?? assert.fail();
        const bucket = [...estate.nodes.values()].find(({ kind }) => kind === "bucket");

        const walk = walksThrough(looking);
        const { edges } = scopeOf([bucket ?? assert.fail()]);

        assert.deepEqual([...walk], [looking]);
        assert.equal(edges.has(looking), false);
    });
});

describe("the outline of a team", () => {
    const outlineWith = (more: (ids: Readonly<Record<string, string>>) => readonly GraphEdge[]) => {
        const graph = exampleGraph("vision");
        const ids = Object.fromEntries(graph.nodes.map(({ label, id }) => [label, id]));
        const added = more(ids);
        const nodes = added.flatMap(({ from, to }) =>
            [from, to].filter((id) => !graph.nodes.some((node) => node.id === id)).map(newNode),
        );
        const estate = estateOf(
            pageData({
                title: "",
                graph: {
                    nodes: [...graph.nodes, ...nodes],
                    edges: [...graph.edges, ...added],
                    unread: [],
                },
            }),
        );
        return (withAws: boolean) =>
            outlineOf(scopeOfTeam(estate.teams[0] ?? assert.fail()), "vision", withAws);
    };
    const newNode = (id: string): GraphNode =>
        id.startsWith("service:")
            ? { id, kind: "service", label: id }
            : { id, kind: "principal", label: "AWSReservedSSO_vision_*", account: "444455556666" };
    const plain = outlineWith(() => [])(false);
    const keysOf = ({ nodes, edges }: Outline) => [...nodes, ...edges].map(({ key }) => key).sort();

    it("shows what else roles may do in AWS where that is wanted", () => {
        const describes = outlineWith(
            ({ "hyperpod-vision-data": role = "", "hyperpod-dev": cluster = "" }) => [
                edge("aws", role, cluster, {
                    actions: anyOf("eks:DescribeCluster"),
                    on: anyOf("*"),
                }),
            ],
        );

        assert.deepEqual(keysOf(describes(false)), keysOf(plain));
        assert.equal(describes(true).edges.length, plain.edges.length + 1);
        assert.equal(describes(true).nodes.length, plain.nodes.length + 1);
    });

    it("always shows what cannot be decided", () => {
        const unclear = outlineWith(
            ({ "hyperpod-vision-data": role = "", "hyperpod-dev": cluster = "" }) => [
                edge("aws", role, cluster, {
                    actions: anyOf("eks:*"),
                    on: anyOf("*"),
                    undecided: ["who knows"],
                }),
            ],
        );

        assert.equal(unclear(false).edges.length, plain.edges.length + 1);
    });

    it("leaves it to the service account's edge to say that EKS takes on its role", () => {
        const eks = outlineWith(({ "hyperpod-vision-data": role = "" }) => [
            edge("assume", "service:pods.eks.amazonaws.com", role, {
                actions: anyOf("sts:AssumeRole"),
                on: anyOf(role),
            }),
        ]);

        assert.deepEqual(keysOf(eks(false)), keysOf(plain));
    });

    it("shows a service that comes to a role in no other way", () => {
        const lambda = outlineWith(({ "hyperpod-vision-scientist": role = "" }) => [
            edge("assume", "service:lambda.amazonaws.com", role, {
                actions: anyOf("sts:AssumeRole"),
                on: anyOf(role),
            }),
        ]);

        assert.equal(lambda(false).edges.length, plain.edges.length + 1);
    });

    it("shows principals of one name and one way as one, with all their edges", () => {
        const twin = outlineWith(({ "hyperpod-vision-scientist": role = "" }) => [
            edge(
                "assume",
                "arn:aws:iam::444455556666:role/aws-reserved/x/AWSReservedSSO_vision_*",
                role,
                {
                    actions: anyOf("sts:AssumeRole"),
                    on: anyOf(role),
                },
            ),
        ])(false);

        const both = twin.nodes.filter(({ title }) => title === "AWSReservedSSO_vision_*");
        assert.deepEqual(
            both.map(({ subtitle, members }) => [subtitle, members.length]),
            [["principal from outside, by 2 names", 2]],
        );
        assert.deepEqual(
            twin.edges.filter(({ from }) => from === both[0]?.key).map(({ edges }) => edges.length),
            [2],
        );
    });
});
