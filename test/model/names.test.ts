import assert from "node:assert/strict";
import {
    accessPointNameProblem,
    clusterAccessRoleName,
    computeQuotaName,
    dataRoleName,
    namespaceName,
    scientistRoleName,
    teamGroup,
    teamNamePattern,
} from "../../model/names";

describe("names", () => {
    const longest = "t".repeat(40);

    it("accepts team names of 1 to 40 characters and no others", () => {
        const names = ["a", longest, "a-b", "7up", "", `${longest}x`, "-a", "a-", "A", "a_b", "ä"];

        const accepted = names.filter((name) => teamNamePattern.test(name));

        assert.deepEqual(accepted, ["a", longest, "a-b", "7up"]);
    });

    it("answers on a hostile name without backtracking", () => {
        const started = process.hrtime.bigint();

        teamNamePattern.test(`${"a-".repeat(50_000)}!`);

        assert.ok(process.hrtime.bigint() - started < 100_000_000n);
    });

    it("keeps every name of the longest team within its AWS limit", () => {
        const lengths = {
            roles: [scientistRoleName, clusterAccessRoleName, dataRoleName].map(
                (name) => name(longest).length <= 64,
            ),
            namespace: namespaceName(longest).length <= 63,
            localQueue: `${namespaceName(longest)}-localqueue`.length <= 63,
            quota: computeQuotaName(longest).length <= 63,
        };

        assert.deepEqual(lengths, {
            roles: [true, true, true],
            namespace: true,
            localQueue: true,
            quota: true,
        });
    });

    it("names the group that AWS's own chart binds", () => {
        assert.equal(teamGroup("vision"), "hyperpod-ns-vision-namespace-level-group");
    });

    it("says why S3 would refuse an access point's name", () => {
        const problems = ["ab", "a".repeat(51), "vision-s3alias", "vision-curated"].map(
            accessPointNameProblem,
        );

        assert.deepEqual(problems, [
            'access point name "ab" has 2 characters; expected at least 3',
            `access point name "${"a".repeat(51)}" has 51 characters; expected at most 50: shorten the team's or the bucket's name`,
            'access point name "vision-s3alias" ends with "-s3alias", which S3 keeps for itself; rename the bucket\'s alias',
            undefined,
        ]);
    });
});
