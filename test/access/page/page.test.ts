import assert from "node:assert/strict";
import { unpack } from "../../../access/page/packed";
import type { Packed } from "../../../access/page/packed";
import { renderPage } from "../../../access/page/page";
import { pageData } from "../../../access/page/pageData";
import { differenceOf } from "../../../access/diff/difference";
import { changedExample } from "../../support/changedExample";
import { anyOf, exampleGraph } from "../../support/exampleGraph";

const hostile = `</script><script>alert("1")</script><!--<script>'&amp;\u202egnp.elor\u2066\u0000\u2028`;

/** Scripts as a browser's parser sees them: whatever stands in one, its first end tag ends it. */
function scriptsOf(page: string): readonly string[] {
    return [...page.matchAll(/<script\b[^>]*>([^]*?)<\/script/gi)].map(([, text = ""]) => text);
}

describe("renderPage", () => {
    it("carries the graph, and a name that would like to be markup as data", () => {
        const graph = exampleGraph(hostile);

        const page = renderPage({ title: hostile, graph });

        const [data = "", ...others] = scriptsOf(page);
        assert.deepEqual(unpack(JSON.parse(data) as Packed), pageData({ title: hostile, graph }));
        assert.equal(others.length, 1);
        assert.equal(page.split(/<script/i).length - 1, 2);
        assert.equal(page.split('alert("1")').length - 1, 0);
        assert.deepEqual([...data.matchAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>&]/gu)], []);
    });

    it("is the same for the same graph", () => {
        const graph = exampleGraph("vision", "speech");

        assert.equal(renderPage({ title: "a", graph }), renderPage({ title: "a", graph }));
    });

    it("lets nothing load and nothing run but what it carries", () => {
        const page = renderPage({ title: "Access", graph: exampleGraph() });

        const [, policy = ""] =
            /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
        assert.deepEqual(
            policy.split("; ").map((rule) => rule.replace(/'sha256-[\w+/]{43}='/, "<hash>")),
            [
                "default-src 'none'",
                "script-src <hash>",
                "style-src <hash>",
                "base-uri 'none'",
                "form-action 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'",
            ],
        );
        assert.doesNotMatch(page, /\b(src|srcset|action)=|@import|url\((?!#)/);
    });
});

describe("pageData", () => {
    it("puts what a change takes away beside what is there", () => {
        const before = exampleGraph("vision", "speech");
        const graph = exampleGraph("vision");
        const gone = before.edges.filter(({ from, to }) => `${from}${to}`.includes("speech"));

        const data = pageData({
            title: "Access",
            graph,
            difference: differenceOf(before, graph),
        });

        assert.deepEqual(
            data.edges.filter(({ change }) => change === "lost"),
            gone.map(({ id: _id, ...edge }) => ({
                ...edge,
                ...(edge.kind === "kubernetes" ? { makesPods: true } : {}),
                change: "lost",
            })),
        );
        assert.deepEqual(
            data.nodes.map(({ id }) => id).sort(),
            before.nodes.map(({ id }) => id).sort(),
        );
    });

    it("tells of an edge that widens what it allows now, and what of it is new", () => {
        const { graph, difference } = changedExample(["speech", "vision"], "vision");

        const data = pageData({ title: "Access", graph, difference });

        const isWider = (kind: string) => kind === "data";
        const wider = data.edges.filter(
            ({ kind, change }) => isWider(kind) && change === "widened",
        );
        assert.deepEqual(
            wider.map(({ grants, gained, lost }) => [
                grants.map(({ on }) => on),
                gained?.map(({ on }) => on),
                lost,
            ]),
            [[[anyOf("object/*")], [[{ all: ["object/*"], none: ["object/vision/*"] }]], []]],
        );
        assert.deepEqual(
            data.changes?.map(({ kind, teams }) => [kind, teams]),
            [
                ["gained", ["vision"]],
                ["lost", ["vision"]],
                ["team-added", ["newcomer"]],
            ],
        );
    });
});
