import assert from "node:assert/strict";
import { readPolicyDocument } from "../../../policypack/iam/document";
import { strangersIn } from "../../../policypack/iam/strangers";
import { documentOf, knownOf, strangerCases } from "./caseFiles";
import { admittedOutsider } from "./outsiders";

// The pack asks whether a stranger could come in, the simulator whether one of a sample does. Where
// they differ, the pack must be the stricter one, and the case must say why.
describe("the pack beside an independent evaluator", () => {
    for (const { file, setting, cases } of strangerCases()) {
        for (const each of cases) {
            const document = documentOf(setting, each);
            const reading = readPolicyDocument(document);
            if (!reading.ok) {
                continue;
            }
            it(`${file}: ${each.because}`, async () => {
                const strangers = strangersIn(
                    reading.document,
                    knownOf(setting, each),
                    setting.team,
                );

                const admitted = await admittedOutsider(
                    typeof document === "string" ? JSON.parse(document) : document,
                    setting,
                    each.doors,
                );

                if (strangers.length === 0) {
                    assert.equal(admitted, undefined, "the pack accepts what lets a stranger in");
                    assert.equal(each.simulator, undefined, "there is nothing to explain");
                } else if (admitted === undefined) {
                    assert.ok(each.simulator, "nobody came in: say why the pack refuses");
                } else {
                    assert.equal(each.simulator, undefined, `"${admitted}" came in: they agree`);
                }
            });
        }
    }
});
