import assert from "node:assert/strict";
import { readDeployment } from "../support/checkpoint";
import { copyProject } from "../support/projectCopy";
import type { ProjectCopy } from "../support/projectCopy";

const protectedOnes = ["curated-policy", "speech-compute-quota", "training-scheduler"];

const team = (name: string, further = "") => `  ${name}:
    cluster: training
    scientists:
      - { account: research, permissionSet: ${name}-scientists }
    compute:
      instances:
        - { instanceType: ml.p5.48xlarge, count: 1 }
    data:
      - { bucket: curated, prefix: ${name}/ }
${further}`;

const roster = (...teams: readonly string[]) =>
    `clusters:\n  training:\n    priorityClasses: { training: 80 }\n\nteams:\n${teams.join("")}`;

/** Whether the engine itself keeps what the program has it protect. */
describe("removing a team from a protected environment", function () {
    this.timeout(600_000);
    let project: ProjectCopy;

    before(async () => {
        project = copyProject();
        // Permission sets and teams of this test are in no configuration of the pack.
        project.write("policypack/policies.ts", "export const policies = [];\n");
        project.write("policypack/config.prod.json", "{}\n");
        project.write("teams.yaml", roster(team("vision"), team("speech")));
        const up = await project.run(["--stack", "prod", "sandbox", "up"]);
        assert.equal(up.code, 0, up.output);
        const { code, output } = await project.run(["--stack", "prod", "start"]);
        assert.equal(code, 0, output);
    });

    after(async () => {
        await project.dispose();
    });

    const protectedNow = () =>
        readDeployment(project.sandbox, "prod")
            .resources.filter(({ protect }) => protect === true)
            .map(({ urn }) => urn.slice(urn.lastIndexOf("::") + 2))
            .sort();

    it("is refused while no removal names it, in words that say the way", async () => {
        project.write("teams.yaml", roster(team("vision", "    state: leaving\n"), team("speech")));

        const { code, output } = await project.run(["--stack", "prod", "preview"]);

        assert.equal(code, 1, output);
        assert.match(
            output,
            /nothing was changed: team "vision" is protected in this stack and would lose all that it has; if that is meant, first roll out with "hyperpod-teams:removals: \{ teams: \[vision\] \}" in Pulumi\.prod\.yaml/,
        );
    });

    it("takes the protection off, and nothing else, once it is named", async () => {
        project.edit(
            "Pulumi.prod.yaml",
            "hyperpod-teams:removals: {}",
            "hyperpod-teams:removals: { teams: [vision] }",
        );
        project.write("teams.yaml", roster(team("vision"), team("speech")));

        const { code, output } = await project.run(["--stack", "prod", "start"]);

        assert.equal(code, 0, output);
        assert.doesNotMatch(output, /^ +[+-]/m);
        assert.deepEqual(protectedNow(), protectedOnes);
    });

    it("goes through then, and leaves the others protected", async () => {
        project.write("teams.yaml", roster(team("vision", "    state: leaving\n"), team("speech")));

        const { code, output } = await project.run(["--stack", "prod", "start"]);

        assert.equal(code, 0, output);
        assert.deepEqual(protectedNow(), protectedOnes);
        assert.deepEqual(
            readDeployment(project.sandbox, "prod").resources.filter(({ urn }) =>
                urn.includes("::vision"),
            ),
            [],
        );
    });
});
