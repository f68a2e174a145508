import * as assert from "node:assert/strict";
import { refreshedInputs } from "../../../../sandbox/kubernetes/provider/objectShape";

describe("refreshedInputs", () => {
    it("takes what the API server does not write for the empty text that was said", () => {
        const said = { spec: { storageClassName: "", volumeMode: "Filesystem" } };

        const refreshed = refreshedInputs(said, { spec: { volumeMode: "Block", added: true } });

        assert.deepEqual(refreshed, { spec: { storageClassName: "", volumeMode: "Block" } });
    });

    it("drops what was said and is gone", () => {
        const refreshed = refreshedInputs({ metadata: { labels: { a: "b" } } }, { metadata: {} });

        assert.deepEqual(refreshed, { metadata: {} });
    });
});
