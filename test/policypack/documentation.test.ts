import assert from "node:assert/strict";
import { parse } from "yaml";
import { policies } from "../../policypack/policies";
import { readProjectFile } from "../support/example";
import { findingsOf, stackFindingsOf, unknownStringValue } from "./policyRun";
import type { Registration } from "./policyRun";
import { configuration } from "./sampleProgram";

interface Section {
    readonly name: string;
    readonly text: string;
    /** The YAML blocks, in order: what fails, and what does not. */
    readonly examples: readonly string[];
    readonly findings: readonly string[];
}

type Written = Omit<Registration, "provider"> & {
    readonly provider?: { readonly name: string; readonly props?: Record<string, unknown> };
};

const sections: readonly Section[] = readProjectFile("docs/policies.md")
    .split(/^### /m)
    .slice(1)
    .map((text) => ({
        name: /^`(.*)`/.exec(text)?.[1] ?? text,
        text,
        examples: [...text.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, yaml = ""]) => yaml),
        findings: [...text.matchAll(/^> (.*)$/gm)].map(([, finding = ""]) => finding),
    }));

function registrationsIn(yaml: string): readonly Registration[] {
    const written = parse(yaml, {
        customTags: [{ tag: "!unknown", resolve: () => unknownStringValue }],
    }) as readonly Written[];
    return written.map(({ provider, ...registration }) => {
        if (provider === undefined) {
            return registration;
        }
        const type = `pulumi:providers:${registration.type.split(":")[0] ?? ""}`;
        const urn = `urn:pulumi:dev::p::${type}::${provider.name}`;
        return {
            ...registration,
            provider: { type, urn, name: provider.name, props: provider.props ?? {} },
        };
    });
}

describe("the documentation of the policies", () => {
    const config = configuration("dev");

    it("has a section for each policy, in their order", () => {
        assert.deepEqual(
            sections.map(({ name }) => name),
            policies.map(({ name }) => name),
        );
    });

    for (const policy of policies) {
        it(`says of ${policy.name} what it judges, by which facts, and how to mend it`, async () => {
            const section = sections.find(({ name }) => name === policy.name);
            assert.ok(section);
            const { text, examples, findings } = section;
            const facts = (policy.configSchema?.required ?? []).map((key) => `\`${key}\``);
            const judged = async (yaml = "[]") => {
                const found: string[] = [];
                const registrations = registrationsIn(yaml);
                assert.notEqual(registrations.length, 0);
                const known = config[policy.name] ?? {};
                for (const registration of registrations) {
                    found.push(...(await findingsOf(policy, registration, known)));
                }
                return [...found, ...(await stackFindingsOf(policy, registrations, known))];
            };

            assert.equal(
                text.split("\n")[2],
                `${policy.description} Severity: ${policy.severity ?? ""}. Facts: ${facts.join(", ") || "none"}. [Background](${policy.url ?? ""})`,
            );
            assert.equal(text.includes(`\n${policy.remediationSteps ?? ""}\n`), true);
            assert.equal(examples.length, 2);
            assert.equal(findings.length, 1);
            assert.deepEqual(await judged(examples[0]), findings);
            assert.deepEqual(await judged(examples[1]), []);
        });
    }
});
