import assert from "node:assert/strict";
import { inspect } from "node:util";
import {
    governanceStanding,
    hasFailedToChange,
    hasNeverStood,
} from "../../../model/documents/governanceStanding";

const clusterArn = "arn:aws:sagemaker:us-west-2:111122223333:cluster/abcdef012345";
const arn = "arn:aws:sagemaker:us-west-2:111122223333:compute-quota/0123456789ab";
const standing = (status: string) => ({ arn, clusterArn, status });

describe("what Cloud Control tells of task governance", () => {
    it("is read of a quota, with its team", () => {
        const properties = JSON.stringify({
            ComputeQuotaArn: arn,
            ClusterArn: clusterArn,
            ComputeQuotaTarget: { TeamName: "vision", FairShareWeight: 0 },
            Status: "Created",
        });

        assert.deepEqual(governanceStanding(properties), {
            arn,
            clusterArn,
            teamName: "vision",
            status: "Created",
        });
    });

    it("is read of a scheduler configuration", () => {
        const properties = JSON.stringify({
            ClusterSchedulerConfigArn: "arn:of-the-configuration",
            ClusterArn: clusterArn,
            Status: "Updated",
        });

        assert.deepEqual(governanceStanding(properties), {
            arn: "arn:of-the-configuration",
            clusterArn,
            status: "Updated",
        });
    });

    for (const properties of [undefined, "", "{", "null", "[]", '{"Status":"Created"}', 1]) {
        it(`is nothing in ${inspect(properties)}`, () => {
            assert.equal(governanceStanding(properties), undefined);
        });
    }

    it("tells what never stood from what did not change", () => {
        const statuses = ["Created", "CreateFailed", "CreateRollbackFailed", "UpdateFailed"];

        assert.deepEqual(
            statuses.map((status) => [
                hasNeverStood(standing(status)),
                hasFailedToChange(standing(status)),
            ]),
            [
                [false, false],
                [true, false],
                [true, false],
                [false, true],
            ],
        );
    });
});
