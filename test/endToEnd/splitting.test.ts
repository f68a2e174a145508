import assert from "node:assert/strict";
import { readDeployment } from "../support/checkpoint";
import { steps } from "../support/engineSteps";
import { copyProject } from "../support/projectCopy";
import type { CommandEnd, ProjectCopy } from "../support/projectCopy";

/**
 * An environment that outgrows its stack: one team gets a stack of its own, and neither it nor what
 * teams share is made anew.
 */
describe("an environment that is spread over two stacks", function () {
    this.timeout(900_000);
    let project: ProjectCopy;

    before(async () => {
        project = copyProject();
        // The servers stay for all commands below: a start of theirs in each shows nothing here.
        await succeed("sandbox", "up");
        await succeed("start");
    });

    after(async () => {
        await project.dispose();
    });

    async function succeed(...args: readonly string[]): Promise<CommandEnd> {
        const end = await project.run(args);
        assert.equal(end.code, 0, end.output);
        return end;
    }

    const resourcesIn = (...stacks: readonly string[]) =>
        stacks.flatMap((stack) => readDeployment(project.sandbox, stack).resources);

    /** Everything in AWS and Kubernetes, by type and id. */
    const standing = (...stacks: readonly string[]) =>
        resourcesIn(...stacks)
            .filter(({ id, type }) => id !== undefined && !type.startsWith("pulumi:providers:"))
            .map(({ id, type }) => `${type} ${id ?? ""}`)
            .sort();

    it("refuses to make a team anew that stands in another stack", async () => {
        project.edit(
            "Pulumi.dev.yaml",
            "config:\n",
            "config:\n  hyperpod-teams:groups: { robots: dev-robots }\n",
        );
        project.write(
            "Pulumi.dev-robots.yaml",
            "config:\n  pulumi:disable-default-providers: [aws, kubernetes]\n  hyperpod-teams:partOf: dev\n",
        );
        project.edit("teams.yaml", "  robotics:\n", "  robotics:\n    group: robots\n");

        for (const stack of ["dev", "dev-robots"]) {
            const { code, output } = await project.run(["--stack", stack, "preview"]);

            assert.equal(code, 1, output);
            assert.ok(
                output.includes(
                    'nothing was changed: team "robotics" is in stack "dev" and belongs into stack "dev-robots" (its group is "robots"); move it first, see docs/backends.md: hyperpod-teams --stack dev move robotics --to dev-robots',
                ),
                output,
            );
        }
    });

    it("moves the team as it stands, and leaves what is shared where it was", async () => {
        const before = standing("dev");

        await succeed("--stack", "dev", "move", "robotics", "--to", "dev-robots");
        const moved = await succeed("--stack", "dev-robots", "start");
        const left = await succeed("--stack", "dev", "preview");

        assert.deepEqual(steps(moved), []);
        // The provider of an account that no team of this stack comes from any more.
        assert.deepEqual(steps(left), ["delete account-automation"]);
        assert.deepEqual(standing("dev", "dev-robots"), before);
        const ofRobotics = resourcesIn("dev").filter(({ urn }) => urn.includes("::robotics"));
        assert.deepEqual(ofRobotics, []);
    });

    it("judges the part by the environment's facts", async () => {
        const fence = '(team.dataRole === "data-account-by-external-id" ? {} : sessionTags(team))';
        project.edit("model/documents/podDocuments.ts", fence, "{}");

        const { code, output } = await project.run(["--stack", "dev-robots", "preview"]);

        project.edit("model/documents/podDocuments.ts", "...{}", `...${fence}`);
        assert.equal(code, 1, output);
        assert.match(output, /\[mandatory\].*iam-role-fences-pod-identity[^]*team "robotics"/);
    });

    it("follows what is pinned to a role again after the next rollout", () => {
        const pinned = resourcesIn("dev-robots").filter(({ replaceWith = [] }) =>
            replaceWith.some((urn) => urn.startsWith("urn:pulumi:dev-robots::")),
        );

        assert.notEqual(pinned.length, 0);
    });
});
