import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { readBootstrap } from "../../cli/bootstrap";
import { bootstrapParameters } from "../../cli/world";
import { parseEnvironmentFile } from "../../model/environment/environment";
import { recordedActions } from "../../sandbox/aws/recordedActions";
import { renderTemplate } from "../../sandbox/cloudFormation/render";
import { copyProject } from "../support/projectCopy";
import type { ProjectCopy } from "../support/projectCopy";

const secondCluster = `    lab:
      account: platform
      eksClusterName: hyperpod-lab
      hyperPodClusterArn: arn:aws:sagemaker:us-west-2:111122223333:cluster/aaaaaa012345
`;

/**
 * The whole life of a stack in the names of the two roles that the bootstrap makes. The sandbox
 * refuses what a role lacks, so what is left to show is that it has nothing that nobody needs.
 */
describe("the roles of the bootstrap", function () {
    this.timeout(900_000);
    let project: ProjectCopy;

    before(() => {
        project = copyProject();
        // What moves is asked of the engine here; the pack's configuration knows the example's
        // roster alone.
        project.write("policypack/policies.ts", "export const policies = [];\n");
        project.write("policypack/config.dev.json", "{}\n");
        project.edit(
            "Pulumi.dev.yaml",
            "  hyperpod-teams:clusters:\n",
            `  hyperpod-teams:clusters:\n${secondCluster}`,
        );
    });

    after(async () => {
        await project.dispose();
    });

    async function succeed(...args: readonly string[]): Promise<void> {
        const { code, output } = await project.run(args);
        assert.equal(code, 0, output);
    }

    const accounts = () => {
        const parsed = parseEnvironmentFile("Pulumi.dev.yaml", project.read("Pulumi.dev.yaml"));
        assert.ok(parsed.ok);
        return { environment: parsed.value, accounts: [...parsed.value.accounts.values()] };
    };

    /** What stands in every account. */
    const accountFiles = () =>
        accounts().accounts.map(({ id }) =>
            fs.readFileSync(path.join(project.sandbox.accounts, `${id}.json`), "utf8"),
        );

    /** What was used in this sandbox by the role of this name, whichever the account. */
    const used = (role: string) =>
        sorted(
            accounts().accounts.flatMap(({ id }) =>
                recordedActions(project.sandbox, id)
                    .filter((one) => one.role === role)
                    .map(({ action }) => action),
            ),
        );

    /** What the template grants the role of this name, in an account of every kind. */
    const granted = (role: string) => {
        const { environment, accounts: all } = accounts();
        return sorted(
            all.flatMap((account) => {
                const stack = renderTemplate(readBootstrap().account, {
                    accountId: account.id,
                    region: account.region,
                    parameters: {
                        ...bootstrapParameters(account, environment, undefined),
                        HostsPeople: "true",
                    },
                });
                return [...stack.values()]
                    .filter(
                        ({ type, properties }) =>
                            type === "AWS::IAM::RolePolicy" && properties.RoleName === role,
                    )
                    .flatMap(
                        ({ properties }) =>
                            (properties.PolicyDocument as { Statement: readonly Statement[] })
                                .Statement,
                    )
                    .flatMap(({ Action }) => Action);
            }),
        );
    };

    it("roll out as the deploy role", async () => {
        await succeed("start");
    });

    it("preview as the preview role, and look at everything", async () => {
        project.edit("Pulumi.dev.yaml", "config:\n", "config:\n  hyperpod-teams:assume: preview\n");

        await succeed("preview", "--refresh");

        assert.deepEqual(used("hyperpod-teams-preview"), granted("hyperpod-teams-preview"));
    });

    it("refuse a rollout as the preview role", async () => {
        const roster = project.read("teams.yaml");
        project.edit("teams.yaml", 'cost-center: "4711"', 'cost-center: "4712"');

        const before = accountFiles();

        const { code, output } = await project.run(["start"]);

        assert.equal(code, 1, output);
        // The engine ends with the first refusal, whichever of the team's resources it meets.
        assert.match(
            output,
            /assumed-role\/hyperpod-teams-preview\/hyperpod-teams is not authorized to perform: (?:\w+:TagResource|iam:TagRole|cloudformation:UpdateResource) on resource: \S+ because no identity-based policy allows the \S+ action/,
        );
        assert.deepEqual(accountFiles(), before);
        project.write("teams.yaml", roster);
        project.edit("Pulumi.dev.yaml", "  hyperpod-teams:assume: preview\n", "");
    });

    it("change, move and mend as the deploy role", async () => {
        project.edit("teams.yaml", 'tags: { cost-center: "4711" }', "tags: { unit: optics }");
        project.edit(
            "teams.yaml",
            "{ bucket: curated, prefix: vision/ }",
            "{ bucket: curated, prefix: vision/, mode: read-write }",
        );
        project.edit("teams.yaml", "training: 80", "training: 70");
        // Another mode has other groups and access policies.
        project.edit("teams.yaml", "    clusterAccess: hyperpod-policies\n", "");
        project.edit(
            "Pulumi.dev.yaml",
            "podIdentityAgent: { management: managed }",
            "podIdentityAgent: { management: managed, version: v1.3.9-eksbuild.1 }",
        );
        project.edit("Pulumi.dev.yaml", "capacityGiB: 1200", "capacityGiB: 2400");
        project.edit("Pulumi.dev.yaml", "export: [new, changed]", "export: [new]");
        project.edit(
            "teams.yaml",
            "    fileSystems: [datasets]\n",
            "    fileSystems: [datasets]\n    tags: { unit: sound }\n",
        );
        // The refused rollout left the preview role in the state, and a refresh looks with that one.
        await succeed("start");
        takeBoundaryOff("hyperpod-vision-data");
        await succeed("start", "--refresh");
        project.edit("teams.yaml", "    tags: { unit: sound }\n", "");

        project.edit(
            "teams.yaml",
            "  vision:\n",
            "  vision:\n    movedFrom: { cluster: training }\n",
        );
        project.edit(
            "teams.yaml",
            "    cluster: training\n    scientists:\n      - { account: research, permissionSet: VisionScientist }",
            "    cluster: lab\n    scientists:\n      - { account: research, permissionSet: VisionScientist }",
        );
        await succeed("start");
    });

    it("take everything away again as the deploy role, and have no right that none of it needed", async () => {
        for (const team of ["vision", "speech", "robotics", "forecast"]) {
            project.edit("teams.yaml", `  ${team}:\n`, `  ${team}:\n    state: leaving\n`);
        }
        const roster = project.read("teams.yaml");
        project.write("teams.yaml", roster.slice(roster.indexOf("teams:")));
        await succeed("start");

        assert.deepEqual(used("hyperpod-teams-deploy"), granted("hyperpod-teams-deploy"));
    });

    /** As somebody might with the console. */
    function takeBoundaryOff(name: string): void {
        const file = path.join(project.sandbox.accounts, "111122223333.json");
        const state = JSON.parse(fs.readFileSync(file, "utf8")) as {
            roles: Record<string, { name: string; permissionsBoundary?: string }>;
        };
        const role = Object.values(state.roles).find((one) => one.name === name);
        assert.ok(role?.permissionsBoundary);
        delete role.permissionsBoundary;
        fs.writeFileSync(file, JSON.stringify(state));
    }
});

interface Statement {
    readonly Action: string | readonly string[];
}

function sorted(actions: readonly string[]): readonly string[] {
    return [...new Set(actions)].sort();
}
