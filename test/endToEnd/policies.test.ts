import assert from "node:assert/strict";
import { copyProject } from "../support/projectCopy";
import type { ProjectCopy } from "../support/projectCopy";
import * as fs from "node:fs";
import * as path from "node:path";

/**
 * What an unsafe pull request meets: the preview that every rollout begins with, judged by the pack.
 * Each case edits the components, as such a pull request would.
 */
const unsafe = [
    {
        title: "an association scoped to the whole cluster",
        file: "components/clusterAccess.ts",
        text: "accessScope: accessScope(policy)",
        by: 'accessScope: { type: "cluster" }',
        policy: "eks-access-policy-association-stays-in-its-namespace",
        names: ['team "vision"', '"vision-cluster-view"', '"cluster"'],
    },
    {
        title: "a bucket policy that lets anyone in",
        file: "model/documents/bucketDocuments.ts",
        text: `                  Condition: {
                      StringEquals: { "s3:DataAccessPointAccount": bucket.account.id },
                      ...fence,
                  },
`,
        by: "",
        policy: "s3-bucket-policy-lets-in-no-stranger",
        names: ["curated-policy", 'principal "*"'],
    },
] as const;

describe("the policy pack under the real engine", function () {
    this.timeout(300_000);
    let project: ProjectCopy;

    beforeEach(() => {
        project = copyProject();
    });

    afterEach(async () => {
        await project.dispose();
    });

    for (const { title, file, text, by, policy, names } of unsafe) {
        it(`stops ${title} before anything changes`, async () => {
            project.edit(file, text, by);

            const { code, output } = await project.run(["start"]);

            assert.equal(code, 1, output);
            const finding = output.slice(output.indexOf(`[mandatory]`));
            assert.match(output, new RegExp(policy));
            for (const name of names) {
                assert.equal(finding.includes(name), true, `${name} is not named in:\n${output}`);
            }
            assert.doesNotMatch(output, /^Updating/m);
            const roles = JSON.parse(
                fs.readFileSync(path.join(project.sandbox.accounts, "111122223333.json"), "utf8"),
            ) as unknown;
            assert.doesNotMatch(JSON.stringify(roles), /hyperpod-vision/);
        });
    }
});
