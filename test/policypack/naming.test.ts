import assert from "node:assert/strict";
import { fill, match, teamIn } from "../../policypack/naming";

describe("naming patterns", () => {
    it("read a team's name out of a value", () => {
        const table: readonly (readonly [string, string, ReturnType<typeof match>])[] = [
            ["hyperpod-ns-{team}", "hyperpod-ns-vision", { team: "vision" }],
            ["hyperpod-ns-{team}", "hyperpod-ns-vision-2", { team: "vision-2" }],
            ["hyperpod-ns-{team}", "hyperpod-ns-", undefined],
            ["hyperpod-ns-{team}", "hyperpod-ns-Vision", undefined],
            ["hyperpod-ns-{team}", "hyperpod-ns-vision-", undefined],
            ["hyperpod-ns-{team}", "hyperpod-ns-*", undefined],
            ["hyperpod-ns-{team}", "hyperpod-ns-vision\n", undefined],
            ["hyperpod-ns-{team}", `hyperpod-ns-${"a".repeat(41)}`, undefined],
            ["{team}.{team}", "vision.vision", { team: "vision" }],
            ["{team}.{team}", "vision.speech", undefined],
            ["a.b", "a.b", {}],
            ["a.b", "axb", undefined],
            ["Set{Team}", "SetVision", undefined],
            ["{team}-{Team}", "speech-lab-SpeechLab", { team: "speech-lab" }],
            ["{team}-{Team}", "speech-lab-Speechlab", undefined],
            ["Set_{name}_??", "Set_Vision_??", {}],
            ["Set_{name}_??", "Set_*_??", undefined],
            ["Set_{name}_??", "Set_Vision_ab", undefined],
        ];

        for (const [pattern, value, expected] of table) {
            assert.deepEqual(match(pattern, value), expected, `${pattern} on ${value}`);
        }
    });

    it("hold a value against one team that is known by other means", () => {
        const table: readonly (readonly [string, string, string, ReturnType<typeof match>])[] = [
            ["Set{Team}", "SetSpeechLab", "speech-lab", { team: "speech-lab" }],
            ["Set{Team}", "SetSpeechlab", "speech-lab", undefined],
            ["Set{Team}", "SetVision", "speech-lab", undefined],
            ["hyperpod-ns-{team}", "hyperpod-ns-vision", "vision", { team: "vision" }],
            ["hyperpod-ns-{team}", "hyperpod-ns-vision", "speech", undefined],
            ["{name}-runner", "gitlab-runner", "vision", {}],
        ];

        for (const [pattern, value, team, expected] of table) {
            assert.deepEqual(match(pattern, value, team), expected, `${pattern} on ${value}`);
        }
    });

    it("find no team where two patterns disagree on whose a name is", () => {
        const patterns = ["{team}-a", "{team}-b-a"];

        assert.equal(teamIn(patterns, "vision-a"), "vision");
        assert.equal(teamIn(patterns, "vision-b-a"), undefined);
        assert.equal(teamIn(patterns, "vision"), undefined);
    });

    it("show the wanted form for a team, or the pattern itself", () => {
        assert.equal(fill("hyperpod-ns-{team}", "vision"), "hyperpod-ns-vision");
        assert.equal(fill("{team} {Team}", "speech-lab-2"), "speech-lab-2 SpeechLab2");
        assert.equal(fill("hyperpod-ns-{team}", undefined), "hyperpod-ns-{team}");
    });
});
