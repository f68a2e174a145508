import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { policies } from "../../policypack/policies";
import { findingsOf, unknownStringValue } from "./policyRun";

interface Case {
    /** The argument for the verdict, from what AWS or Kubernetes does, not from what the code says. */
    readonly because: string;
    readonly type?: string;
    readonly props: Record<string, unknown>;
    readonly findings: readonly string[];
}

interface CaseFile {
    readonly policy: string;
    readonly type: string;
    readonly name: string;
    readonly config: object;
    readonly cases: readonly Case[];
}

const folder = join(__dirname, "../cases/policies");
// `!unknown` in a case file is a value that the engine does not know at preview.
const unknown = { tag: "!unknown", resolve: () => unknownStringValue };

const files = readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => ({
        file,
        ...(parse(readFileSync(join(folder, file), "utf8"), {
            customTags: [unknown],
        }) as CaseFile),
    }));

describe("the policies, case by case", () => {
    for (const { file, policy: name, type, name: registered, config, cases } of files) {
        describe(`${name} (${file})`, () => {
            const policy = policies.find((each) => each.name === name);
            for (const each of cases) {
                const verdict = each.findings.length === 0 ? "accepts" : "reports";
                it(`${verdict}: ${each.because}`, async () => {
                    assert.ok(policy, `no policy is called "${name}"`);

                    const findings = await findingsOf(
                        policy,
                        { type: each.type ?? type, name: registered, props: each.props },
                        config,
                    );

                    assert.deepEqual(findings, each.findings);
                });
            }
        });
    }

    it("has cases for every policy, an absent and an unknown value among them", () => {
        const covered = new Set(files.map(({ policy }) => policy));
        const withUnknown = new Set(
            files
                .filter(({ cases }) => JSON.stringify(cases).includes(unknownStringValue))
                .map(({ policy }) => policy),
        );
        const names = policies.map(({ name }) => name).sort();

        assert.deepEqual([...covered].sort(), names);
        assert.deepEqual([...withUnknown].sort(), names);
    });

    it("labels no two cases of a file alike", () => {
        for (const { file, cases } of files) {
            const labels = cases.map(({ because }) => because);
            assert.equal(new Set(labels).size, labels.length, file);
        }
    });
});
