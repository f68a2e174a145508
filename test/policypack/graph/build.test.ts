import assert from "node:assert/strict";
import { buildGraph } from "../../../policypack/graph/build";
import { mockResources } from "../../support/mockResources";
import { runIndex } from "../../support/runIndex";

describe("the graph of the example's registrations", function () {
    this.timeout(60_000);

    it("has one node for the one cluster, whoever names it", async () => {
        const { nodes } = buildGraph(mockResources(await runIndex()));

        assert.deepEqual(
            nodes.filter(({ kind }) => kind === "cluster"),
            [
                {
                    id: "cluster:arn:aws:eks:us-west-2:111122223333:cluster/hyperpod-dev",
                    kind: "cluster",
                    label: "hyperpod-dev",
                    account: "111122223333",
                },
            ],
        );
    });
});
