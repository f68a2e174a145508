import assert from "node:assert/strict";
import { engineOutput } from "../../cli/engineOutput";

function passedOn(...lines: readonly string[]): readonly string[] {
    const written: string[] = [];
    const output = engineOutput((line) => written.push(line));
    assert.ok(typeof output === "object" && "onLine" in output);
    for (const line of lines) {
        output.onLine(line, "stdout");
    }
    return written;
}

const expected =
    "    warning: using pulumi-resource-aws from $PATH at /sandbox/bin/pulumi-resource-aws";

describe("the engine's output", () => {
    it("loses the warnings about our own plugins, with what stood for them alone", () => {
        const lines = passedOn(
            "    pulumi:pulumi:Stack hyperpod-teams-dev  8 warnings",
            "Diagnostics:",
            "  pulumi:pulumi:Stack (hyperpod-teams-dev):",
            expected,
            expected,
            "",
            "Resources:",
            "    73 unchanged",
        );

        assert.deepEqual(lines, ["Resources:", "    73 unchanged"]);
    });

    it("keeps every other warning and error, under its heading", () => {
        const lines = passedOn(
            "Diagnostics:",
            "  pulumi:pulumi:Stack (hyperpod-teams-dev):",
            expected,
            "    warning: the stack is large",
            "",
            "  aws:iam:Role (vision-scientist-role):",
            "    error: AccessDenied",
            "",
        );

        assert.deepEqual(lines, [
            "Diagnostics:",
            "  pulumi:pulumi:Stack (hyperpod-teams-dev):",
            "    warning: the stack is large",
            "",
            "  aws:iam:Role (vision-scientist-role):",
            "    error: AccessDenied",
            "",
        ]);
    });
});
