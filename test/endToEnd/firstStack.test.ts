import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { Interruption } from "../../cli/interruption";
import { withSession } from "../../cli/session";
import type { Session } from "../../cli/session";
import { writeCallers } from "../../sandbox/aws/callers";
import { copyProject } from "../support/projectCopy";
import type { ProjectCopy } from "../support/projectCopy";
import { silentProgress } from "../support/silentProgress";

/**
 * docs/quickStart.md from "pulumi stack init" on, with the CLI as people use it: no copy of the stack's
 * file, no command of ours around it.
 */
describe("a stack of one's own, from its making to the first rollout", function () {
    this.timeout(600_000);
    let project: ProjectCopy;

    before(() => {
        project = copyProject();
    });
    after(() => project.dispose());

    it("goes as the quick start says", async () => {
        const options = {
            sandbox: project.sandbox.root,
            stack: "prod",
            folder: project.folder,
        };
        await withSession(options, silentProgress, new Interruption(), async (session) => {
            const before = project.read("Pulumi.prod.yaml");
            run(session, "pulumi", "stack", "init", "prod");
            // The engine writes the file anew, with its own idea of how a scalar is written.
            assert.notEqual(project.read("Pulumi.prod.yaml"), before);
            assert.match(project.read("Pulumi.prod.yaml"), /^encryptionsalt: /m);

            const { code, output } = await project.run(["check"]);
            assert.equal(code, 0, output);

            // Pipelines and people come in at the hub, in one of its two roles.
            const [hub] = session.environment.accounts.values();
            writeCallers(session.sandbox, [hub?.previewRoleArn ?? ""]);
            const preview = run(session, ".ci/preview", "prod", ".");
            assert.match(preview, /hyperpod-teams-policies/);
            assert.match(preview, /NamespaceAccess vision-namespace create\b/);

            writeCallers(session.sandbox, [hub?.deployRoleArn ?? ""]);
            const rollout = run(session, ".ci/deploy", "prod");
            assert.match(rollout, /hyperpod-teams-policies/);
            assert.match(rollout, /^\s+\+ \d{2,} created$/m);
        });
    });

    function run({ variables }: Session, program: string, ...words: readonly string[]): string {
        const { status, stdout, stderr } = spawnSync(
            program.startsWith(".") ? path.join(project.folder, program) : program,
            words,
            {
                cwd: project.folder,
                encoding: "utf8",
                env: { ...variables, PULUMI_CONFIG_PASSPHRASE: "", NO_COLOR: "1" },
            },
        );
        assert.equal(status, 0, `${program} ${words.join(" ")}\n${stdout}${stderr}`);
        return stdout;
    }
});
