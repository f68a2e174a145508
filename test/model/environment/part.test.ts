import assert from "node:assert/strict";
import { factsOfPart, partOfIn } from "../../../model/environment/part";
import { formatIssues } from "../../../model/issue";

describe("a part of an environment", () => {
    it("says of which by any key that the engine takes for the setting", () => {
        const keys = ["hyperpod-teams:partOf", "hyperpod-teams:config:partOf", "partOf"];

        assert.deepEqual(
            [...keys, "aws:partOf"].map((key) => partOfIn(`config: { "${key}": prod }`)),
            ["prod", "prod", "prod", undefined],
        );
    });

    it("fails with facts of its own, and with keys that would mean nothing", () => {
        const text = "config:\n  partOf: prod\n  protect: true\n  hyperpod-team:assume: preview\n";

        assert.equal(
            formatIssues(factsOfPart("Pulumi.more.yaml", text, "prod")),
            [
                'Pulumi.more.yaml:3:3  config.protect: this is a part of environment "prod"; expected this fact in Pulumi.prod.yaml alone',
                'Pulumi.more.yaml:4:3  config.hyperpod-team:assume: unknown namespace "hyperpod-team"; did you mean "hyperpod-teams"?',
            ].join("\n"),
        );
    });
});
