import assert from "node:assert/strict";
import { readPolicyDocument } from "../../../policypack/iam/document";
import { strangersIn } from "../../../policypack/iam/strangers";
import { documentOf, knownOf, strangerCases } from "./caseFiles";

describe("whom a document lets in, case by case", () => {
    for (const { file, setting, cases } of strangerCases()) {
        describe(file, () => {
            for (const each of cases) {
                const verdict =
                    each.unreadable === undefined && each.strangers?.length === 0
                        ? "accepts"
                        : "refuses";
                it(`${verdict}: ${each.because}`, () => {
                    const reading = readPolicyDocument(documentOf(setting, each));

                    const { unreadable, strangers } = each;
                    const found = reading.ok
                        ? {
                              strangers: strangersIn(
                                  reading.document,
                                  knownOf(setting, each),
                                  setting.team,
                              ),
                          }
                        : { unreadable: reading.reason };
                    assert.deepEqual(
                        found,
                        unreadable === undefined ? { strangers } : { unreadable },
                    );
                });
            }

            it("labels no two cases alike", () => {
                const labels = cases.map(({ because }) => because);

                assert.deepEqual([...new Set(labels)], labels);
            });
        });
    }

    it("has two hundred cases and more", () => {
        const count = strangerCases().reduce((sum, { cases }) => sum + cases.length, 0);

        assert.ok(count >= 200, `${count} cases`);
    });
});
