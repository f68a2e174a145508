import assert from "node:assert/strict";
import { policies } from "../policypack/policies";
import { readProjectFile } from "./support/example";

describe("the policy pack's README", () => {
    it("lists every policy with its own description", () => {
        const [, table = ""] =
            /<!-- policies -->\n([^]*)<!-- \/policies -->/.exec(
                readProjectFile("policypack/README.md"),
            ) ?? [];

        const rows = table
            .trim()
            .split("\n")
            .slice(2)
            .map((row) => row.split("|").map((cell) => cell.trim()));

        assert.deepEqual(
            rows,
            policies.map(({ name, description }) => ["", `\`${name}\``, description, ""]),
        );
    });
});
