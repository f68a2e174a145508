import assert from "node:assert/strict";
import { estateOf } from "../../../access/page/client/estate";
import { listed, shortened, visible } from "../../../access/page/client/text";
import { caption, conditionWords, patternWords, sentence } from "../../../access/page/client/words";
import { pageData } from "../../../access/page/pageData";
import { exampleGraph } from "../../support/exampleGraph";

describe("the page's words", () => {
    it("say every kind of edge in a sentence", () => {
        const { edges } = estateOf(pageData({ title: "", graph: exampleGraph("vision") }));

        assert.deepEqual(edges.map((edge) => [caption(edge), sentence(edge)]).sort(), [
            [
                "comes in as",
                'the role "hyperpod-vision-cluster-access" comes into the cluster as "hyperpod:vision"',
            ],
            [
                "gets",
                'a pod of the service account "training" gets the role "hyperpod-vision-data"',
            ],
            ["is in", '"hyperpod:vision" is in the group "hyperpod:vision"'],
            [
                "may Decrypt",
                'the role "hyperpod-vision-data" may use the key "1234abcd-12ab-34cd-56ef-1234567890ab" to Decrypt',
            ],
            [
                "may become",
                '"AWSReservedSSO_vision_*" may take on the role "hyperpod-vision-scientist"',
            ],
            [
                "may become",
                'the role "hyperpod-vision-scientist" may take on the role "hyperpod-vision-cluster-access"',
            ],
            [
                "may create, delete, see and change",
                'whoever is "hyperpod:vision" may create, delete, get, list, patch and 2 more kubeflow.org/pytorchjobs and sagemaker.amazonaws.com/hyperpodpytorchjobs in the namespace "hyperpod-ns-vision"',
            ],
            [
                "pods run as",
                'pods in the namespace "hyperpod-ns-vision" may run as the service account "training"',
            ],
            [
                "reads vision/*",
                'the role "hyperpod-vision-data" reads objects vision/* in the bucket "acme-curated-dev"',
            ],
        ]);
    });

    it("say conditions, with an unknown operator as it stands", () => {
        const said = (operator: string, ...values: readonly string[]) =>
            conditionWords({ operator, key: "aws:principalarn", values });

        assert.equal(said("StringEquals", "a"), 'aws:principalarn is "a"');
        assert.equal(said("ArnLike", "a", "b", "c"), 'aws:principalarn looks like "a", "b" or "c"');
        assert.equal(said("StringEqualsIfExists", "a"), 'aws:principalarn is "a", or is absent');
        assert.equal(
            said("ForAllValues:StringNotLike", "a", "b"),
            'every value, if there is any, of aws:principalarn does not look like "a" or "b"',
        );
        assert.equal(said("Null", "true"), "aws:principalarn is absent");
        assert.equal(said("DateLessThan", "2026"), 'aws:principalarn DateLessThan "2026"');
    });

    it("say a pattern with what it also has to match and what it must not", () => {
        const words = patternWords([
            { all: ["object/*", "object/vision/*"], none: ["object/vision/raw/*"] },
            { all: [], none: [] },
        ]);

        assert.deepEqual(words, [
            "object/* that is also object/vision/* but not object/vision/raw/*",
            "*",
        ]);
    });

    it("show what nobody could see", () => {
        assert.equal(
            visible("vision\u202e\u200b\u00a0 \u0007é"),
            "vision⟨U+202E⟩⟨U+200B⟩⟨U+00A0⟩ ⟨U+0007⟩é",
        );
    });

    it("shorten a name in its middle, and a list at its end", () => {
        assert.equal(shortened("hyperpod-vision-data", 11), "hyper…-data");
        assert.equal(shortened("vision", 11), "vision");
        assert.equal(listed(["a", "b", "c", "d"], 3), "a, b and 2 more");
        assert.equal(listed(["a"]), "a");
    });
});
