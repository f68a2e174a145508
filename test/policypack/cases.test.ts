import assert from "node:assert/strict";
import { policies } from "../../policypack/policies";
import { securityInputsAreKnown } from "../../policypack/rules/securityInputsAreKnown";
import { caseFiles, registrationsOf } from "./caseFiles";
import { findingsOf, stackFindingsOf, unknownStringValue } from "./policyRun";
import type { Registration } from "./policyRun";

/** What stops the stack because it is not known, by path; without any exception. */
async function unknownInputs(registrations: readonly Registration[]): Promise<readonly string[]> {
    const findings: string[] = [];
    for (const registration of registrations) {
        findings.push(
            ...(await findingsOf(securityInputsAreKnown, registration, { exceptions: [] })),
        );
    }
    return findings.map((finding) => /an unknown value at "([^"]*)"/.exec(finding)?.[1] ?? finding);
}

describe("the policies, case by case", () => {
    for (const file of caseFiles) {
        describe(`${file.policy} (${file.file})`, () => {
            const policy = policies.find((each) => each.name === file.policy);
            for (const each of file.cases) {
                const stopped = each.findings.length > 0 || (each.unknown ?? []).length > 0;
                it(`${stopped ? "reports" : "accepts"}: ${each.because}`, async () => {
                    assert.ok(policy, `no policy is called "${file.policy}"`);
                    const registrations = registrationsOf(file, each);
                    const config = { ...file.config, ...each.config };

                    const findings: string[] = [];
                    for (const registration of registrations) {
                        findings.push(...(await findingsOf(policy, registration, config)));
                    }
                    findings.push(...(await stackFindingsOf(policy, registrations, config)));

                    assert.deepEqual(findings, each.findings);
                    if (policy !== securityInputsAreKnown) {
                        const stops = await unknownInputs(registrations);
                        assert.deepEqual(stops, each.unknown ?? []);
                    }
                });
            }
        });
    }

    it("has cases for every policy, an absent and an unknown value among them", () => {
        const covered = new Set(caseFiles.map(({ policy }) => policy));
        const withUnknown = new Set(
            caseFiles
                .filter(({ cases }) => JSON.stringify(cases).includes(unknownStringValue))
                .map(({ policy }) => policy),
        );
        const names = policies.map(({ name }) => name).sort();

        assert.deepEqual([...covered].sort(), names);
        assert.deepEqual([...withUnknown].sort(), names);
    });

    it("labels no two cases of a file alike", () => {
        for (const { file, cases } of caseFiles) {
            const labels = cases.map(({ because }) => because);
            assert.equal(new Set(labels).size, labels.length, file);
        }
    });
});
