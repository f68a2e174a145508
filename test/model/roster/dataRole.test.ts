import assert from "node:assert/strict";
import { checkDataRole } from "../../../model/roster/checks/dataRole";
import { exampleEnvironment } from "../../support/example";
import { bucketOf, teamFixture } from "../../support/teamFixture";

describe("a data role in the data's account", () => {
    const environment = exampleEnvironment();
    const curated = bucketOf(environment, "curated");
    const research = environment.accounts.get("research") ?? curated.account;
    const elsewhere = { ...curated, alias: "elsewhere", account: research };

    it("fails for data in two accounts, since a role is in one", () => {
        const errors: unknown[] = [];
        const team = teamFixture({
            dataRole: "data-account",
            data: [curated, elsewhere].map((bucket) => ({ bucket, prefix: "a/", mode: "read" })),
        });

        checkDataRole(
            { team, at: (field) => ["teams", "vision", field] },
            {
                error: (...issue) => errors.push(issue),
                warning: (...issue) => errors.push(issue),
            },
        );

        assert.deepEqual(errors, [
            [
                ["teams", "vision", "dataRole"],
                'dataRole "data-account" is one role in one account, and the team\'s buckets are in "data" and "research"; expected buckets of one account, or "cluster-account"',
            ],
        ]);
    });
});
