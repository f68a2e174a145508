import assert from "node:assert/strict";
import {
    accessPointNameProblem,
    accessRoleName,
    audienceGroup,
    audienceRoleName,
    computeQuotaName,
    dataRoleName,
    namespaceName,
    schedulerConfigName,
    teamNamePattern,
} from "../../model/names";
import { measured } from "../support/processorTime";

describe("names", () => {
    const longest = "t".repeat(40);
    const kinds = ["scientist", "viewer", "robot"] as const;

    it("accepts team names of 1 to 40 characters and no others", () => {
        const names = ["a", longest, "a-b", "7up", "", `${longest}x`, "-a", "a-", "A", "a_b", "ä"];

        const accepted = names.filter((name) => teamNamePattern.test(name));

        assert.deepEqual(accepted, ["a", longest, "a-b", "7up"]);
    });

    it("answers on a hostile name without backtracking", () => {
        const { processorMs } = measured(() => teamNamePattern.test(`${"a-".repeat(50_000)}!`));

        assert.ok(processorMs < 1000, `${processorMs} ms`);
    });

    it("keeps every name of the longest team within its AWS limit", () => {
        const lengths = {
            roles: [
                ...kinds.map((kind) => audienceRoleName(longest, kind)),
                ...kinds.map((kind) => accessRoleName(longest, kind)),
                dataRoleName(longest),
            ].filter((name) => name.length > 64),
            namespace: namespaceName(longest).length <= 63,
            localQueue: `${namespaceName(longest)}-localqueue`.length <= 63,
            quota: computeQuotaName(longest).length <= 63,
            scheduler: schedulerConfigName("c".repeat(30)).length <= 63,
        };

        assert.deepEqual(lengths, {
            roles: [],
            namespace: true,
            localQueue: true,
            quota: true,
            scheduler: true,
        });
    });

    it("puts whoever submits into the group that AWS's own chart binds, and viewers into another", () => {
        assert.deepEqual(
            kinds.map((kind) => audienceGroup("vision", kind)),
            [
                "hyperpod-ns-vision-namespace-level-group",
                "hyperpod-ns-vision-viewer-group",
                "hyperpod-ns-vision-namespace-level-group",
            ],
        );
    });

    it("gives no role to two teams, whatever they are called", () => {
        const teams = [
            "vision",
            "vision-viewer",
            "vision-viewer-access",
            "vision-cluster",
            "robot",
        ];
        const names = teams.flatMap((team) => [
            ...kinds.map((kind) => audienceRoleName(team, kind)),
            ...kinds.map((kind) => accessRoleName(team, kind)),
            dataRoleName(team),
        ]);

        assert.equal(new Set(names).size, names.length);
    });

    it("says why S3 would refuse an access point's name", () => {
        const problems = ["ab", "a".repeat(51), "vision-s3alias", "vision-curated"].map((name) =>
            accessPointNameProblem(name),
        );

        assert.deepEqual(problems, [
            'access point name "ab" has 2 characters; expected at least 3',
            `access point name "${"a".repeat(51)}" has 51 characters; expected at most 50: shorten the team's or the bucket's name`,
            'access point name "vision-s3alias" ends with "-s3alias", which S3 keeps for itself; rename the bucket\'s alias',
            undefined,
        ]);
    });
});
